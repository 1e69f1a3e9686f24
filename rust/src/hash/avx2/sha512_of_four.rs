//! SHA-512 of four messages, a message in each lane.

use super::SHA512_LANES as LANES;
use super::vectors::*;
use super::words::sha512_words;
use crate::hash::SHA512_BLOCK_BYTES;
use crate::hash::constants::SHA512_CONSTANTS;

/// FIPS 180-4, 6.4.2; the messages are whole blocks.
#[target_feature(enable = "avx2")]
pub fn compress(states: &mut [[u64; LANES]; 8], messages: [&[u8]; LANES]) {
    let mut state = [all64(0); 8];
    for (word, lanes) in state.iter_mut().zip(&*states) {
        *word = load64(lanes);
    }
    for at in (0..messages[0].len()).step_by(SHA512_BLOCK_BYTES) {
        let mut words = sha512_words(&messages, at);
        let before = state;
        for round in 0..80 {
            sha512_round!(state, words, round);
        }
        for (word, old) in state.iter_mut().zip(before) {
            *word = add64(*word, old);
        }
    }
    for (lanes, word) in states.iter_mut().zip(state) {
        store64(lanes, word);
    }
}
