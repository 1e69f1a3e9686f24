//! How a message ends: padding, its length, and the digest.

use md5::block_api::compress as md5_compress;
use sha2::block_api::compress512 as sha512_compress;

use super::{MD5_BLOCK_BYTES, SHA512_BLOCK_BYTES, STRIDE_BYTES};

/// RFC 1321, 3.1 and 3.2: a one bit, zeroes, and the length in bits, little-endian.
pub fn md5_digest(mut state: [u32; 4], rest: &[u8], total_bytes: u64) -> [u8; 16] {
    let mut padded = [0; STRIDE_BYTES + MD5_BLOCK_BYTES];
    let end = (rest.len() + 9).next_multiple_of(MD5_BLOCK_BYTES);
    pad(&mut padded, rest);
    padded[end - 8..end].copy_from_slice(&total_bytes.wrapping_mul(8).to_le_bytes());
    md5_compress(&mut state, padded[..end].as_chunks().0);
    let mut digest = [0; 16];
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_le_bytes();
    }
    digest
}

/// FIPS 180-4, 5.1.2: the same with a length of 128 bits, big-endian.
pub fn sha512_digest(mut state: [u64; 8], rest: &[u8], total_bytes: u64) -> [u8; 64] {
    let mut padded = [0; STRIDE_BYTES + SHA512_BLOCK_BYTES];
    let end = (rest.len() + 17).next_multiple_of(SHA512_BLOCK_BYTES);
    pad(&mut padded, rest);
    let bits = u128::from(total_bytes) * 8;
    padded[end - 16..end].copy_from_slice(&bits.to_be_bytes());
    sha512_compress(&mut state, padded[..end].as_chunks().0);
    let mut digest = [0; 64];
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    digest
}

fn pad(padded: &mut [u8], rest: &[u8]) {
    padded[..rest.len()].copy_from_slice(rest);
    padded[rest.len()] = 0x80;
}
