//! Words in 256 bits: four of 64, or eight of 32. A rotation is two shifts.

#![expect(
    unsafe_code,
    reason = "registers that are loaded from and stored to arrays"
)]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_add_epi64, _mm256_and_si256, _mm256_loadu_si256,
    _mm256_or_si256, _mm256_set_epi64x, _mm256_set1_epi32, _mm256_set1_epi64x, _mm256_shuffle_epi8,
    _mm256_sllv_epi32, _mm256_sllv_epi64, _mm256_srlv_epi32, _mm256_srlv_epi64,
    _mm256_storeu_si256, _mm256_xor_si256,
};

use super::{MD5_LANES, SHA512_LANES};

pub type Words64 = __m256i;
pub type Words32 = __m256i;

#[inline]
#[target_feature(enable = "avx2")]
pub fn load64(lanes: &[u64; SHA512_LANES]) -> Words64 {
    // SAFETY: four words are 32 bytes.
    unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
pub fn store64(lanes: &mut [u64; SHA512_LANES], words: Words64) {
    // SAFETY: four words are 32 bytes.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), words) };
}

#[inline]
#[target_feature(enable = "avx2")]
pub fn load32(lanes: &[u32; MD5_LANES]) -> Words32 {
    // SAFETY: eight words are 32 bytes.
    unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
pub fn store32(lanes: &mut [u32; MD5_LANES], words: Words32) {
    // SAFETY: eight words are 32 bytes.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), words) };
}

/// Functions of a few instructions each, or of none where an argument is a constant.
macro_rules! instructions {
    ($($name:ident($($word:ident: $kind:ty),*) -> $result:ty = $value:expr;)*) => {$(
        #[inline]
        #[target_feature(enable = "avx2")]
        pub fn $name($($word: $kind),*) -> $result {
            $value
        }
    )*};
}

instructions! {
    all64(word: u64) -> Words64 = _mm256_set1_epi64x(word.cast_signed());
    add64(a: Words64, b: Words64) -> Words64 = _mm256_add_epi64(a, b);
    shr64(a: Words64, bits: u64) -> Words64 = _mm256_srlv_epi64(a, all64(bits));
    shl64(a: Words64, bits: u64) -> Words64 = _mm256_sllv_epi64(a, all64(bits));
    ror64(a: Words64, bits: u64) -> Words64 = or(shr64(a, bits), shl64(a, 64 - bits));
    ror64_by_8(a: Words64) -> Words64 = _mm256_shuffle_epi8(a, next_bytes());
    next_bytes() -> Words64 = _mm256_set_epi64x(
        0x080f_0e0d_0c0b_0a09,
        0x0007_0605_0403_0201,
        0x080f_0e0d_0c0b_0a09,
        0x0007_0605_0403_0201
    );
    and(a: __m256i, b: __m256i) -> __m256i = _mm256_and_si256(a, b);
    or(a: __m256i, b: __m256i) -> __m256i = _mm256_or_si256(a, b);
    xor(a: __m256i, b: __m256i) -> __m256i = _mm256_xor_si256(a, b);
    parity(a: Words64, b: Words64, c: Words64) -> Words64 = xor(xor(a, b), c);
    choice(a: Words64, b: Words64, c: Words64) -> Words64 = xor(and(xor(b, c), a), c);
    majority(a: Words64, b: Words64, c: Words64) -> Words64 = xor(and(xor(a, b), xor(b, c)), b);
    all32(word: u32) -> Words32 = _mm256_set1_epi32(word.cast_signed());
    add32(a: Words32, b: Words32) -> Words32 = _mm256_add_epi32(a, b);
    shl32(a: Words32, bits: u32) -> Words32 = _mm256_sllv_epi32(a, all32(bits));
    shr32(a: Words32, bits: u32) -> Words32 = _mm256_srlv_epi32(a, all32(bits));
    rol32(a: Words32, bits: u32) -> Words32 = or(shl32(a, bits), shr32(a, 32 - bits));
    md5_f(b: Words32, c: Words32, d: Words32) -> Words32 = xor(and(xor(c, d), b), d);
    md5_g(b: Words32, c: Words32, d: Words32) -> Words32 = xor(and(xor(b, c), d), c);
    md5_h(b: Words32, c: Words32, d: Words32) -> Words32 = xor(xor(c, d), b);
    md5_i(b: Words32, c: Words32, d: Words32) -> Words32 =
        xor(or(xor(d, all32(u32::MAX)), b), c);
}
