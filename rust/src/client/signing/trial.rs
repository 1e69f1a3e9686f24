//! Whether the server takes bodies that are signed in chunks, and compares the signatures.
//!
//! AWS has done so since 2014, and so do the servers that this driver is tested on. But one that does
//! not know of chunks could refuse them, wait for more, or store what stands between them as a part
//! of the image; and one that knows them may take any signature, where it would have compared the
//! whole's SHA-256 (some do: `chunk-signature=` is skipped with the rest of the line). So one part of
//! a process goes so first, while others are signed as a whole (`upload::trial`): it goes on only if
//! a few bytes with a wrong signature are refused, and the part itself is then on the server as it
//! was sent.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// After so many that failed in ways that may be chance, nobody tries any more.
const TRIALS: u32 = 3;

/// What one process knows of a store's server.
#[derive(Debug)]
pub struct Trials(Mutex<State>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Left(u32),
    UnderWay(u32),
    Passed,
}

/// How the next body is to be signed.
#[derive(Debug)]
pub enum Way<'a> {
    Whole,
    Chunks,
    /// In chunks, and the caller says how it went.
    Trial(Trial<'a>),
}

/// Dropped without a word, it was none.
#[derive(Debug)]
pub struct Trial<'a> {
    trials: &'a Trials,
    left: u32,
}

impl Default for Trials {
    fn default() -> Self {
        Self(Mutex::new(State::Left(TRIALS)))
    }
}

impl Trials {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn way(&self) -> Way<'_> {
        let mut state = self.state();
        match *state {
            State::Passed => Way::Chunks,
            State::Left(0) | State::UnderWay(_) => Way::Whole,
            State::Left(left) => {
                *state = State::UnderWay(left);
                Way::Trial(Trial { trials: self, left })
            }
        }
    }

    /// A part has failed although the trial had passed.
    pub fn doubt(&self) {
        let mut state = self.state();
        if *state == State::Passed {
            *state = State::Left(TRIALS);
        }
    }
}

impl Trial<'_> {
    pub fn passed(self) {
        *self.trials.state() = State::Passed;
    }

    /// It may have been chance.
    pub fn failed(mut self) {
        self.left -= 1;
    }

    /// The server is no good for it.
    pub fn refused(mut self) {
        self.left = 0;
    }
}

impl Drop for Trial<'_> {
    fn drop(&mut self) {
        let mut state = self.trials.state();
        if *state != State::Passed {
            *state = State::Left(self.left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(trials: &Trials) -> Trial<'_> {
        match trials.way() {
            Way::Trial(trial) => trial,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_tries_at_a_time_and_all_follow_when_it_has_passed() {
        let trials = Trials::default();
        let first = trial(&trials);
        assert!(matches!(trials.way(), Way::Whole));
        drop(first);
        let second = trial(&trials);
        second.passed();
        assert!(matches!(trials.way(), Way::Chunks));
    }

    #[test]
    fn a_refusal_is_for_good_and_other_failures_are_in_the_end() {
        let no_good = Trials::default();
        trial(&no_good).refused();
        assert!(matches!(no_good.way(), Way::Whole));

        let unlucky = Trials::default();
        for _ in 0..TRIALS {
            trial(&unlucky).failed();
        }
        assert!(matches!(unlucky.way(), Way::Whole));
    }

    #[test]
    fn what_was_proven_can_be_doubted() {
        let trials = Trials::default();
        trials.doubt();
        trial(&trials).passed();
        trials.doubt();
        trial(&trials).passed();
        assert!(matches!(trials.way(), Way::Chunks));
    }
}
