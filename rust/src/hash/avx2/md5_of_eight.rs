//! MD5 of eight messages, a message in each lane.

use super::MD5_LANES as LANES;
use super::vectors::*;
use super::words::md5_words;
use crate::hash::MD5_BLOCK_BYTES;
use crate::hash::constants::{MD5_CONSTANTS, MD5_ROTATIONS, md5_word};

macro_rules! sixteen_steps {
    ($state:ident, $words:ident, $of:literal, $function:ident) => {
        for four in 0..4 {
            md5_step!($state, $words, $of, $function, 4 * four, 0);
            md5_step!($state, $words, $of, $function, 4 * four, 1);
            md5_step!($state, $words, $of, $function, 4 * four, 2);
            md5_step!($state, $words, $of, $function, 4 * four, 3);
        }
    };
}

/// RFC 1321, 3.4; the messages are whole blocks.
#[target_feature(enable = "avx2")]
pub fn compress(states: &mut [[u32; LANES]; 4], messages: [&[u8]; LANES]) {
    let mut state = [all32(0); 4];
    for (word, lanes) in state.iter_mut().zip(&*states) {
        *word = load32(lanes);
    }
    for at in (0..messages[0].len()).step_by(MD5_BLOCK_BYTES) {
        let words = md5_words(&messages, at);
        let before = state;
        sixteen_steps!(state, words, 0, md5_f);
        sixteen_steps!(state, words, 1, md5_g);
        sixteen_steps!(state, words, 2, md5_h);
        sixteen_steps!(state, words, 3, md5_i);
        for (word, old) in state.iter_mut().zip(before) {
            *word = add32(*word, old);
        }
    }
    for (lanes, word) in states.iter_mut().zip(state) {
        store32(lanes, word);
    }
}
