//! For x86-64 with AVX2: MD5 of one message or of eight in lanes, SHA-512 of one or of four.
//!
//! Each is a kernel of its own. One pass for both would need more general registers than there are,
//! and by count of instructions take a thread a quarter longer than the longer of the two.

#![expect(unsafe_code, reason = "calls of what is compiled for this processor")]

mod md5;
mod md5_of_eight;
mod sha512;
mod sha512_of_four;
mod vectors;
pub mod words;

use std::arch::is_x86_feature_detected;

use super::kernel::{Kernel, MD5_INITIAL, SHA512_INITIAL};
use super::lanes::{gather, messages_in_lanes, spread};

const MD5_LANES: usize = 8;
const SHA512_LANES: usize = 4;

/// Whether this processor has what the files here use.
pub fn is_supported() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
}

/// As blocks, with nothing left over.
fn whole<const BYTES: usize>(message: &[u8]) -> &[[u8; BYTES]] {
    let (blocks, rest) = message.as_chunks();
    assert!(rest.is_empty());
    blocks
}

/// Several messages' states through `compress`, a message in each lane.
fn in_lanes<Word: Copy + Default, const WORDS: usize, const LANES: usize>(
    states: &mut [[Word; WORDS]],
    messages: &[&[u8]],
    compress: impl FnOnce(&mut [[Word; LANES]; WORDS], [&[u8]; LANES]),
) {
    assert_eq!(states.len(), messages.len());
    let mut rows = spread(states.iter().copied());
    compress(&mut rows, messages_in_lanes(messages));
    for (lane, state) in states.iter_mut().enumerate() {
        *state = gather(&rows, lane);
    }
}

#[derive(Debug)]
pub struct Md5;

impl Kernel for Md5 {
    type State = [u32; 4];

    const INITIAL: [u32; 4] = MD5_INITIAL;
    const LANES: usize = MD5_LANES;
    const WORTHWHILE: usize = 2;

    fn alone(state: &mut [u32; 4], blocks: &[u8]) {
        assert!(is_supported());
        // SAFETY: the processor has the features that the function is compiled for.
        unsafe { md5::compress(state, whole(blocks)) };
    }

    fn together(states: &mut [[u32; 4]], messages: &[&[u8]]) {
        assert!(is_supported());
        // SAFETY: the processor has the features that the function is compiled for.
        in_lanes(states, messages, |rows, all| unsafe {
            md5_of_eight::compress(rows, all)
        });
    }
}

#[derive(Debug)]
pub struct Sha512;

impl Kernel for Sha512 {
    type State = [u64; 8];

    const INITIAL: [u64; 8] = SHA512_INITIAL;
    const LANES: usize = SHA512_LANES;
    const WORTHWHILE: usize = 3;

    fn alone(state: &mut [u64; 8], blocks: &[u8]) {
        assert!(is_supported());
        // SAFETY: the processor has the features that the function is compiled for.
        unsafe { sha512::compress(state, whole(blocks)) };
    }

    fn together(states: &mut [[u64; 8]], messages: &[&[u8]]) {
        assert!(is_supported());
        // SAFETY: the processor has the features that the function is compiled for.
        in_lanes(states, messages, |rows, all| unsafe {
            sha512_of_four::compress(rows, all)
        });
    }
}
