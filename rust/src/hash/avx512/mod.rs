//! For x86-64 with AVX-512: both hashes in one pass, of one message or of eight in lanes; and SHA-256
//! of sixteen.

#![expect(unsafe_code, reason = "a call of what is compiled for this processor")]

pub mod sixteen;
mod stitched;
mod together;
mod vectors;
mod words;

use std::arch::is_x86_feature_detected;

use super::kernel::{Kernel, MD5_INITIAL, SHA512_INITIAL};
use super::lanes::{gather, messages_in_lanes, spread};

const LANES: usize = 8;

/// Both hashes' states between blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States {
    pub md5: [u32; 4],
    pub sha512: [u64; 8],
}

/// Whether this processor has what the files here use.
pub fn is_supported() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
}

#[derive(Debug)]
pub struct OnePass;

impl Kernel for OnePass {
    type State = States;

    const INITIAL: States = States {
        md5: MD5_INITIAL,
        sha512: SHA512_INITIAL,
    };
    const LANES: usize = LANES;
    const WORTHWHILE: usize = 4;

    fn alone(states: &mut States, blocks: &[u8]) {
        stitched::compress(&mut states.md5, &mut states.sha512, blocks);
    }

    fn together(states: &mut [States], messages: &[&[u8]]) {
        assert!(is_supported() && states.len() == messages.len());
        let all = messages_in_lanes::<LANES>(messages);
        let mut md5 = spread(states.iter().map(|states| states.md5));
        let mut sha512 = spread(states.iter().map(|states| states.sha512));
        // SAFETY: the processor has the features that the function is compiled for.
        unsafe { together::compress(&mut md5, &mut sha512, all) };
        for (lane, states) in states.iter_mut().enumerate() {
            states.md5 = gather(&md5, lane);
            states.sha512 = gather(&sha512, lane);
        }
    }
}
