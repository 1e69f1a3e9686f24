//! Where those in line wait, and what they are told.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use crate::hash::kernel::Kernel;

/// A twentieth of a pass with full lanes and all that is taken at once. With a third of it, eight
/// uploads at once met less often: in turns with the build before, 5% slower instead of 2% faster.
pub const GRACE: Duration = Duration::from_micros(1000);

/// A message's next bytes, and where their owner waits.
#[derive(Debug)]
pub struct Job<K: Kernel> {
    pub state: K::State,
    pub pieces: VecDeque<Bytes>,
    pub seat: Arc<Seat<K>>,
}

/// Where a thread waits for its turn or for the end of it.
#[derive(Debug)]
pub struct Seat<K: Kernel> {
    turn: Mutex<Option<Turn<K>>>,
    changed: Condvar,
}

#[derive(Debug)]
pub enum Turn<K: Kernel> {
    /// To hash all these, its own being the first.
    Lead(Vec<Job<K>>),
    Done(K::State),
    /// Others are on their way: a moment more.
    Soon,
    /// Another leads: whatever comes of it, it comes by itself.
    Led,
    /// Whoever had the bytes did not come to an end with them.
    Lost,
}

impl<K: Kernel> Job<K> {
    /// Tells the owner. The bytes go first: with them counts, for the owner, what memory they take.
    pub fn give(self, turn: impl FnOnce(K::State) -> Turn<K>) {
        drop(self.pieces);
        self.seat.give(turn(self.state));
    }
}

impl<K: Kernel> Default for Seat<K> {
    fn default() -> Self {
        Self {
            turn: Mutex::default(),
            changed: Condvar::default(),
        }
    }
}

impl<K: Kernel> Seat<K> {
    pub fn give(&self, turn: Turn<K>) {
        *self.turn.lock().unwrap_or_else(PoisonError::into_inner) = Some(turn);
        self.changed.notify_one();
    }

    /// Says so to who would ask, and wakes nobody for it.
    pub fn led(&self) {
        *self.turn.lock().unwrap_or_else(PoisonError::into_inner) = Some(Turn::Led);
    }

    /// Waits for its turn. If that has not come after [`GRACE`], nor after each that it is asked for,
    /// `stay_patient` says whether to wait for another. Who is led does not ask.
    pub fn wait(&self, mut stay_patient: impl FnMut() -> bool) -> Turn<K> {
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
                Some(Turn::Led) => patient = false,
                Some(turn) => return turn,
                None => {
                    // Without the seat's lock: `stay_patient` takes the line's, under which seats are
                    // locked.
                    drop(turn);
                    patient = stay_patient();
                }
            }
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::hash::STRIDE_BYTES;
    use crate::hash::company::tests::Chain;

    #[test]
    fn who_is_back_in_line_asks_again() {
        let seat = Seat::<Chain>::default();
        seat.led();
        seat.give(Turn::Soon);
        let turn = seat.wait(|| {
            seat.give(Turn::Lost);
            true
        });
        assert!(matches!(turn, Turn::Lost));
    }

    #[test]
    fn who_is_led_does_not_ask_for_another_turn() {
        let seat = Arc::new(Seat::<Chain>::default());
        seat.led();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| seat.wait(|| panic!("it was asked")));
            std::thread::sleep(3 * GRACE);
            seat.give(Turn::Lost);
            assert!(matches!(waiting.join(), Ok(Turn::Lost)));
        });
    }

    impl Seat<Chain> {
        pub fn told(&self) -> Option<Turn<Chain>> {
            self.turn.lock().expect("sound").take()
        }
    }

    /// A message of so many pieces that nobody waits for.
    pub fn job(pieces: usize) -> Job<Chain> {
        let pieces = vec![Bytes::from_static(&[7; STRIDE_BYTES]); pieces];
        Job {
            state: Chain::INITIAL,
            pieces: pieces.into(),
            seat: Arc::default(),
        }
    }
}
