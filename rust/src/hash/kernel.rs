//! What hashes whole blocks, by instructions of one kind of processor.

use std::fmt::Debug;

/// A hash, or two in one pass.
pub trait Kernel: Debug + Send + 'static {
    type State: Clone + Debug + Send;

    /// Before the first block.
    const INITIAL: Self::State;
    /// How many messages it takes at once.
    const LANES: usize;
    /// From so many on, that is faster than one after the other (`hash::cost`).
    const WORTHWHILE: usize;

    /// Takes the next blocks of a message into its state.
    ///
    /// # Panics
    /// If their length is no multiple of [`STRIDE_BYTES`](super::STRIDE_BYTES), or if the processor
    /// lacks the instructions.
    fn alone(state: &mut Self::State, blocks: &[u8]);

    /// Takes those of several messages, all of the same length, into the state of each.
    ///
    /// # Panics
    /// As that does, and if there are none or too many, or if their lengths differ.
    fn together(states: &mut [Self::State], messages: &[&[u8]]);
}

/// RFC 1321, 3.3.
pub const MD5_INITIAL: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];

/// FIPS 180-4, 5.3.5.
pub const SHA512_INITIAL: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];
