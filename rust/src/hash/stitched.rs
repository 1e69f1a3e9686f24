//! The one unsafe corner of hashing: MD5 and SHA-512 over whole blocks in one pass, for x86-64 with
//! AVX-512. `codegen/stitched.py` tells how it works and writes the assembly.

#![expect(unsafe_code, reason = "assembly")]

use std::arch::{is_x86_feature_detected, naked_asm};

use super::SHA512_BLOCK_BYTES;
use super::constants::{MD5_CONSTANTS, SHA512_CONSTANTS};

/// The assembly takes two blocks of SHA-512, four of MD5, at a time.
pub const STRIDE_BYTES: usize = 2 * SHA512_BLOCK_BYTES;

#[repr(C, align(64))]
struct Aligned<T>(T);

static MD5: Aligned<[u32; 64]> = Aligned(by_message_word(MD5_CONSTANTS));
static SHA512: Aligned<[u64; 160]> = Aligned(for_two_blocks(SHA512_CONSTANTS));
static BYTE_SWAP: Aligned<[u8; 32]> = Aligned([
    7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12,
    11, 10, 9, 8,
]);

/// In each round of 16 steps, the constants in the order of the words they are added to.
const fn by_message_word(constants: [u32; 64]) -> [u32; 64] {
    let mut ordered = [0; 64];
    let mut step = 0;
    while step < 64 {
        // RFC 1321, 3.4: which word a step takes.
        let word = match step / 16 {
            0 => step,
            1 => (5 * step + 1) % 16,
            2 => (3 * step + 5) % 16,
            _ => (7 * step) % 16,
        };
        ordered[step / 16 * 16 + word] = constants[step];
        step += 1;
    }
    ordered
}

/// Every pair of constants twice, for the two blocks in the halves of a register.
const fn for_two_blocks(constants: [u64; 80]) -> [u64; 160] {
    let mut twice = [0; 160];
    let mut index = 0;
    while index < 160 {
        twice[index] = constants[index / 4 * 2 + index % 2];
        index += 1;
    }
    twice
}

/// Whether this processor has what the assembly and the `lanes` use.
pub fn is_supported() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
}

/// Both states over `blocks`, whose length is a multiple of [`STRIDE_BYTES`].
///
/// # Panics
/// If it is not, or if the processor [is not up to it](is_supported).
pub fn compress(md5: &mut [u32; 4], sha512: &mut [u64; 8], blocks: &[u8]) {
    assert!(blocks.len().is_multiple_of(STRIDE_BYTES) && is_supported());
    if blocks.is_empty() {
        return;
    }
    // SAFETY: the processor has the features. The assembly reads `blocks`, an even number of
    // SHA-512's and at least two, and nothing beyond; the states are as large as it expects, and it
    // keeps to the calling convention.
    unsafe {
        stitched(
            sha512.as_mut_ptr(),
            blocks.as_ptr(),
            blocks.len() / SHA512_BLOCK_BYTES,
            md5.as_mut_ptr(),
        );
    }
}

#[unsafe(naked)]
unsafe extern "sysv64" fn stitched(
    sha512: *mut u64,
    blocks: *const u8,
    count: usize,
    md5: *mut u32,
) {
    naked_asm!(
        include_str!("stitched_avx512.s"),
        md5_constants = sym MD5,
        sha512_constants = sym SHA512,
        byte_swap = sym BYTE_SWAP,
    )
}
