//! MD5 and SHA-512 of eight messages at once, a message in each lane of the vectors.
//!
//! What one message cannot give, because each hash is a chain, eight that have nothing to do with
//! each other do: every instruction works for all. Unlike in `stitched`, plain intrinsics are enough,
//! as there is no lack of independent work. A lane is a message throughout; unused ones repeat
//! another's data.
//!
//! Rejected: the two hashes' instructions interleaved here, too. Both are bound by the vector units that
//! they share, so that it gains a twentieth at best.

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_permute2x128_si256,
    _mm256_rolv_epi32, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
    _mm256_ternarylogic_epi32, _mm256_unpackhi_epi32, _mm256_unpackhi_epi64, _mm256_unpacklo_epi32,
    _mm256_unpacklo_epi64, _mm512_add_epi64, _mm512_loadu_si512, _mm512_ror_epi64,
    _mm512_set1_epi64, _mm512_set4_epi64, _mm512_setzero_si512, _mm512_shuffle_epi8,
    _mm512_shuffle_i64x2, _mm512_srli_epi64, _mm512_storeu_si512, _mm512_ternarylogic_epi64,
    _mm512_unpackhi_epi64, _mm512_unpacklo_epi64,
};

use super::SHA512_BLOCK_BYTES as BLOCK_BYTES;
use super::constants::{MD5_CONSTANTS, SHA512_CONSTANTS};
use super::stitched;

pub const LANES: usize = 8;
/// The messages' next bytes that are hashed both ways before going on, so that they are still in the
/// core's cache the second time.
const TURN_BYTES: usize = 16 * 1024;

/// Takes the messages' next blocks into both states of each. All are of the same length.
///
/// # Panics
/// If there are none or too many, if their lengths differ or are no multiple of 128, or if the
/// processor [is not up to it](stitched::is_supported).
pub fn compress(md5: &mut [[u32; 4]], sha512: &mut [[u64; 8]], messages: &[&[u8]]) {
    let count = messages.len();
    assert!((1..=LANES).contains(&count) && md5.len() == count && sha512.len() == count);
    let length = messages[0].len();
    assert!(messages.iter().all(|message| message.len() == length));
    assert!(length.is_multiple_of(BLOCK_BYTES) && stitched::is_supported());

    let mut md5_lanes = [[0_u32; LANES]; 4];
    let mut sha512_lanes = [[0_u64; LANES]; 8];
    for lane in 0..count {
        for (word, lanes) in md5_lanes.iter_mut().enumerate() {
            lanes[lane] = md5[lane][word];
        }
        for (word, lanes) in sha512_lanes.iter_mut().enumerate() {
            lanes[lane] = sha512[lane][word];
        }
    }
    for start in (0..length).step_by(TURN_BYTES) {
        let end = length.min(start + TURN_BYTES);
        let mut turn = [&messages[0][start..end]; LANES];
        for (lane, message) in turn.iter_mut().zip(messages) {
            *lane = &message[start..end];
        }
        // SAFETY: the processor has the features that these functions are compiled for.
        unsafe {
            sha512_turn(&mut sha512_lanes, turn);
            md5_turn(&mut md5_lanes, turn);
        }
    }
    for lane in 0..count {
        md5[lane] = std::array::from_fn(|word| md5_lanes[word][lane]);
        sha512[lane] = std::array::from_fn(|word| sha512_lanes[word][lane]);
    }
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

/// The same for eight words of 32 bits.
#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
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

/// Sixteen rounds with the numbers from `$first` on; the words after them are made on the way.
macro_rules! sha512_rounds {
    ($state:ident, $words:ident, $first:expr, $schedule:expr) => {
        for step in 0..16 {
            let [a, b, c, d, e, f, g, h] = $state;
            let constant = _mm512_set1_epi64(SHA512_CONSTANTS[$first + step].cast_signed());
            let sum1 = parity(
                _mm512_ror_epi64(e, 14),
                _mm512_ror_epi64(e, 18),
                _mm512_ror_epi64(e, 41),
            );
            let sum0 = parity(
                _mm512_ror_epi64(a, 28),
                _mm512_ror_epi64(a, 34),
                _mm512_ror_epi64(a, 39),
            );
            let choice = _mm512_ternarylogic_epi64(e, f, g, 0xca);
            let majority = _mm512_ternarylogic_epi64(a, b, c, 0xe8);
            let known = _mm512_add_epi64(_mm512_add_epi64(h, constant), $words[step]);
            let first = _mm512_add_epi64(_mm512_add_epi64(known, choice), sum1);
            let second = _mm512_add_epi64(sum0, majority);
            $state = [
                _mm512_add_epi64(first, second),
                a,
                b,
                c,
                _mm512_add_epi64(d, first),
                e,
                f,
                g,
            ];
            if $schedule {
                let (next, last) = ($words[(step + 1) % 16], $words[(step + 14) % 16]);
                let sigma0 = parity(
                    _mm512_ror_epi64(next, 1),
                    _mm512_ror_epi64(next, 8),
                    _mm512_srli_epi64(next, 7),
                );
                let sigma1 = parity(
                    _mm512_ror_epi64(last, 19),
                    _mm512_ror_epi64(last, 61),
                    _mm512_srli_epi64(last, 6),
                );
                let sum = _mm512_add_epi64($words[step], $words[(step + 9) % 16]);
                $words[step] = _mm512_add_epi64(_mm512_add_epi64(sum, sigma0), sigma1);
            }
        }
    };
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
fn parity(a: __m512i, b: __m512i, c: __m512i) -> __m512i {
    _mm512_ternarylogic_epi64(a, b, c, 0x96)
}

/// FIPS 180-4, 6.4.2.
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
fn sha512_turn(states: &mut [[u64; LANES]; 8], messages: [&[u8]; LANES]) {
    // Bytes 7 to 0 of each word; the same in every 16 bytes.
    let big_endian = _mm512_set4_epi64(
        0x0809_0a0b_0c0d_0e0f,
        0x0001_0203_0405_0607,
        0x0809_0a0b_0c0d_0e0f,
        0x0001_0203_0405_0607,
    );
    let mut state = [_mm512_setzero_si512(); 8];
    for (word, lanes) in state.iter_mut().zip(&*states) {
        // SAFETY: eight words are 64 bytes.
        *word = unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) };
    }
    for at in (0..messages[0].len()).step_by(BLOCK_BYTES) {
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
        let before = state;
        sha512_rounds!(state, words, 0, true);
        sha512_rounds!(state, words, 16, true);
        sha512_rounds!(state, words, 32, true);
        sha512_rounds!(state, words, 48, true);
        sha512_rounds!(state, words, 64, false);
        for (word, old) in state.iter_mut().zip(before) {
            *word = _mm512_add_epi64(*word, old);
        }
    }
    for (lanes, word) in states.iter_mut().zip(state) {
        // SAFETY: eight words are 64 bytes.
        unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), word) };
    }
}

/// Sixteen steps of one round.
macro_rules! md5_round {
    ($state:ident, $words:ident, $round:expr, $function:expr, $rotations:expr, $word:expr) => {
        for step in 0..16 {
            let [a, b, c, d] = $state;
            let constant = _mm256_set1_epi32(MD5_CONSTANTS[16 * $round + step].cast_signed());
            let added = _mm256_add_epi32(_mm256_add_epi32(a, constant), $words[$word(step) % 16]);
            let mixed = _mm256_ternarylogic_epi32(b, c, d, $function);
            let sum = _mm256_add_epi32(added, mixed);
            let turned = _mm256_rolv_epi32(sum, _mm256_set1_epi32($rotations[step % 4]));
            $state = [d, _mm256_add_epi32(turned, b), b, c];
        }
    };
}

/// RFC 1321, 3.4.
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
fn md5_turn(states: &mut [[u32; LANES]; 4], messages: [&[u8]; LANES]) {
    let mut state = [_mm256_setzero_si256(); 4];
    for (word, lanes) in state.iter_mut().zip(&*states) {
        // SAFETY: eight words are 32 bytes.
        *word = unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) };
    }
    for at in (0..messages[0].len()).step_by(64) {
        let mut words = [_mm256_setzero_si256(); 16];
        for half in [0, 8] {
            let mut rows = [_mm256_setzero_si256(); LANES];
            for (row, message) in rows.iter_mut().zip(messages) {
                let bytes = &message[at + 4 * half..][..32];
                // SAFETY: that are 32 bytes.
                *row = unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) };
            }
            words[half..half + 8].copy_from_slice(&columns_of_32(rows));
        }
        let before = state;
        md5_round!(state, words, 0, 0xca, [7, 12, 17, 22], |i: usize| i);
        md5_round!(state, words, 1, 0xe4, [5, 9, 14, 20], |i: usize| 5 * i + 1);
        md5_round!(state, words, 2, 0x96, [4, 11, 16, 23], |i: usize| 3 * i + 5);
        md5_round!(state, words, 3, 0x39, [6, 10, 15, 21], |i: usize| 7 * i);
        for (word, old) in state.iter_mut().zip(before) {
            *word = _mm256_add_epi32(*word, old);
        }
    }
    for (lanes, word) in states.iter_mut().zip(state) {
        // SAFETY: eight words are 32 bytes.
        unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), word) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use md5::block_api::compress as md5_alone;
    use proptest::prelude::*;
    use sha2::block_api::compress512 as sha512_alone;

    proptest! {
        #[test]
        fn every_lane_is_what_its_message_gives_alone(
            count in 1..=LANES,
            blocks in 0_usize..300,
            seed: u64,
        ) {
            if !stitched::is_supported() {
                return Ok(());
            }
            let mut random = fastrand::Rng::with_seed(seed);
            let messages: Vec<Vec<u8>> = (0..count)
                .map(|_| (0..blocks * BLOCK_BYTES).map(|_| random.u8(..)).collect())
                .collect();
            let slices: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
            let before: Vec<([u32; 4], [u64; 8])> = (0..count)
                .map(|_| (std::array::from_fn(|_| random.u32(..)), std::array::from_fn(|_| random.u64(..))))
                .collect();
            let (mut md5, mut sha512): (Vec<_>, Vec<_>) = before.iter().copied().unzip();
            compress(&mut md5, &mut sha512, &slices);
            for (lane, message) in slices.iter().enumerate() {
                let (mut one, mut other) = before[lane];
                md5_alone(&mut one, message.as_chunks().0);
                sha512_alone(&mut other, message.as_chunks().0);
                prop_assert_eq!((md5[lane], sha512[lane]), (one, other), "lane {}", lane);
            }
        }
    }
}
