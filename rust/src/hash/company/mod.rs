//! Messages that are hashed at the same time share the processor's lanes.
//!
//! Every upload hashes on a thread of its own. A thread that comes with bytes stands in line; one of
//! those in line takes up to eight messages through the lanes at once, for all, and wakes the others.
//! A message that is alone goes at once, the stitched way, and waits for nobody.
//!
//! Lanes save CPU, and one thread with full lanes does more than two cores with a message each; but a
//! message that has a core to itself is done three times as soon. So every message gets its own thread
//! as long as that takes no more than half of the cores, and more only where there are too few for
//! the lanes, or eight in line.
//!
//! Where several were hashed together just now, their next bytes are on their way: they are awaited
//! for a moment ([`seat::GRACE`]), as a pass with full lanes takes no longer than one with few. On two
//! or three cores, those in line also wait until what is being hashed comes back: four would never
//! meet otherwise. What one brings more than others goes back into the line without its owner
//! having to bring it.
//!
//! Rejected: threads of its own for hashing, fed through queues. A thread per upload is there
//! anyway, and a call that returns when its bytes are hashed is what bounds the memory. Few messages
//! one after the other by one thread: the other cores have nothing to do meanwhile.

mod line;
mod seat;
mod work;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::States;
use line::Line;
use seat::{Job, Seat, Turn};
use work::Work;

/// The line, and who is at work.
#[derive(Debug)]
pub struct Company {
    line: Mutex<Line>,
}

impl Company {
    pub fn new(cores: usize) -> Self {
        Self {
            line: Mutex::new(Line::new(cores)),
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes `pieces`, each a multiple of [`STRIDE_BYTES`](super::stitched::STRIDE_BYTES), into both
    /// states, in order. Blocks until that is done, by whomever.
    ///
    /// # Panics
    /// If a length is another, or the processor lacks what [`stitched`](super::stitched) or
    /// [`lanes`](super::lanes) need.
    pub fn compress(&self, states: &mut States, pieces: Vec<Bytes>) {
        let seat = Arc::new(Seat::default());
        self.line().join(Job {
            states: states.clone(),
            pieces: pieces.into(),
            seat: Arc::clone(&seat),
        });
        loop {
            match seat.wait(|| self.line().expect_nobody()) {
                Turn::Done(done) => {
                    *states = done;
                    return;
                }
                Turn::Lead(jobs) => {
                    if let Some(done) = self.lead(jobs) {
                        *states = done;
                        return;
                    }
                }
                Turn::Soon | Turn::Lost => {
                    panic!("the thread that hashed for several messages panicked")
                }
            }
        }
    }

    /// Hashes for all; the first one's states, unless it is back in line with what it has left.
    fn lead(&self, jobs: Vec<Job>) -> Option<States> {
        let own = Arc::clone(&jobs[0].seat);
        let mut work = Work::new(self, jobs);
        work.run();
        let done = work.sorted();
        // Before anybody is told, who would be counted once more when back in line.
        drop(work);
        let mut states = None;
        for job in done {
            match Arc::ptr_eq(&job.seat, &own) {
                true => states = Some(job.states),
                false => job.give(Turn::Done),
            }
        }
        states
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::stitched;
    use super::*;
    use md5::block_api::compress as md5_alone;
    use sha2::block_api::compress512 as sha512_alone;

    #[test]
    fn each_of_many_threads_gets_its_own_message_hashed() {
        if !stitched::is_supported() {
            return;
        }
        let company = Company::new(2);
        std::thread::scope(|scope| {
            for seed in 0..20 {
                let company = &company;
                scope.spawn(move || {
                    let mut random = fastrand::Rng::with_seed(seed);
                    let fresh = States {
                        md5: std::array::from_fn(|_| random.u32(..)),
                        sha512: std::array::from_fn(|_| random.u64(..)),
                    };
                    let (mut together, mut alone) = (fresh.clone(), fresh);
                    for _ in 0..random.usize(1..200) {
                        let length = random.usize(0..40) * stitched::STRIDE_BYTES;
                        let bytes: Bytes = (0..length).map(|_| random.u8(..)).collect();
                        md5_alone(&mut alone.md5, bytes.as_chunks().0);
                        sha512_alone(&mut alone.sha512, bytes.as_chunks().0);
                        let cut = random.usize(0..=length / stitched::STRIDE_BYTES);
                        let mut rest = bytes;
                        let first = rest.split_to(cut * stitched::STRIDE_BYTES);
                        company.compress(&mut together, vec![first, rest]);
                        assert_eq!(together.md5, alone.md5);
                        assert_eq!(together.sha512, alone.sha512);
                    }
                });
            }
        });
        let line = company.line();
        assert!(line.is_idle());
    }

    #[test]
    fn nobody_is_kept_waiting_for_company_that_does_not_come() {
        if !stitched::is_supported() {
            return;
        }
        let company = Arc::new(Company::new(1));
        let (done, ends) = std::sync::mpsc::channel();
        for _ in 0..20 {
            for length in [4 << 20, 256, 256, 256, 256] {
                let (company, done) = (Arc::clone(&company), done.clone());
                std::thread::spawn(move || {
                    let mut states = States {
                        md5: [0; 4],
                        sha512: [0; 8],
                    };
                    company.compress(&mut states, vec![vec![7; length].into()]);
                    done.send(()).expect("the test waits");
                });
            }
            for _ in 0..5 {
                ends.recv_timeout(Duration::from_secs(120))
                    .expect("every message is hashed");
            }
        }
    }

    #[test]
    fn a_leader_that_panics_takes_nobody_with_it_but_those_it_led() {
        let company = Company::new(1);
        let mut states = States {
            md5: [0; 4],
            sha512: [0; 8],
        };
        // No multiple of what can be hashed.
        let bad = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            company.compress(&mut states, vec![Bytes::from_static(b"abc")]);
        }));
        assert!(bad.is_err());
        company.compress(&mut states, vec![Bytes::new()]);
        assert!(company.line().is_idle());
    }
}
