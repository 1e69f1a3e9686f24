//! SHA-512 of one message: the rounds in general registers, beside them the message schedule of two
//! blocks in the halves of vectors.
//!
//! The rounds are written out in instructions, as in `md5`: with a compiler's order of them it takes
//! a tenth longer (1.8 seconds a GB to 1.6, which OpenSSL takes, too; `hash::cost` measures it).

#![expect(unsafe_code, reason = "inline assembly, and vectors in memory")]

use std::arch::asm;
use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_alignr_epi8, _mm256_broadcastsi128_si256, _mm256_set_m128i,
    _mm256_setzero_si256, _mm256_store_si256,
};

use super::vectors::{add64, parity, ror64, ror64_by_8, shr64};
use super::words::big_endian;
use crate::hash::constants::SHA512_CONSTANTS;
use crate::hash::{SHA512_BLOCK_BYTES, STRIDE_BYTES};

const PAIRS: usize = 40;

/// By pairs of words, those of the first block and those of the second; the constants are added.
#[repr(align(32))]
struct Schedule([[u64; 4]; PAIRS]);

/// Puts a pair of both blocks' words where the rounds take them from.
///
/// # Safety
/// `pairs` points to a [`Schedule`]'s.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn put(pairs: *mut [u64; 4], pair: usize, words: __m256i) {
    let constants = &SHA512_CONSTANTS[2 * pair..][..2];
    // SAFETY: two constants are 16 bytes, and a pair is as large and as aligned as a vector.
    unsafe {
        let constants = _mm_loadu_si128(constants.as_ptr().cast());
        let sum = add64(words, _mm256_broadcastsi128_si256(constants));
        _mm256_store_si256(pairs.add(pair).cast(), sum);
    }
}

/// The first words of two blocks: the pair of both, in halves.
#[inline]
#[target_feature(enable = "avx2")]
fn first_pair(blocks: &[u8; STRIDE_BYTES], pair: usize) -> __m256i {
    let first = &blocks[16 * pair..][..16];
    let second = &blocks[SHA512_BLOCK_BYTES + 16 * pair..][..16];
    // SAFETY: these are 16 bytes each.
    let [first, second] = [first, second].map(|b| unsafe { _mm_loadu_si128(b.as_ptr().cast()) });
    big_endian(_mm256_set_m128i(second, first))
}

/// The pair eight further on than `pair`, whose place it takes (FIPS 180-4, 6.4.2).
#[inline]
#[target_feature(enable = "avx2")]
fn next_pair(words: &[__m256i; 8], pair: usize) -> __m256i {
    let at = |ahead: usize| words[(pair + ahead) % 8];
    let next = _mm256_alignr_epi8(at(1), at(0), 8);
    let ninth = _mm256_alignr_epi8(at(5), at(4), 8);
    let last = at(7);
    let sigma0 = parity(ror64(next, 1), ror64_by_8(next), shr64(next, 7));
    let sigma1 = parity(ror64(last, 19), ror64(last, 61), shr64(last, 6));
    add64(add64(at(0), ninth), add64(sigma0, sigma1))
}

/// A round. What b and c differ in is known from the round before, as what a and b differed in.
macro_rules! round {
    ($state:ident, $differ:ident, $pairs:ident, $offset:expr) => {
        let [a, b, c, mut d, e, f, g, mut h] = $state;
        let next_differ: u64;
        // SAFETY: it reads a word of the schedule.
        unsafe {
            asm!(
                "add {h}, qword ptr [{pairs} + {offset}]",
                "rorx {t}, {e}, 41",
                "rorx {u}, {e}, 18",
                "xor {t}, {u}",
                // The halves of the choice have no bit in common.
                "andn {u}, {e}, {g}",
                "add {h}, {u}",
                "mov {u}, {e}",
                "and {u}, {f}",
                "add {h}, {u}",
                "rorx {u}, {e}, 14",
                "xor {t}, {u}",
                "add {h}, {t}",
                "add {d}, {h}",
                "rorx {t}, {a}, 39",
                "rorx {u}, {a}, 34",
                "xor {t}, {u}",
                "rorx {u}, {a}, 28",
                "xor {t}, {u}",
                // The majority is b, but where b differs from both others.
                "mov {next_differ}, {a}",
                "xor {next_differ}, {b}",
                "and {differ}, {next_differ}",
                "xor {differ}, {b}",
                "add {h}, {differ}",
                "add {h}, {t}",
                a = in(reg) a,
                b = in(reg) b,
                d = inout(reg) d,
                e = in(reg) e,
                f = in(reg) f,
                g = in(reg) g,
                h = inout(reg) h,
                differ = inout(reg) $differ => _,
                next_differ = out(reg) next_differ,
                t = out(reg) _,
                u = out(reg) _,
                pairs = in(reg) $pairs,
                offset = const $offset,
                options(pure, readonly, nostack)
            );
        }
        $differ = next_differ;
        $state = [h, a, b, c, d, e, f, g];
    };
}

/// The rounds of eight pairs of words of one of the two blocks, and what is done beside each pair.
macro_rules! sixteen_rounds {
    ($state:ident, $differ:ident, $pairs:ident, $block:literal, |$pair:pat_param| $beside:block) => {
        sixteen_rounds!(
            $state, $differ, $pairs, $block, |$pair| $beside, 0 1 2 3 4 5 6 7
        );
    };
    (
        $state:ident, $differ:ident, $pairs:ident, $block:literal, |$pair:pat_param| $beside:block,
        $($number:literal)*
    ) => {$(
        let $pair: usize = $number;
        $beside
        round!($state, $differ, $pairs, 32 * $number + 16 * $block);
        round!($state, $differ, $pairs, 32 * $number + 16 * $block + 8);
    )*};
}

/// FIPS 180-4, 6.4.2.
#[target_feature(enable = "avx2,bmi1,bmi2")]
pub fn compress(state: &mut [u64; 8], strides: &[[u8; STRIDE_BYTES]]) {
    let mut schedule = Schedule([[0; 4]; PAIRS]);
    let all_pairs = schedule.0.as_mut_ptr();
    let mut rounds = *state;
    for blocks in strides {
        let mut words = [_mm256_setzero_si256(); 8];
        for (pair, both) in words.iter_mut().enumerate() {
            *both = first_pair(blocks, pair);
            // SAFETY: the schedule is there.
            unsafe { put(all_pairs, pair, *both) };
        }
        let before = rounds;
        let mut differ = rounds[1] ^ rounds[2];
        for first in (0..PAIRS - 8).step_by(8) {
            // SAFETY: `first` is less than its length.
            let pairs = unsafe { all_pairs.add(first) };
            sixteen_rounds!(rounds, differ, pairs, 0, |pair| {
                words[pair] = next_pair(&words, pair);
                // SAFETY: there are eight more.
                unsafe { put(all_pairs, first + 8 + pair, words[pair]) };
            });
        }
        // SAFETY: so many are there.
        let pairs = unsafe { all_pairs.add(PAIRS - 8) };
        sixteen_rounds!(rounds, differ, pairs, 0, |_| {});
        let _ = differ;
        add(&mut rounds, &before);

        let before = rounds;
        let mut differ = rounds[1] ^ rounds[2];
        for first in (0..PAIRS).step_by(8) {
            // SAFETY: `first` is less than its length.
            let pairs = unsafe { all_pairs.add(first) };
            sixteen_rounds!(rounds, differ, pairs, 1, |_| {});
        }
        let _ = differ;
        add(&mut rounds, &before);
    }
    *state = rounds;
}

fn add(state: &mut [u64; 8], before: &[u64; 8]) {
    for (word, old) in state.iter_mut().zip(before) {
        *word = word.wrapping_add(*old);
    }
}
