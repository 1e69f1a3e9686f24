//! What other processors have instead: nothing. `is_supported` says so, and nobody calls the rest.

pub mod stitched {
    pub const STRIDE_BYTES: usize = 256;

    pub fn is_supported() -> bool {
        false
    }

    pub fn compress(_: &mut [u32; 4], _: &mut [u64; 8], _: &[u8]) {
        unreachable!("guarded by is_supported")
    }
}

pub mod lanes {
    pub const LANES: usize = 8;

    pub fn compress(_: &mut [[u32; 4]], _: &mut [[u64; 8]], _: &[&[u8]]) {
        unreachable!("guarded by is_supported")
    }
}

pub mod sixteen {
    pub const LANES: usize = 16;
    pub const BLOCK_BYTES: usize = 64;

    pub fn sha256(_: [&[u8]; LANES]) -> [[u8; 32]; LANES] {
        unreachable!("guarded by is_supported")
    }
}
