//! Several messages at once, a message in each lane of the vectors.
//!
//! What one message cannot give, because each hash is a chain, several that have nothing to do with
//! each other do: every instruction works for all. Plain intrinsics are enough, unlike in
//! `avx512::stitched`. A lane is a message throughout; unused ones repeat another's data.
//!
//! A round and a step are written once, as macros: each set of instructions has `vectors` with the
//! same names for what they need. Functions that are generic over a trait of these would have to be
//! unsafe each, as no method of a trait can be compiled for a processor.

use super::STRIDE_BYTES;

/// From a state a message to a word a row; unused lanes are zero.
pub fn spread<Word: Copy + Default, const WORDS: usize, const LANES: usize>(
    states: impl Iterator<Item = [Word; WORDS]>,
) -> [[Word; LANES]; WORDS] {
    let mut rows = [[Word::default(); LANES]; WORDS];
    for (lane, state) in states.enumerate() {
        for (row, word) in rows.iter_mut().zip(state) {
            row[lane] = word;
        }
    }
    rows
}

/// The state of the message in a lane.
pub fn gather<Word: Copy, const WORDS: usize, const LANES: usize>(
    rows: &[[Word; LANES]; WORDS],
    lane: usize,
) -> [Word; WORDS] {
    std::array::from_fn(|word| rows[word][lane])
}

/// A message for each lane.
///
/// # Panics
/// If there are none or too many, or if their lengths differ or are no multiple of [`STRIDE_BYTES`].
pub fn messages_in_lanes<'a, const LANES: usize>(messages: &[&'a [u8]]) -> [&'a [u8]; LANES] {
    assert!((1..=LANES).contains(&messages.len()));
    let length = messages[0].len();
    assert!(messages.iter().all(|message| message.len() == length));
    assert!(length.is_multiple_of(STRIDE_BYTES));
    let mut all = [messages[0]; LANES];
    all[..messages.len()].copy_from_slice(messages);
    all
}

/// A round of SHA-512; the word sixteen further on is made on the way.
macro_rules! sha512_round {
    ($state:ident, $words:ident, $round:expr) => {
        let (round, step) = ($round, $round % 16);
        let [a, b, c, d, e, f, g, h] = $state;
        let sum1 = parity(ror64(e, 14), ror64(e, 18), ror64(e, 41));
        let sum0 = parity(ror64(a, 28), ror64(a, 34), ror64(a, 39));
        let known = add64(add64($words[step], all64(SHA512_CONSTANTS[round])), h);
        let first = add64(add64(known, choice(e, f, g)), sum1);
        let second = add64(sum0, majority(a, b, c));
        $state = [add64(first, second), a, b, c, add64(d, first), e, f, g];
        if round < 64 {
            let (next, last) = ($words[(step + 1) % 16], $words[(step + 14) % 16]);
            let sigma0 = parity(ror64(next, 1), ror64_by_8(next), shr64(next, 7));
            let sigma1 = parity(ror64(last, 19), ror64(last, 61), shr64(last, 6));
            let sum = add64($words[step], $words[(step + 9) % 16]);
            $words[step] = add64(add64(sum, sigma0), sigma1);
        }
    };
}

/// A step of round `$of` of MD5, with that round's function: `$which` of the four from `$step` on.
macro_rules! md5_step {
    ($state:ident, $words:ident, $of:literal, $function:ident, $step:expr, $which:literal) => {
        let step = 16 * $of + $step + $which;
        let [a, b, c, d] = $state;
        let known = add32($words[md5_word(step)], all32(MD5_CONSTANTS[step]));
        let sum = add32(add32(known, a), $function(b, c, d));
        $state = [d, add32(rol32(sum, MD5_ROTATIONS[$of][$which]), b), b, c];
    };
}
