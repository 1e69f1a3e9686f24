//! What a store's downloads find out about streams, for all of them.
//!
//! A trial costs something: connections, and ranges that are read the longer way. Where many
//! downloads run at once, each would pay for the same answer, and their trials would disturb one
//! another. So one tries at a time; what was good for it twice the others go up to in one step; and
//! where more streams brought nothing, nobody tries again for a while, which grows from trial to trial.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long nobody tries after a trial that brought nothing, doubled each time.
const FIRST_PAUSE: Duration = Duration::from_millis(240);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A trial takes no longer, or so many times as long as an answer takes to begin. Whoever does not say
/// how it ended was closed meanwhile.
const TRIAL: Duration = Duration::from_secs(1);
const TRIAL_LATENCIES: u32 = 5;
/// What was good so long ago may be so no more.
const MEMORY: Duration = Duration::from_secs(30);
/// What a step multiplies the streams by, until one brought nothing: to the most at once.
const STEP: usize = usize::MAX;
/// And from then on.
const SMALL_STEP: usize = 2;

/// Shared by all downloads of a store in a process. Times are since any moment that is the same for all.
#[derive(Debug)]
pub struct Experience(Mutex<State>);

#[derive(Debug)]
struct State {
    next_trial: Duration,
    pause: Duration,
    /// What the last two trials that brought something went up to. One may be chance.
    good: [usize; 2],
    since: Duration,
}

impl Default for Experience {
    fn default() -> Self {
        Self(Mutex::new(State {
            next_trial: Duration::ZERO,
            pause: FIRST_PAUSE,
            good: [1; 2],
            since: Duration::ZERO,
        }))
    }
}

impl Experience {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many streams have been good for others lately.
    pub fn good(&self, at: Duration) -> usize {
        let state = self.state();
        match at.saturating_sub(state.since) < MEMORY {
            true => state.good[0].min(state.good[1]),
            false => 1,
        }
    }

    /// What to multiply the streams by, if it is time for a trial: it is the caller's then.
    pub fn begin(&self, at: Duration, latency: Duration) -> Option<usize> {
        let mut state = self.state();
        if at < state.next_trial {
            return None;
        }
        state.next_trial = at + TRIAL.max(TRIAL_LATENCIES * latency);
        Some(match state.pause > FIRST_PAUSE {
            true => SMALL_STEP,
            false => STEP,
        })
    }

    /// A trial went well with so many.
    pub fn gained(&self, streams: usize, at: Duration) {
        let mut state = self.state();
        state.good = [state.good[1], streams];
        state.since = at;
        state.next_trial = at;
    }

    /// A trial brought nothing, or the server asked for less: so many it stays.
    pub fn stayed(&self, streams: usize, at: Duration) {
        let mut state = self.state();
        state.good = [streams; 2];
        state.since = at;
        state.next_trial = at + state.pause;
        state.pause = (state.pause * 2).min(LONGEST_PAUSE);
    }
}
