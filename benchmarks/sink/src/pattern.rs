//! The bytes of every object: one block of pseudo-random bytes, repeated.
//!
//! Its length is a prime just under 1 MiB, so no two offsets that differ by a whole number of KiB
//! or MiB (below a terabyte) carry the same bytes: a client that puts a range in the wrong place is
//! found out by looking at a few of them. `benchmarks/pattern.py` makes the same bytes.

pub const PERIOD_BYTES: u64 = 1_048_573;
/// The most that one write can take, from any offset, without a seam.
pub const RUN_BYTES: usize = 1 << 20;

pub struct Pattern(Box<[u8]>);

impl Pattern {
    pub fn new() -> Self {
        let period = PERIOD_BYTES as usize;
        let mut bytes = Vec::with_capacity(period + 8 + RUN_BYTES);
        let mut word: u64 = 0x9E37_79B9_7F4A_7C15;
        while bytes.len() < period {
            // xorshift64 (Marsaglia, "Xorshift RNGs", 2003)
            word ^= word << 13;
            word ^= word >> 7;
            word ^= word << 17;
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        bytes.truncate(period);
        while bytes.len() < period + RUN_BYTES {
            bytes.extend_from_within(..period.min(period + RUN_BYTES - bytes.len()));
        }
        Self(bytes.into_boxed_slice())
    }

    /// At most `RUN_BYTES` of what stands at `offset` of any object.
    pub fn run(&self, offset: u64, length: u64) -> &[u8] {
        let start = (offset % PERIOD_BYTES) as usize;
        &self.0[start..start + length.min(RUN_BYTES as u64) as usize]
    }
}
