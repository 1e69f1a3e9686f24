//! What the hashes alone cost a core, which no upload can be cheaper than:
//!
//!     nox --session rust -- -- --ignored --nocapture what_a_gigabyte_costs

use std::hint::black_box;
use std::time::Instant;

use md5::block_api::compress as md5_alone;
use sha2::block_api::{compress256, compress512};

use super::avx512::sixteen;
use super::kernel::Kernel;
use super::tests::noise;
use super::{Instructions, avx2, avx512, sixteen_at_once};

const MESSAGE_BYTES: usize = 1024 * 1024;
const RUNS: usize = 200;

/// Seconds for a GB of `messages`, the least of many runs: whatever else the machine does only adds.
fn least_secs_per_gb(messages: usize, mut hash: impl FnMut()) -> f64 {
    let runs = std::iter::repeat_with(|| {
        let began = Instant::now();
        hash();
        began.elapsed().as_secs_f64()
    });
    let least = runs.take(RUNS).fold(f64::INFINITY, f64::min);
    least * 1e9 / (messages * MESSAGE_BYTES) as f64
}

#[test]
#[ignore = "it measures and asserts nothing"]
fn what_a_gigabyte_costs() {
    let bytes = noise(sixteen::LANES * MESSAGE_BYTES);
    let messages: Vec<&[u8]> = bytes.chunks(MESSAGE_BYTES).collect();
    let one = messages[0];
    let (mut md5, mut sha256, mut sha512) = ([1; 4], [1; 8], [1; 8]);

    let secs = least_secs_per_gb(1, || md5_alone(&mut md5, one.as_chunks().0));
    println!("MD5 alone, by its crate: {secs:.2} s/GB");
    let secs = least_secs_per_gb(1, || compress512(&mut sha512, one.as_chunks().0));
    println!("SHA-512 alone, by its crate: {secs:.2} s/GB");
    let secs = least_secs_per_gb(1, || compress256(&mut sha256, one.as_chunks().0));
    println!("SHA-256 alone, by its crate: {secs:.2} s/GB");
    if sixteen_at_once() {
        let sixteen_messages: [&[u8]; sixteen::LANES] = messages[..].try_into().expect("sixteen");
        let secs = least_secs_per_gb(sixteen::LANES, || {
            black_box(sixteen::sha256(sixteen_messages));
        });
        println!("SHA-256 of sixteen in lanes: {secs:.2} s/GB");
    }
    for instructions in Instructions::available() {
        match instructions {
            Instructions::Avx512 => each_number::<avx512::OnePass>("AVX-512, both", &messages),
            Instructions::Avx2 => {
                each_number::<avx2::Md5>("AVX2, MD5", &messages);
                each_number::<avx2::Sha512>("AVX2, SHA-512", &messages);
            }
        }
    }
    black_box((md5, sha256, sha512));
}

fn each_number<K: Kernel>(name: &str, messages: &[&[u8]]) {
    let mut state = K::INITIAL;
    let secs = least_secs_per_gb(1, || K::alone(&mut state, messages[0]));
    println!("{name} of one alone: {secs:.2} s/GB");
    for count in 1..=K::LANES {
        let mut states = vec![K::INITIAL; count];
        let secs = least_secs_per_gb(count, || K::together(&mut states, &messages[..count]));
        println!("{name} of {count} in lanes: {secs:.2} s/GB");
    }
    black_box(state);
}
