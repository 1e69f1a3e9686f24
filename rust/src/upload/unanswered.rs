//! Requests that were sent and not answered: the server may still be at them.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

#[derive(Debug, Default)]
pub struct Unanswered {
    attempts: AtomicUsize,
    stalled: AtomicBool,
}

impl Unanswered {
    /// One had no answer, by a connection that broke or, `stalled`, was silent.
    pub fn note(&self, stalled: bool) {
        self.attempts.fetch_add(1, Ordering::Relaxed);
        if stalled {
            self.stalled.store(true, Ordering::Relaxed);
        }
    }

    pub fn attempts(&self) -> usize {
        self.attempts.load(Ordering::Relaxed)
    }

    /// The server may come to one that stalled at any time yet.
    pub fn stalled(&self) -> bool {
        self.stalled.load(Ordering::Relaxed)
    }
}
