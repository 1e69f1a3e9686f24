//! MD5 and SHA-512 of eight messages at once, a message in each lane of the vectors.
//!
//! What one message cannot give, because each hash is a chain, eight that have nothing to do with
//! each other do: every instruction works for all. Plain intrinsics are enough, unlike in `stitched`.
//! A lane is a message throughout; unused ones repeat another's data.
//!
//! SHA-512 fills both vector units, MD5 waits for its own chain half of the time: two of its steps
//! are done beside each round of the other, which takes a tenth less time than one hash after the
//! other (0.57 and 0.64 seconds a GB when both were measured; `super::cost` measures again). A
//! compiler that may do so puts hundreds of instructions of the one before those of the other, more
//! than a core looks ahead, so that nothing is gained: [`in_this_order`] keeps it from that.

#![expect(
    unsafe_code,
    reason = "intrinsics, and registers that are loaded from and stored to arrays"
)]

mod words;

use std::arch::asm;
use std::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_rolv_epi32, _mm256_set1_epi32,
    _mm256_setzero_si256, _mm256_storeu_si256, _mm256_ternarylogic_epi32, _mm512_add_epi64,
    _mm512_loadu_si512, _mm512_ror_epi64, _mm512_set1_epi64, _mm512_setzero_si512,
    _mm512_srli_epi64, _mm512_storeu_si512, _mm512_ternarylogic_epi64,
};

use super::SHA512_BLOCK_BYTES as BLOCK_BYTES;
use super::constants::{MD5_CONSTANTS, SHA512_CONSTANTS};
use super::stitched;
use words::{md5_words, sha512_words};

pub const LANES: usize = 8;

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
    let mut all = [messages[0]; LANES];
    all[..count].copy_from_slice(messages);
    // SAFETY: the processor has the features that the function is compiled for.
    unsafe { hash(&mut md5_lanes, &mut sha512_lanes, all) };
    for lane in 0..count {
        md5[lane] = std::array::from_fn(|word| md5_lanes[word][lane]);
        sha512[lane] = std::array::from_fn(|word| sha512_lanes[word][lane]);
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
fn parity(a: __m512i, b: __m512i, c: __m512i) -> __m512i {
    _mm512_ternarylogic_epi64(a, b, c, 0x96)
}

/// One round of SHA-512; the word sixteen further on is made on the way.
macro_rules! sha512_round {
    ($state:ident, $words:ident, $round:expr) => {
        let (round, step) = ($round, $round % 16);
        let [a, b, c, d, e, f, g, h] = $state;
        let constant = _mm512_set1_epi64(SHA512_CONSTANTS[round].cast_signed());
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
        let known = _mm512_add_epi64(_mm512_add_epi64($words[step], constant), h);
        let first = _mm512_add_epi64(_mm512_add_epi64(known, choice), sum1);
        let second = _mm512_add_epi64(sum0, majority);
        let (new_a, new_e) = (_mm512_add_epi64(first, second), _mm512_add_epi64(d, first));
        $state = [new_a, a, b, c, new_e, e, f, g];
        if round < 64 {
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
    };
}

/// The eight rounds of SHA-512 from `$first` on, and beside each two steps of one round of MD5: its
/// function by the truth table, its rotations, and the word that each step adds.
macro_rules! eight_rounds {
    (
        $sha512:ident, $sha512_words:ident, $first:expr,
        $md5:ident, $md5_words:ident, $round:expr, $function:expr, $rotations:expr, $word:expr
    ) => {
        for two in 0..8 {
            sha512_round!($sha512, $sha512_words, $first + two);
            for step in [2 * two, 2 * two + 1] {
                let [a, b, c, d] = $md5;
                let constant = _mm256_set1_epi32(MD5_CONSTANTS[16 * $round + step].cast_signed());
                let word = $md5_words[$word(step) % 16];
                let added = _mm256_add_epi32(_mm256_add_epi32(word, constant), a);
                let mixed = _mm256_ternarylogic_epi32(b, c, d, $function);
                let sum = _mm256_add_epi32(added, mixed);
                let turned = _mm256_rolv_epi32(sum, _mm256_set1_epi32($rotations[step % 4]));
                $md5 = [d, _mm256_add_epi32(turned, b), b, c];
            }
            in_this_order(&mut $sha512[4], &mut $md5[1]);
        }
    };
}

/// Makes what follows on either depend on both, for the compiler; the core sees nothing of it.
#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
fn in_this_order(sha512: &mut __m512i, md5: &mut __m256i) {
    // SAFETY: there is no instruction in it.
    unsafe {
        asm!(
            "/* {0} {1} */",
            inout(zmm_reg) * sha512,
            inout(ymm_reg) * md5,
            options(pure, nomem, nostack, preserves_flags)
        );
    }
}

/// FIPS 180-4, 6.4.2, and RFC 1321, 3.4.
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
fn hash(
    md5_states: &mut [[u32; LANES]; 4],
    sha512_states: &mut [[u64; LANES]; 8],
    messages: [&[u8]; LANES],
) {
    let mut sha512 = [_mm512_setzero_si512(); 8];
    for (word, lanes) in sha512.iter_mut().zip(&*sha512_states) {
        // SAFETY: eight words are 64 bytes.
        *word = unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) };
    }
    let mut md5 = [_mm256_setzero_si256(); 4];
    for (word, lanes) in md5.iter_mut().zip(&*md5_states) {
        // SAFETY: eight words are 32 bytes.
        *word = unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) };
    }
    for at in (0..messages[0].len()).step_by(BLOCK_BYTES) {
        let mut words = sha512_words(&messages, at);
        let before = sha512;
        macro_rules! md5_block {
            ($half:expr) => {
                let block = md5_words(&messages, at + 64 * $half);
                let before = md5;
                eight_rounds!(
                    sha512,
                    words,
                    32 * $half,
                    md5,
                    block,
                    0,
                    0xca,
                    [7, 12, 17, 22],
                    |i: usize| i
                );
                eight_rounds!(
                    sha512,
                    words,
                    32 * $half + 8,
                    md5,
                    block,
                    1,
                    0xe4,
                    [5, 9, 14, 20],
                    |i: usize| 5 * i + 1
                );
                eight_rounds!(
                    sha512,
                    words,
                    32 * $half + 16,
                    md5,
                    block,
                    2,
                    0x96,
                    [4, 11, 16, 23],
                    |i: usize| 3 * i + 5
                );
                eight_rounds!(
                    sha512,
                    words,
                    32 * $half + 24,
                    md5,
                    block,
                    3,
                    0x39,
                    [6, 10, 15, 21],
                    |i: usize| 7 * i
                );
                for (word, old) in md5.iter_mut().zip(before) {
                    *word = _mm256_add_epi32(*word, old);
                }
            };
        }
        md5_block!(0);
        md5_block!(1);
        for round in 64..80 {
            sha512_round!(sha512, words, round);
        }
        for (word, old) in sha512.iter_mut().zip(before) {
            *word = _mm512_add_epi64(*word, old);
        }
    }
    for (lanes, word) in sha512_states.iter_mut().zip(sha512) {
        // SAFETY: eight words are 64 bytes.
        unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), word) };
    }
    for (lanes, word) in md5_states.iter_mut().zip(md5) {
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
