//! Eight lanes: words of 64 bits in 512, of 32 bits in 256.

#![expect(
    unsafe_code,
    reason = "registers that are loaded from and stored to arrays, and a mark for the compiler"
)]

use std::arch::asm;
use std::arch::x86_64::{
    __m256i, __m512i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_rolv_epi32, _mm256_set1_epi32,
    _mm256_storeu_si256, _mm256_ternarylogic_epi32, _mm512_add_epi64, _mm512_loadu_si512,
    _mm512_rorv_epi64, _mm512_set1_epi64, _mm512_srlv_epi64, _mm512_storeu_si512,
    _mm512_ternarylogic_epi64,
};

use super::LANES;

pub type Words64 = __m512i;
pub type Words32 = __m256i;

#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
pub fn load64(lanes: &[u64; LANES]) -> Words64 {
    // SAFETY: eight words are 64 bytes.
    unsafe { _mm512_loadu_si512(lanes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
pub fn store64(lanes: &mut [u64; LANES], words: Words64) {
    // SAFETY: eight words are 64 bytes.
    unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), words) };
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
pub fn load32(lanes: &[u32; LANES]) -> Words32 {
    // SAFETY: eight words are 32 bytes.
    unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
pub fn store32(lanes: &mut [u32; LANES], words: Words32) {
    // SAFETY: eight words are 32 bytes.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), words) };
}

/// Makes what follows on either depend on both, for the compiler; the core sees nothing of it.
#[inline]
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
pub fn in_this_order(sha512: &mut Words64, md5: &mut Words32) {
    // SAFETY: there is no instruction in it.
    unsafe {
        asm!(
            "/* {0} {1} */",
            inout(zmm_reg) * sha512,
            inout(ymm_reg) * md5,
            options(pure, nomem, nostack, preserves_flags)
        );
    }
}

/// Functions that are one instruction each, or none where an argument is a constant.
macro_rules! instructions {
    ($($name:ident($($word:ident: $kind:ty),*) -> $result:ty = $value:expr;)*) => {$(
        #[inline]
        #[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
        pub fn $name($($word: $kind),*) -> $result {
            $value
        }
    )*};
}

instructions! {
    all64(word: u64) -> Words64 = _mm512_set1_epi64(word.cast_signed());
    add64(a: Words64, b: Words64) -> Words64 = _mm512_add_epi64(a, b);
    ror64(a: Words64, bits: u64) -> Words64 = _mm512_rorv_epi64(a, all64(bits));
    ror64_by_8(a: Words64) -> Words64 = ror64(a, 8);
    shr64(a: Words64, bits: u64) -> Words64 = _mm512_srlv_epi64(a, all64(bits));
    parity(a: Words64, b: Words64, c: Words64) -> Words64 = _mm512_ternarylogic_epi64(a, b, c, 0x96);
    choice(a: Words64, b: Words64, c: Words64) -> Words64 = _mm512_ternarylogic_epi64(a, b, c, 0xca);
    majority(a: Words64, b: Words64, c: Words64) -> Words64 = _mm512_ternarylogic_epi64(a, b, c, 0xe8);
    all32(word: u32) -> Words32 = _mm256_set1_epi32(word.cast_signed());
    add32(a: Words32, b: Words32) -> Words32 = _mm256_add_epi32(a, b);
    rol32(a: Words32, bits: u32) -> Words32 = _mm256_rolv_epi32(a, all32(bits));
    md5_f(b: Words32, c: Words32, d: Words32) -> Words32 = _mm256_ternarylogic_epi32(b, c, d, 0xca);
    md5_g(b: Words32, c: Words32, d: Words32) -> Words32 = _mm256_ternarylogic_epi32(b, c, d, 0xe4);
    md5_h(b: Words32, c: Words32, d: Words32) -> Words32 = _mm256_ternarylogic_epi32(b, c, d, 0x96);
    md5_i(b: Words32, c: Words32, d: Words32) -> Words32 = _mm256_ternarylogic_epi32(b, c, d, 0x39);
}
