//! MD5 and SHA-512 of the same bytes: what Glance asks of every image by default.
//!
//! By hashlib, each costs a core 1.6 seconds a GB, on a thread of its own. With AVX-512 both are one
//! pass on one thread, of 1.5 together, and 0.53 where eight images are hashed at once, which those
//! that meet are (`company`). With AVX2 it is two threads again, as two such chains need more registers
//! than there are; an image that is alone costs what it costs by hashlib, and eight 1.3 (`cost`
//! measures it). Where the processor lacks both, or another algorithm is asked for, Python's hashlib
//! does it (`upload::hash`). Digests are compared with hashlib's by the tests.
//!
//! And SHA-256 of a part's chunks, for its signature (`chunks`). All that is unsafe is in `avx512` and
//! `avx2`.

#[cfg(target_arch = "x86_64")]
#[macro_use]
mod lanes;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod chunks;
mod company;
#[cfg(target_arch = "x86_64")]
mod constants;
#[cfg(test)]
mod cost;
#[cfg(not(target_arch = "x86_64"))]
mod elsewhere;
mod ending;
mod image;
mod kernel;
mod stream;

#[cfg(not(target_arch = "x86_64"))]
use elsewhere::{avx2, avx512};

pub use avx512::is_supported as sixteen_at_once;
pub use chunks::sha256_of_chunks;
pub use company::Companies;
pub use image::{Instructions, Md5Sha512};

const MD5_BLOCK_BYTES: usize = 64;
const SHA512_BLOCK_BYTES: usize = 128;
/// What a kernel takes at a time: two blocks of SHA-512, four of MD5.
const STRIDE_BYTES: usize = 2 * SHA512_BLOCK_BYTES;

#[cfg(test)]
pub mod tests {
    pub fn noise(length: usize) -> Vec<u8> {
        let mut random = fastrand::Rng::with_seed(7);
        std::iter::repeat_with(|| random.u8(..))
            .take(length)
            .collect()
    }

    mod kernels {
        use proptest::prelude::*;

        use super::super::kernel::Kernel;
        use super::super::{Instructions, STRIDE_BYTES, avx2, avx512};

        /// Each message's state is that after its blocks one by one, by the hash's crate.
        fn check<K: Kernel>(
            (count, strides, seed): (usize, usize, u64),
            state: impl Fn(&mut fastrand::Rng) -> K::State,
            apart: impl Fn(&mut K::State, &[u8]),
        ) -> Result<(), TestCaseError>
        where
            K::State: PartialEq,
        {
            let count = count.min(K::LANES);
            let mut random = fastrand::Rng::with_seed(seed);
            let bytes = |random: &mut fastrand::Rng| -> Vec<u8> {
                (0..strides * STRIDE_BYTES).map(|_| random.u8(..)).collect()
            };
            let messages: Vec<Vec<u8>> = (0..count).map(|_| bytes(&mut random)).collect();
            let messages: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
            let before: Vec<K::State> = (0..count).map(|_| state(&mut random)).collect();
            let mut expected = before.clone();
            for (state, message) in expected.iter_mut().zip(&messages) {
                apart(state, message);
            }

            let mut together = before.clone();
            K::together(&mut together, &messages);
            prop_assert!(together == expected);
            let mut alone = before;
            for (state, message) in alone.iter_mut().zip(&messages) {
                let (first, second) = message.split_at(strides / 2 * STRIDE_BYTES);
                K::alone(state, first);
                K::alone(state, second);
            }
            prop_assert!(alone == expected);
            Ok(())
        }

        fn md5(state: &mut [u32; 4], message: &[u8]) {
            md5::block_api::compress(state, message.as_chunks().0);
        }

        fn sha512(state: &mut [u64; 8], message: &[u8]) {
            sha2::block_api::compress512(state, message.as_chunks().0);
        }

        proptest! {
            #[test]
            fn each_gives_what_the_crates_give(
                job in (1_usize..=8, 0_usize..150, any::<u64>())
            ) {
                for instructions in Instructions::available() {
                    match instructions {
                        Instructions::Avx512 => check::<avx512::OnePass>(
                            job,
                            |random| avx512::States {
                                md5: std::array::from_fn(|_| random.u32(..)),
                                sha512: std::array::from_fn(|_| random.u64(..)),
                            },
                            |states, message| {
                                md5(&mut states.md5, message);
                                sha512(&mut states.sha512, message);
                            },
                        )?,
                        Instructions::Avx2 => {
                            check::<avx2::Md5>(
                                job,
                                |random| std::array::from_fn(|_| random.u32(..)),
                                md5,
                            )?;
                            check::<avx2::Sha512>(
                                job,
                                |random| std::array::from_fn(|_| random.u64(..)),
                                sha512,
                            )?;
                        }
                    }
                }
            }
        }
    }
}
