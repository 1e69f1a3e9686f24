//! The one unsafe corner of hashing: MD5 and SHA-512 over whole blocks in one pass, for x86-64 with
//! AVX-512. `codegen/stitched.py` tells how it works and writes the assembly.

use std::arch::{is_x86_feature_detected, naked_asm};

use super::constants::{MD5_CONSTANTS, SHA512_CONSTANTS};

pub const BLOCK_BYTES: usize = 128;
/// How far the assembly reads beyond the last block.
const READ_BEYOND_BYTES: usize = 12;

#[repr(C, align(64))]
struct Aligned<T>(T);

/// Padded, as 16 bytes are loaded where 4 are used.
static MD5: Aligned<[u32; 68]> = Aligned(MD5_CONSTANTS);
static SHA512: Aligned<[u64; 80]> = Aligned(SHA512_CONSTANTS);
static BYTE_SWAP: Aligned<[u8; 16]> =
    Aligned([7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8]);

/// Whether this processor has what the assembly uses.
pub fn is_supported() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
}

/// Both states over `blocks`, whose length is a multiple of [`BLOCK_BYTES`].
///
/// # Panics
/// If it is not, or if the processor [is not up to it](is_supported).
pub fn compress(md5: &mut [u32; 4], sha512: &mut [u64; 8], blocks: &[u8]) {
    assert!(blocks.len().is_multiple_of(BLOCK_BYTES) && is_supported());
    let count = blocks.len() / BLOCK_BYTES;
    if count == 0 {
        return;
    }
    // The last block goes through a buffer that may be read beyond its end.
    let (most, last) = blocks.split_at(blocks.len() - BLOCK_BYTES);
    let mut padded = [0; BLOCK_BYTES + READ_BEYOND_BYTES];
    padded[..BLOCK_BYTES].copy_from_slice(last);
    // SAFETY: the processor has the features. `most` is followed by `last` in the same slice, and
    // `padded` by its padding, so what is read beyond the counted blocks belongs to them. The states
    // are as large as the function expects, and it keeps to the calling convention.
    unsafe {
        if count > 1 {
            stitched(
                sha512.as_mut_ptr(),
                most.as_ptr(),
                count - 1,
                md5.as_mut_ptr(),
            );
        }
        stitched(sha512.as_mut_ptr(), padded.as_ptr(), 1, md5.as_mut_ptr());
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
