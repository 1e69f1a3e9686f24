//! What the hashes alone cost a core, which no upload can be cheaper than:
//!
//!     nox --session rust -- -- --ignored --nocapture what_a_gigabyte_costs

use std::hint::black_box;
use std::time::Instant;

use md5::block_api::compress as md5_alone;
use sha2::block_api::{compress256, compress512};

use super::lanes::{self, LANES};
use super::tests::noise;
use super::{sixteen, stitched};

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
    let bytes = noise(LANES * MESSAGE_BYTES);
    let messages: Vec<&[u8]> = bytes.chunks(MESSAGE_BYTES).collect();
    let one = messages[0];
    let (mut md5, mut sha256, mut sha512) = ([[1; 4]; LANES], [1; 8], [[1; 8]; LANES]);

    let secs = least_secs_per_gb(1, || md5_alone(&mut md5[0], one.as_chunks().0));
    println!("MD5 alone, by its crate: {secs:.2} s/GB");
    let secs = least_secs_per_gb(1, || compress512(&mut sha512[0], one.as_chunks().0));
    println!("SHA-512 alone, by its crate: {secs:.2} s/GB");
    let secs = least_secs_per_gb(1, || compress256(&mut sha256, one.as_chunks().0));
    println!("SHA-256 alone, by its crate: {secs:.2} s/GB");
    if stitched::is_supported() {
        let secs = least_secs_per_gb(1, || stitched::compress(&mut md5[0], &mut sha512[0], one));
        println!("MD5 and SHA-512 of one image, stitched: {secs:.2} s/GB");
        let pieces = bytes.chunks(bytes.len() / sixteen::LANES);
        let pieces: [&[u8]; sixteen::LANES] =
            std::array::from_fn(|lane| pieces.clone().nth(lane).expect("sixteen"));
        let secs = least_secs_per_gb(LANES, || {
            black_box(sixteen::sha256(pieces));
        });
        println!("SHA-256 of sixteen in lanes: {secs:.2} s/GB");
        for count in 1..=LANES {
            let secs = least_secs_per_gb(count, || {
                lanes::compress(&mut md5[..count], &mut sha512[..count], &messages[..count]);
            });
            println!("MD5 and SHA-512 of {count} in lanes: {secs:.2} s/GB");
        }
    }
    black_box((md5, sha256, sha512));
}
