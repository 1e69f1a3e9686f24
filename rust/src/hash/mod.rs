//! MD5 and SHA-512 of the same bytes in one pass: what Glance asks of every image by default.
//!
//! Apart, the two cost a core 1.6 seconds a GB each by hashlib; interleaved, 1.5 together, on one
//! thread (`stitched`); and 0.55 where eight images are hashed at once (`lanes`), which those that
//! meet are (`company`); `cost` measures it. Where the processor lacks AVX-512, or another algorithm
//! is asked for, Python's hashlib does it on a thread per hash (`upload::hash`). Digests are compared
//! with hashlib's by the tests.
//!
//! And SHA-256 of a part's chunks, for its signature (`chunks`).

mod chunks;
mod company;
#[cfg(target_arch = "x86_64")]
mod constants;
#[cfg(test)]
mod cost;
#[cfg(not(target_arch = "x86_64"))]
mod elsewhere;
#[cfg(target_arch = "x86_64")]
mod lanes;
#[cfg(target_arch = "x86_64")]
mod sixteen;
#[cfg(target_arch = "x86_64")]
mod stitched;

#[cfg(not(target_arch = "x86_64"))]
use elsewhere::{lanes, sixteen, stitched};

use std::ops::Range;

use bytes::Bytes;
use md5::block_api::compress as md5_compress;
use sha2::block_api::compress512 as sha512_compress;

pub use chunks::sha256_of_chunks;
pub use company::Company;
pub use stitched::is_supported;
use stitched::{STRIDE_BYTES, compress};

const MD5_BLOCK_BYTES: usize = 64;
const SHA512_BLOCK_BYTES: usize = 128;
/// Shorter pieces are hashed faster than others are found to hash them with.
const SHARED_BYTES: usize = 64 * 1024;

/// Both hashes' states between blocks.
#[derive(Clone, Debug)]
pub struct States {
    pub md5: [u32; 4],
    pub sha512: [u64; 8],
}

/// Both digests of one image, fed in order.
#[derive(Clone, Debug)]
pub struct Md5Sha512 {
    states: States,
    /// The beginning of a stride whose rest has not come yet.
    partial: [u8; STRIDE_BYTES],
    partial_bytes: usize,
    total_bytes: u64,
}

impl Md5Sha512 {
    /// `None` on a processor that cannot do it.
    pub fn new() -> Option<Self> {
        is_supported().then_some(Self {
            states: States {
                // RFC 1321, 3.3.
                md5: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476],
                // FIPS 180-4, 5.3.5.
                sha512: [
                    0x6a09_e667_f3bc_c908,
                    0xbb67_ae85_84ca_a73b,
                    0x3c6e_f372_fe94_f82b,
                    0xa54f_f53a_5f1d_36f1,
                    0x510e_527f_ade6_82d1,
                    0x9b05_688c_2b3e_6c1f,
                    0x1f83_d9ab_fb41_bd6b,
                    0x5be0_cd19_137e_2179,
                ],
            },
            partial: [0; STRIDE_BYTES],
            partial_bytes: 0,
            total_bytes: 0,
        })
    }

    pub fn update(&mut self, bytes: &[u8]) {
        let whole = self.take_edges(bytes);
        compress(&mut self.states.md5, &mut self.states.sha512, &bytes[whole]);
    }

    /// The same with several pieces, together with other images' that are hashed at this time.
    pub fn update_in(&mut self, company: &Company, pieces: &[Bytes]) {
        let mut whole = Vec::with_capacity(pieces.len());
        for piece in pieces {
            // The stride that a piece completes comes after all before it.
            if self.partial_bytes > 0 {
                self.flush_in(company, &mut whole);
            }
            let range = self.take_edges(piece);
            whole.push(piece.slice(range));
        }
        self.flush_in(company, &mut whole);
    }

    fn flush_in(&mut self, company: &Company, whole: &mut Vec<Bytes>) {
        let pieces = std::mem::take(whole);
        if pieces.iter().map(Bytes::len).sum::<usize>() >= SHARED_BYTES {
            return company.compress(&mut self.states, pieces);
        }
        let States { md5, sha512 } = &mut self.states;
        for piece in pieces {
            compress(md5, sha512, &piece);
        }
    }

    /// Takes what of `bytes` belongs to a stride with bytes before or after them; the rest, whole
    /// strides between these, is to be compressed next.
    fn take_edges(&mut self, bytes: &[u8]) -> Range<usize> {
        self.total_bytes += bytes.len() as u64;
        let mut start = 0;
        if self.partial_bytes > 0 {
            start = bytes.len().min(STRIDE_BYTES - self.partial_bytes);
            self.partial[self.partial_bytes..][..start].copy_from_slice(&bytes[..start]);
            self.partial_bytes += start;
            if self.partial_bytes < STRIDE_BYTES {
                return start..start;
            }
            let States { md5, sha512 } = &mut self.states;
            compress(md5, sha512, &self.partial);
        }
        let end = bytes.len() - (bytes.len() - start) % STRIDE_BYTES;
        let rest = &bytes[end..];
        self.partial[..rest.len()].copy_from_slice(rest);
        self.partial_bytes = rest.len();
        start..end
    }

    /// The MD5 and the SHA-512 of everything so far.
    pub fn digests(&self) -> ([u8; 16], [u8; 64]) {
        let rest = &self.partial[..self.partial_bytes];
        (self.md5_digest(rest), self.sha512_digest(rest))
    }

    /// RFC 1321, 3.1 and 3.2: a one bit, zeroes, and the length in bits, little-endian.
    fn md5_digest(&self, rest: &[u8]) -> [u8; 16] {
        let mut padded = [0; STRIDE_BYTES + MD5_BLOCK_BYTES];
        let end = (rest.len() + 9).next_multiple_of(MD5_BLOCK_BYTES);
        pad(&mut padded, rest);
        padded[end - 8..end].copy_from_slice(&self.total_bytes.wrapping_mul(8).to_le_bytes());
        let mut state = self.states.md5;
        md5_compress(&mut state, padded[..end].as_chunks().0);
        let mut digest = [0; 16];
        for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
            *bytes = word.to_le_bytes();
        }
        digest
    }

    /// FIPS 180-4, 5.1.2: the same with a length of 128 bits, big-endian.
    fn sha512_digest(&self, rest: &[u8]) -> [u8; 64] {
        let mut padded = [0; STRIDE_BYTES + SHA512_BLOCK_BYTES];
        let end = (rest.len() + 17).next_multiple_of(SHA512_BLOCK_BYTES);
        pad(&mut padded, rest);
        let bits = u128::from(self.total_bytes) * 8;
        padded[end - 16..end].copy_from_slice(&bits.to_be_bytes());
        let mut state = self.states.sha512;
        sha512_compress(&mut state, padded[..end].as_chunks().0);
        let mut digest = [0; 64];
        for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
            *bytes = word.to_be_bytes();
        }
        digest
    }
}

fn pad(padded: &mut [u8], rest: &[u8]) {
    padded[..rest.len()].copy_from_slice(rest);
    padded[rest.len()] = 0x80;
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use md5::{Digest, Md5};
    use proptest::prelude::*;
    use sha2::Sha512;

    fn apart(bytes: &[u8]) -> ([u8; 16], [u8; 64]) {
        (Md5::digest(bytes).into(), Sha512::digest(bytes).into())
    }

    pub fn noise(length: usize) -> Vec<u8> {
        let mut random = fastrand::Rng::with_seed(7);
        std::iter::repeat_with(|| random.u8(..))
            .take(length)
            .collect()
    }

    #[test]
    fn every_length_around_the_edges_of_blocks() {
        let Some(fresh) = Md5Sha512::new() else {
            return; // Nothing to test: hashlib does it here.
        };
        let bytes = noise(1100);
        for length in 0..bytes.len() {
            let mut hasher = fresh.clone();
            hasher.update(&bytes[..length]);
            assert_eq!(hasher.digests(), apart(&bytes[..length]), "{length}");
        }
    }

    proptest! {
        #[test]
        fn any_split_gives_the_same(length in 0_usize..20_000, cuts in prop::collection::vec(0_usize..700, 0..60)) {
            if let Some(mut hasher) = Md5Sha512::new() {
                let bytes = noise(length);
                let mut rest = &bytes[..];
                for cut in cuts {
                    let (now, later) = rest.split_at(cut.min(rest.len()));
                    hasher.update(now);
                    rest = later;
                }
                hasher.update(rest);
                prop_assert_eq!(hasher.digests(), apart(&bytes));
            }
        }

        #[test]
        fn any_pieces_in_company_give_the_same(lengths in prop::collection::vec(0_usize..150_000, 0..6)) {
            if let Some(mut hasher) = Md5Sha512::new() {
                let bytes = Bytes::from(noise(lengths.iter().sum()));
                let mut rest = bytes.clone();
                let pieces: Vec<Bytes> = lengths.iter().map(|length| rest.split_to(*length)).collect();
                hasher.update_in(&Company::new(2), &pieces);
                prop_assert_eq!(hasher.digests(), apart(&bytes));
            }
        }
    }
}
