//! MD5 and SHA-512 of one message in one pass. `codegen/stitched.py` tells how it works and writes the
//! assembly.

#![expect(unsafe_code, reason = "assembly")]

use std::arch::naked_asm;

use super::is_supported;
use crate::hash::constants::{MD5_CONSTANTS, SHA512_CONSTANTS, md5_word};
use crate::hash::{SHA512_BLOCK_BYTES, STRIDE_BYTES};

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
        ordered[step / 16 * 16 + md5_word(step)] = constants[step];
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
        include_str!("stitched.s"),
        md5_constants = sym MD5,
        sha512_constants = sym SHA512,
        byte_swap = sym BYTE_SWAP,
    )
}
