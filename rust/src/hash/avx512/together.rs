//! Both hashes of eight messages, a message in each lane.
//!
//! SHA-512 fills the vector units, MD5 waits for its own chain half of the time: two of its steps are
//! done beside each round of the other, which takes a tenth less time than one hash after the other
//! (0.57 and 0.64 seconds a GB when both were measured; `hash::cost` measures again). A compiler that
//! may do so puts hundreds of instructions of the one before those of the other, more than a core
//! looks ahead, so that nothing is gained: [`in_this_order`] keeps it from that.

use super::LANES;
use super::vectors::*;
use super::words::sha512_words;
use crate::hash::avx2::words::md5_words;
use crate::hash::constants::{MD5_CONSTANTS, MD5_ROTATIONS, SHA512_CONSTANTS, md5_word};
use crate::hash::{MD5_BLOCK_BYTES, SHA512_BLOCK_BYTES};

/// The eight rounds of SHA-512 from `$first` on, and beside each two steps of round `$of` of MD5, with
/// its function.
macro_rules! eight_rounds {
    (
        $sha512:ident, $sha512_words:ident, $first:expr,
        $md5:ident, $md5_words:ident, $of:literal, $function:ident
    ) => {
        for four in 0..4 {
            sha512_round!($sha512, $sha512_words, $first + 2 * four);
            md5_step!($md5, $md5_words, $of, $function, 4 * four, 0);
            md5_step!($md5, $md5_words, $of, $function, 4 * four, 1);
            in_this_order(&mut $sha512[4], &mut $md5[1]);
            sha512_round!($sha512, $sha512_words, $first + 2 * four + 1);
            md5_step!($md5, $md5_words, $of, $function, 4 * four, 2);
            md5_step!($md5, $md5_words, $of, $function, 4 * four, 3);
            in_this_order(&mut $sha512[4], &mut $md5[1]);
        }
    };
}

/// The 32 rounds of SHA-512 from `$first` on, and a block of MD5 (RFC 1321, 3.4).
macro_rules! half_a_block {
    ($sha512:ident, $sha512_words:ident, $first:expr, $md5:ident, $md5_words:expr) => {
        let (words, before) = ($md5_words, $md5);
        eight_rounds!($sha512, $sha512_words, $first, $md5, words, 0, md5_f);
        eight_rounds!($sha512, $sha512_words, $first + 8, $md5, words, 1, md5_g);
        eight_rounds!($sha512, $sha512_words, $first + 16, $md5, words, 2, md5_h);
        eight_rounds!($sha512, $sha512_words, $first + 24, $md5, words, 3, md5_i);
        for (word, old) in $md5.iter_mut().zip(before) {
            *word = add32(*word, old);
        }
    };
}

/// FIPS 180-4, 6.4.2, and RFC 1321, 3.4; the messages are whole blocks of SHA-512.
#[target_feature(enable = "avx512f,avx512vl,avx512bw,avx512dq")]
pub fn compress(
    md5_states: &mut [[u32; LANES]; 4],
    sha512_states: &mut [[u64; LANES]; 8],
    messages: [&[u8]; LANES],
) {
    let mut sha512 = [all64(0); 8];
    for (word, lanes) in sha512.iter_mut().zip(&*sha512_states) {
        *word = load64(lanes);
    }
    let mut md5 = [all32(0); 4];
    for (word, lanes) in md5.iter_mut().zip(&*md5_states) {
        *word = load32(lanes);
    }
    for at in (0..messages[0].len()).step_by(SHA512_BLOCK_BYTES) {
        let mut words = sha512_words(&messages, at);
        let before = sha512;
        half_a_block!(sha512, words, 0, md5, md5_words(&messages, at));
        half_a_block!(
            sha512,
            words,
            32,
            md5,
            md5_words(&messages, at + MD5_BLOCK_BYTES)
        );
        for round in 64..80 {
            sha512_round!(sha512, words, round);
        }
        for (word, old) in sha512.iter_mut().zip(before) {
            *word = add64(*word, old);
        }
    }
    for (lanes, word) in sha512_states.iter_mut().zip(sha512) {
        store64(lanes, word);
    }
    for (lanes, word) in md5_states.iter_mut().zip(md5) {
        store32(lanes, word);
    }
}
