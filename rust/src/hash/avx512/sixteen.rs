//! SHA-256 of sixteen messages at once, a message in each lane of the vectors.
//!
//! It is for the payload's signature (`client::signing`), which may be taken of a part's chunks
//! instead of the whole part: chunks have nothing to do with each other. On the processor that this
//! was measured on, a GB takes half of what the SHA extensions take for one message after the other
//! (`hash::cost` measures it). Two messages taking turns at those extensions saved a fifth only.

#![expect(
    unsafe_code,
    reason = "intrinsics, and registers that are loaded from and stored to arrays"
)]

use std::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_loadu_si512, _mm512_ror_epi32, _mm512_set1_epi32,
    _mm512_set4_epi32, _mm512_setzero_si512, _mm512_shuffle_epi8, _mm512_shuffle_i32x4,
    _mm512_srli_epi32, _mm512_storeu_si512, _mm512_ternarylogic_epi32, _mm512_unpackhi_epi32,
    _mm512_unpackhi_epi64, _mm512_unpacklo_epi32, _mm512_unpacklo_epi64,
};

use super::is_supported;
use crate::hash::constants::SHA512_CONSTANTS;

pub const LANES: usize = 16;
pub const BLOCK_BYTES: usize = 64;

/// FIPS 180-4, 5.3.3.
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The digests of messages that are all of the same length.
///
/// # Panics
/// If their lengths differ or are no multiple of [`BLOCK_BYTES`], or if the processor
/// [is not up to it](is_supported).
pub fn sha256(messages: [&[u8]; LANES]) -> [[u8; 32]; LANES] {
    let length = messages[0].len();
    assert!(messages.iter().all(|message| message.len() == length));
    assert!(length.is_multiple_of(BLOCK_BYTES) && is_supported());
    // FIPS 180-4, 5.1.1: a one bit, zeroes, and the length in bits, the same for all.
    let mut padding = [0; BLOCK_BYTES];
    padding[0] = 0x80;
    padding[BLOCK_BYTES - 8..].copy_from_slice(&(length as u64 * 8).to_be_bytes());
    let mut states = INITIAL.map(|word| [word; LANES]);
    // SAFETY: the processor has the features that the function is compiled for.
    unsafe {
        hash(&mut states, messages);
        hash(&mut states, [&padding; LANES]);
    }
    std::array::from_fn(|lane| {
        let mut digest = [0; 32];
        for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(&states) {
            *bytes = word[lane].to_be_bytes();
        }
        digest
    })
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn parity(a: __m512i, b: __m512i, c: __m512i) -> __m512i {
    _mm512_ternarylogic_epi32(a, b, c, 0x96)
}

/// FIPS 180-4, 4.1.2: the functions with capital letters.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn sum<const A: i32, const B: i32, const C: i32>(word: __m512i) -> __m512i {
    parity(
        _mm512_ror_epi32::<A>(word),
        _mm512_ror_epi32::<B>(word),
        _mm512_ror_epi32::<C>(word),
    )
}

/// The same, with small ones.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn sigma<const A: i32, const B: i32, const SHIFT: u32>(word: __m512i) -> __m512i {
    parity(
        _mm512_ror_epi32::<A>(word),
        _mm512_ror_epi32::<B>(word),
        _mm512_srli_epi32::<SHIFT>(word),
    )
}

/// FIPS 180-4, 6.2.2.
#[target_feature(enable = "avx512f,avx512bw")]
fn hash(states: &mut [[u32; LANES]; 8], messages: [&[u8]; LANES]) {
    let mut state = [_mm512_setzero_si512(); 8];
    for (word, lanes) in state.iter_mut().zip(&*states) {
        // SAFETY: sixteen words are 64 bytes.
        *word = unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) };
    }
    for at in (0..messages[0].len()).step_by(BLOCK_BYTES) {
        let mut words = words_of(&messages, at);
        let before = state;
        // Sixteen rounds written out, so that the words can stay in registers.
        for first in (0..64).step_by(16) {
            macro_rules! rounds {
                ($($step:literal)*) => {$(
                    if first > 0 {
                        words[$step] = next_word(&words, $step);
                    }
                    state = round(state, words[$step], first + $step);
                )*};
            }
            rounds!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
        }
        for (word, old) in state.iter_mut().zip(before) {
            *word = _mm512_add_epi32(*word, old);
        }
    }
    for (lanes, word) in states.iter_mut().zip(state) {
        // SAFETY: sixteen words are 64 bytes.
        unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), word) };
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn round([a, b, c, d, e, f, g, h]: [__m512i; 8], word: __m512i, round: usize) -> [__m512i; 8] {
    // Both constants are cube roots of the first primes, SHA-256's with 32 bits of them.
    let constant = _mm512_set1_epi32(((SHA512_CONSTANTS[round] >> 32) as u32).cast_signed());
    let (sum1, sum0) = (sum::<6, 11, 25>(e), sum::<2, 13, 22>(a));
    let choice = _mm512_ternarylogic_epi32(e, f, g, 0xca);
    let majority = _mm512_ternarylogic_epi32(a, b, c, 0xe8);
    let known = _mm512_add_epi32(_mm512_add_epi32(h, constant), word);
    let first = _mm512_add_epi32(known, _mm512_add_epi32(sum1, choice));
    let second = _mm512_add_epi32(sum0, majority);
    let (new_a, new_e) = (_mm512_add_epi32(first, second), _mm512_add_epi32(d, first));
    [new_a, a, b, c, new_e, e, f, g]
}

/// The word sixteen further on than the one at `step`, whose place it takes.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn next_word(words: &[__m512i; 16], step: usize) -> __m512i {
    let (next, last) = (words[(step + 1) % 16], words[(step + 14) % 16]);
    let (sigma0, sigma1) = (sigma::<7, 18, 3>(next), sigma::<17, 19, 10>(last));
    let sum = _mm512_add_epi32(words[step], words[(step + 9) % 16]);
    _mm512_add_epi32(sum, _mm512_add_epi32(sigma0, sigma1))
}

/// The messages' next block, a word of all of them in each vector.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn words_of(messages: &[&[u8]; LANES], at: usize) -> [__m512i; 16] {
    // Bytes 3 to 0 of each word; the same in every 16 bytes.
    let big_endian = _mm512_set4_epi32(0x0c0d_0e0f, 0x0809_0a0b, 0x0405_0607, 0x0001_0203);
    let mut rows = [_mm512_setzero_si512(); LANES];
    for (row, message) in rows.iter_mut().zip(messages) {
        let block = &message[at..][..BLOCK_BYTES];
        // SAFETY: that are 64 bytes.
        let word = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
        *row = _mm512_shuffle_epi8(word, big_endian);
    }
    columns_of_32(rows)
}

/// From a row a lane to a column a lane.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn columns_of_32(rows: [__m512i; 16]) -> [__m512i; 16] {
    let mut pairs = rows;
    for i in (0..16).step_by(2) {
        pairs[i] = _mm512_unpacklo_epi32(rows[i], rows[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi32(rows[i], rows[i + 1]);
    }
    // By fours of lanes: a word's place in each 16 bytes tells which four words are there.
    let mut fours = rows;
    for four in (0..16).step_by(4) {
        for half in [0, 1] {
            let (one, two) = (pairs[four + half], pairs[four + half + 2]);
            fours[four + 2 * half] = _mm512_unpacklo_epi64(one, two);
            fours[four + 2 * half + 1] = _mm512_unpackhi_epi64(one, two);
        }
    }
    let mut columns = rows;
    for word in 0..4 {
        let [first, second, third, fourth] = [0, 4, 8, 12].map(|four| fours[four + word]);
        let even = _mm512_shuffle_i32x4(first, second, 0x88);
        let even2 = _mm512_shuffle_i32x4(third, fourth, 0x88);
        let odd = _mm512_shuffle_i32x4(first, second, 0xdd);
        let odd2 = _mm512_shuffle_i32x4(third, fourth, 0xdd);
        columns[word] = _mm512_shuffle_i32x4(even, even2, 0x88);
        columns[word + 8] = _mm512_shuffle_i32x4(even, even2, 0xdd);
        columns[word + 4] = _mm512_shuffle_i32x4(odd, odd2, 0x88);
        columns[word + 12] = _mm512_shuffle_i32x4(odd, odd2, 0xdd);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::tests::noise;
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    proptest! {
        #[test]
        fn every_lane_is_what_its_message_gives_alone(blocks in 0_usize..40) {
            if !is_supported() {
                return Ok(());
            }
            let length = blocks * BLOCK_BYTES;
            let bytes = noise(LANES * length);
            let messages = std::array::from_fn(|lane| &bytes[lane * length..][..length]);
            for (message, digest) in messages.iter().zip(sha256(messages)) {
                let alone: [u8; 32] = Sha256::digest(message).into();
                prop_assert_eq!(digest, alone);
            }
        }
    }
}
