//! Whether the server takes bodies that are signed in chunks.
//!
//! AWS has done so since 2014, and so do the servers that this driver is tested on. But one that does
//! not know of chunks could refuse them, wait for more, or store what stands between them as a part
//! of the image. So the first part of a process goes so alone, once, while others are signed as a
//! whole; it has passed when its ETag is the MD5 of what the part holds, or at least its size on the
//! server is the part's: neither is so where the frames were taken for content. A part that did not
//! pass is sent again, signed as a whole.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// After so many that failed for reasons that may pass, nobody tries any more.
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
}

impl Trial<'_> {
    pub fn passed(self) {
        *self.trials.state() = State::Passed;
    }

    /// The server took the same part when it was signed as a whole.
    pub fn failed(mut self, may_pass: bool) {
        self.left = if may_pass { self.left - 1 } else { 0 };
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
        let refused = Trials::default();
        trial(&refused).failed(false);
        assert!(matches!(refused.way(), Way::Whole));

        let unlucky = Trials::default();
        for _ in 0..TRIALS {
            trial(&unlucky).failed(true);
        }
        assert!(matches!(unlucky.way(), Way::Whole));
    }
}
