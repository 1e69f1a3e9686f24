//! The messages' words, one of each of the eight messages in every vector.

#![expect(unsafe_code, reason = "vectors are loaded from slices")]

use std::arch::x86_64::{
    __m512i, _mm512_loadu_si512, _mm512_set4_epi64, _mm512_setzero_si512, _mm512_shuffle_epi8,
    _mm512_shuffle_i64x2, _mm512_unpackhi_epi64, _mm512_unpacklo_epi64,
};

use super::LANES;

/// The eight messages' next block of SHA-512, a word of all of them in each vector.
#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
pub fn sha512_words(messages: &[&[u8]; LANES], at: usize) -> [__m512i; 16] {
    // Bytes 7 to 0 of each word; the same in every 16 bytes.
    let big_endian = _mm512_set4_epi64(
        0x0809_0a0b_0c0d_0e0f,
        0x0001_0203_0405_0607,
        0x0809_0a0b_0c0d_0e0f,
        0x0001_0203_0405_0607,
    );
    let mut words = [_mm512_setzero_si512(); 16];
    for half in [0, 8] {
        let mut rows = [_mm512_setzero_si512(); LANES];
        for (row, message) in rows.iter_mut().zip(messages) {
            let bytes = &message[at + 8 * half..][..64];
            // SAFETY: that are 64 bytes.
            let word = unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) };
            *row = _mm512_shuffle_epi8(word, big_endian);
        }
        words[half..half + 8].copy_from_slice(&columns_of_64(rows));
    }
    words
}

/// Eight words of 64 bits of each lane, from a row a lane to a column a lane.
#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
fn columns_of_64(rows: [__m512i; 8]) -> [__m512i; 8] {
    let mut pairs = rows;
    for i in (0..8).step_by(2) {
        pairs[i] = _mm512_unpacklo_epi64(rows[i], rows[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi64(rows[i], rows[i + 1]);
    }
    let mut columns = rows;
    for odd in 0..2 {
        let (first, second) = (
            [pairs[odd], pairs[2 + odd]],
            [pairs[4 + odd], pairs[6 + odd]],
        );
        let low = _mm512_shuffle_i64x2(first[0], first[1], 0x88);
        let high = _mm512_shuffle_i64x2(first[0], first[1], 0xdd);
        let low2 = _mm512_shuffle_i64x2(second[0], second[1], 0x88);
        let high2 = _mm512_shuffle_i64x2(second[0], second[1], 0xdd);
        columns[odd] = _mm512_shuffle_i64x2(low, low2, 0x88);
        columns[odd + 4] = _mm512_shuffle_i64x2(low, low2, 0xdd);
        columns[odd + 2] = _mm512_shuffle_i64x2(high, high2, 0x88);
        columns[odd + 6] = _mm512_shuffle_i64x2(high, high2, 0xdd);
    }
    columns
}
