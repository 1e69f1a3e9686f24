//! Whether parts were sent and not answered: the server may still be at them.

use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Debug, Default)]
pub struct Unanswered {
    any: AtomicBool,
    stalled: AtomicBool,
}

impl Unanswered {
    /// A part had no answer, by a connection that broke or, `stalled`, was silent.
    pub fn note(&self, stalled: bool) {
        self.any.store(true, Ordering::Relaxed);
        if stalled {
            self.stalled.store(true, Ordering::Relaxed);
        }
    }

    pub fn any(&self) -> bool {
        self.any.load(Ordering::Relaxed)
    }

    /// The server may come to one that stalled at any time yet.
    pub fn stalled(&self) -> bool {
        self.stalled.load(Ordering::Relaxed)
    }
}
