//! Where those in line wait, and what they are told.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use crate::hash::States;

/// A twentieth of a pass with full lanes and all that is taken at once. With a third of it, eight
/// uploads at once met less often: in turns with the build before, 5% slower instead of 2% faster.
pub const GRACE: Duration = Duration::from_micros(1000);

/// A message's next bytes, and where their owner waits.
#[derive(Debug)]
pub struct Job {
    pub states: States,
    pub pieces: VecDeque<Bytes>,
    pub seat: Arc<Seat>,
}

/// Where a thread waits for its turn or for the end of it.
#[derive(Debug, Default)]
pub struct Seat {
    turn: Mutex<Option<Turn>>,
    changed: Condvar,
}

#[derive(Debug)]
pub enum Turn {
    /// To hash all these, its own being the first.
    Lead(Vec<Job>),
    Done(States),
    /// Others are on their way: a moment more.
    Soon,
    /// Whoever had the bytes did not come to an end with them.
    Lost,
}

impl Job {
    /// Tells the owner. The bytes go first: with them counts, for the owner, what memory they take.
    pub fn give(self, turn: impl FnOnce(States) -> Turn) {
        drop(self.pieces);
        self.seat.give(turn(self.states));
    }
}

impl Seat {
    pub fn give(&self, turn: Turn) {
        *self.turn.lock().unwrap_or_else(PoisonError::into_inner) = Some(turn);
        self.changed.notify_one();
    }

    /// Waits for its turn; calls `impatient` if that has not come after [`GRACE`], and again after each
    /// that it is asked for.
    pub fn wait(&self, impatient: impl Fn()) -> Turn {
        let mut patient = true;
        loop {
            let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
            let mut turn = match patient {
                true => {
                    let waited = self
                        .changed
                        .wait_timeout_while(turn, GRACE, |t| t.is_none());
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                false => self
                    .changed
                    .wait_while(turn, |t| t.is_none())
                    .unwrap_or_else(PoisonError::into_inner),
            };
            match turn.take() {
                Some(Turn::Soon) => patient = true,
                Some(turn) => return turn,
                None => {
                    // Without the seat's lock: `impatient` takes the line's, under which seats are
                    // locked.
                    drop(turn);
                    patient = false;
                    impatient();
                }
            }
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::hash::stitched::STRIDE_BYTES;

    /// A message of so many pieces that nobody waits for.
    pub fn job(pieces: usize) -> Job {
        let pieces = vec![Bytes::from_static(&[7; STRIDE_BYTES]); pieces];
        Job {
            states: States {
                md5: [0; 4],
                sha512: [0; 8],
            },
            pieces: pieces.into(),
            seat: Arc::default(),
        }
    }
}
