//! The messages' words, one of each message in every vector: four of 64 bits, or eight of 32.

#![expect(unsafe_code, reason = "vectors are loaded from slices")]

use std::arch::x86_64::{
    __m256i, _mm256_loadu_si256, _mm256_permute2x128_si256, _mm256_set_epi64x,
    _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_unpackhi_epi32, _mm256_unpackhi_epi64,
    _mm256_unpacklo_epi32, _mm256_unpacklo_epi64,
};

use super::{MD5_LANES, SHA512_LANES};

/// Bytes 7 to 0 of each word of 64 bits.
#[inline]
#[target_feature(enable = "avx2")]
pub fn big_endian(words: __m256i) -> __m256i {
    let order = _mm256_set_epi64x(
        0x0809_0a0b_0c0d_0e0f,
        0x0001_0203_0405_0607,
        0x0809_0a0b_0c0d_0e0f,
        0x0001_0203_0405_0607,
    );
    _mm256_shuffle_epi8(words, order)
}

/// The four messages' next block of SHA-512, a word of all of them in each vector.
#[inline]
#[target_feature(enable = "avx2")]
pub fn sha512_words(messages: &[&[u8]; SHA512_LANES], at: usize) -> [__m256i; 16] {
    let mut words = [_mm256_setzero_si256(); 16];
    for first in (0..16).step_by(4) {
        let mut rows = [_mm256_setzero_si256(); SHA512_LANES];
        for (row, message) in rows.iter_mut().zip(messages) {
            let bytes = &message[at + 8 * first..][..32];
            // SAFETY: that are 32 bytes.
            *row = big_endian(unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) });
        }
        let [one, two, three, four] = rows;
        let even = [
            _mm256_unpacklo_epi64(one, two),
            _mm256_unpacklo_epi64(three, four),
        ];
        let odd = [
            _mm256_unpackhi_epi64(one, two),
            _mm256_unpackhi_epi64(three, four),
        ];
        words[first] = _mm256_permute2x128_si256(even[0], even[1], 0x20);
        words[first + 1] = _mm256_permute2x128_si256(odd[0], odd[1], 0x20);
        words[first + 2] = _mm256_permute2x128_si256(even[0], even[1], 0x31);
        words[first + 3] = _mm256_permute2x128_si256(odd[0], odd[1], 0x31);
    }
    words
}

/// Eight messages' next block of MD5.
#[inline]
#[target_feature(enable = "avx2")]
pub fn md5_words(messages: &[&[u8]; MD5_LANES], at: usize) -> [__m256i; 16] {
    let mut words = [_mm256_setzero_si256(); 16];
    for half in [0, 8] {
        let mut rows = [_mm256_setzero_si256(); MD5_LANES];
        for (row, message) in rows.iter_mut().zip(messages) {
            let bytes = &message[at + 4 * half..][..32];
            // SAFETY: that are 32 bytes.
            *row = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
        }
        words[half..half + 8].copy_from_slice(&columns_of_32(rows));
    }
    words
}

/// Eight words of each lane, from a row a lane to a column a lane.
#[inline]
#[target_feature(enable = "avx2")]
fn columns_of_32(rows: [__m256i; 8]) -> [__m256i; 8] {
    let mut pairs = rows;
    for i in (0..8).step_by(2) {
        pairs[i] = _mm256_unpacklo_epi32(rows[i], rows[i + 1]);
        pairs[i + 1] = _mm256_unpackhi_epi32(rows[i], rows[i + 1]);
    }
    // By fours of lanes: words 0 and 4, 1 and 5, 2 and 6, 3 and 7.
    let mut fours = rows;
    for four in [0, 4] {
        for half in [0, 1] {
            let (one, two) = (pairs[four + half], pairs[four + half + 2]);
            fours[four + 2 * half] = _mm256_unpacklo_epi64(one, two);
            fours[four + 2 * half + 1] = _mm256_unpackhi_epi64(one, two);
        }
    }
    let mut columns = rows;
    for word in 0..4 {
        columns[word] = _mm256_permute2x128_si256(fours[word], fours[word + 4], 0x20);
        columns[word + 4] = _mm256_permute2x128_si256(fours[word], fours[word + 4], 0x31);
    }
    columns
}
