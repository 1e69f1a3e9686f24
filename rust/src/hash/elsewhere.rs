//! What other processors have instead: nothing. `is_supported` says so, and nobody calls the rest.

macro_rules! kernel {
    ($name:ident, $state:ty, $initial:expr) => {
        #[derive(Debug)]
        pub struct $name;

        impl crate::hash::kernel::Kernel for $name {
            type State = $state;

            const INITIAL: $state = $initial;
            const LANES: usize = 1;
            const WORTHWHILE: usize = 2;

            fn alone(_: &mut $state, _: &[u8]) {
                unreachable!("guarded by is_supported")
            }

            fn together(_: &mut [$state], _: &[&[u8]]) {
                unreachable!("guarded by is_supported")
            }
        }
    };
}

pub mod avx512 {
    use crate::hash::kernel::{MD5_INITIAL, SHA512_INITIAL};

    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct States {
        pub md5: [u32; 4],
        pub sha512: [u64; 8],
    }

    kernel!(
        OnePass,
        States,
        States {
            md5: MD5_INITIAL,
            sha512: SHA512_INITIAL
        }
    );

    pub fn is_supported() -> bool {
        false
    }

    pub mod sixteen {
        pub const LANES: usize = 16;
        pub const BLOCK_BYTES: usize = 64;

        pub fn sha256(_: [&[u8]; LANES]) -> [[u8; 32]; LANES] {
            unreachable!("guarded by is_supported")
        }
    }
}

pub mod avx2 {
    use crate::hash::kernel::{MD5_INITIAL, SHA512_INITIAL};

    kernel!(Md5, [u32; 4], MD5_INITIAL);
    kernel!(Sha512, [u64; 8], SHA512_INITIAL);

    pub fn is_supported() -> bool {
        false
    }
}
