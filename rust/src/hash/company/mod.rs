//! Messages that are hashed at the same time share the processor's lanes.
//!
//! Every upload hashes on a thread of its own, or two. A thread that comes with bytes stands in line
//! for its kernel; one of those in line takes as many messages as there are lanes through them at once,
//! for all, and wakes the others. A message that is alone goes at once and waits for nobody.
//!
//! Lanes save CPU, and one thread with full lanes does more than two cores with a message each; but a
//! message that has a core to itself is done up to three times as soon. So every message gets its own
//! thread as long as that takes no more than half of the cores, and more only where there are too few
//! for the lanes, or as many in line as there are lanes.
//!
//! Where several were hashed together just now, their next bytes are on their way: they are awaited
//! for a moment ([`seat::GRACE`]), as a pass with full lanes takes no longer than one with few. Where
//! it takes more messages than cores for lanes to be worthwhile, those in line also wait until what is
//! being hashed comes back: so many would never meet otherwise. What one brings more than others goes back into the line without its owner
//! having to bring it.
//!
//! Where an image's two hashes are kernels of their own, it has to pass two lines. MD5's has twice the
//! lanes and goes faster, so that few would meet there. While SHA-512's shares its lanes, or has
//! anybody waiting, MD5's can therefore wait for as many as came the last time: with eight uploads at
//! once on two cores, seven and more in a pass instead of three. An image is done with the
//! slower of its hashes, so that it seldom costs time; and it ends ([`PATIENCE`]).
//!
//! Rejected: threads of its own for hashing, fed through queues. A thread per upload is there
//! anyway, and a call that returns when its bytes are hashed is what bounds the memory. Few messages
//! one after the other by one thread: the other cores have nothing to do meanwhile.

mod line;
mod seat;
mod work;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::kernel::Kernel;
use super::{avx2, avx512};
use line::Line;
use seat::{Job, Seat, Turn};
use work::Work;

/// So many times [`seat::GRACE`] at most, whatever the slower line does: about two passes of it.
const PATIENCE: u32 = 50;

/// The line of one kernel, and who is at work.
#[derive(Debug)]
pub struct Company<K: Kernel> {
    line: Mutex<Line<K>>,
    /// Whether a slower line, that the same images have to pass, is [busy](Line::busy).
    slower: Arc<AtomicBool>,
}

/// Each kernel's: those that are hashed by one can do nothing for another's.
#[derive(Debug)]
pub struct Companies {
    pub one_pass: Company<avx512::OnePass>,
    pub md5: Company<avx2::Md5>,
    pub sha512: Company<avx2::Sha512>,
}

impl Companies {
    pub fn new(cores: usize) -> Self {
        let sha512 = Company::new(cores, Arc::default());
        let busy = sha512.line().busy();
        Self {
            one_pass: Company::new(cores, Arc::default()),
            md5: Company::new(cores, busy),
            sha512,
        }
    }
}

impl<K: Kernel> Company<K> {
    fn new(cores: usize, slower: Arc<AtomicBool>) -> Self {
        Self {
            line: Mutex::new(Line::new(cores)),
            slower,
        }
    }

    fn line(&self) -> MutexGuard<'_, Line<K>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes `pieces`, each a multiple of [`STRIDE_BYTES`](super::STRIDE_BYTES), into the state, in
    /// order. Blocks until that is done, by whomever.
    ///
    /// # Panics
    /// If a length is another.
    pub fn compress(&self, state: &mut K::State, pieces: Vec<Bytes>) {
        let seat = Arc::new(Seat::default());
        self.line().join(Job {
            state: state.clone(),
            pieces: pieces.into(),
            seat: Arc::clone(&seat),
        });
        let mut graces = 0;
        loop {
            let turn = seat.wait(|| {
                graces += 1;
                self.stay_patient(graces)
            });
            match turn {
                Turn::Done(done) => {
                    *state = done;
                    return;
                }
                Turn::Lead(jobs) => {
                    if let Some(done) = self.lead(jobs) {
                        *state = done;
                        return;
                    }
                }
                Turn::Lost => panic!("the thread that hashed for several messages panicked"),
                Turn::Soon | Turn::Led => unreachable!("these are for who waits"),
            }
        }
    }

    /// Whether to wait for others still, after so many graces; else whoever is in line may go.
    fn stay_patient(&self, graces: u32) -> bool {
        let no_hurry = graces < PATIENCE && self.slower.load(Ordering::Relaxed);
        if !no_hurry {
            self.line().expect_nobody();
        }
        no_hurry
    }

    /// Hashes for all; the first one's state, unless it is back in line with what it has left.
    fn lead(&self, jobs: Vec<Job<K>>) -> Option<K::State> {
        let own = Arc::clone(&jobs[0].seat);
        let mut work = Work::new(self, jobs);
        work.run();
        let done = work.sorted();
        // Before anybody is told, who would be counted once more when back in line.
        drop(work);
        let mut state = None;
        for job in done {
            match Arc::ptr_eq(&job.seat, &own) {
                true => state = Some(job.state),
                false => job.give(Turn::Done),
            }
        }
        state
    }
}

#[cfg(test)]
pub mod tests {
    use std::time::Duration;

    use super::*;
    use crate::hash::STRIDE_BYTES;

    /// A kernel that every processor has. Like a hash, it goes by what came before.
    #[derive(Debug)]
    pub struct Chain;

    impl Kernel for Chain {
        type State = u64;

        const INITIAL: u64 = 7;
        const LANES: usize = 8;
        const WORTHWHILE: usize = 4;

        fn alone(state: &mut u64, blocks: &[u8]) {
            assert!(blocks.len().is_multiple_of(STRIDE_BYTES));
            for byte in blocks {
                *state = state.rotate_left(7).wrapping_mul(31) ^ u64::from(*byte);
            }
        }

        fn together(states: &mut [u64], messages: &[&[u8]]) {
            assert!((1..=Self::LANES).contains(&messages.len()));
            assert!(
                messages
                    .iter()
                    .all(|message| message.len() == messages[0].len())
            );
            for (state, message) in states.iter_mut().zip(messages) {
                Self::alone(state, message);
            }
        }
    }

    #[test]
    fn each_of_many_threads_gets_its_own_message_hashed() {
        for cores in [1, 2, 16] {
            let company = Company::<Chain>::new(cores, Arc::default());
            std::thread::scope(|scope| {
                for seed in 0..20 {
                    let company = &company;
                    scope.spawn(move || hash_random_messages(company, seed));
                }
            });
            assert!(company.line().is_idle());
        }
    }

    fn hash_random_messages(company: &Company<Chain>, seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut together, mut alone) = (seed, seed);
        for _ in 0..random.usize(1..200) {
            let length = random.usize(0..40) * STRIDE_BYTES;
            let bytes: Bytes = (0..length).map(|_| random.u8(..)).collect();
            Chain::alone(&mut alone, &bytes);
            let cut = random.usize(0..=length / STRIDE_BYTES);
            let mut rest = bytes;
            let first = rest.split_to(cut * STRIDE_BYTES);
            company.compress(&mut together, vec![first, rest]);
            assert_eq!(together, alone);
        }
    }

    #[test]
    fn nobody_is_kept_waiting_for_company_that_does_not_come() {
        let company = Arc::new(Company::<Chain>::new(1, Arc::default()));
        let (done, ends) = std::sync::mpsc::channel();
        for _ in 0..20 {
            for length in [4 << 20, 256, 256, 256, 256] {
                let (company, done) = (Arc::clone(&company), done.clone());
                std::thread::spawn(move || {
                    company.compress(&mut 7, vec![vec![7; length].into()]);
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
    fn others_are_awaited_while_the_slower_line_is_busy_and_not_for_ever() {
        for busy in [false, true] {
            let company = Company::<Chain>::new(2, Arc::new(AtomicBool::new(busy)));
            company.line().expect(2);
            let began = std::time::Instant::now();
            company.compress(&mut 7, vec![vec![7; 256].into()]);
            let least = if busy { PATIENCE } else { 1 };
            assert!(began.elapsed() >= least * seat::GRACE);
        }
    }

    #[test]
    fn a_leader_that_panics_takes_nobody_with_it_but_those_it_led() {
        let company = Company::<Chain>::new(1, Arc::default());
        // No multiple of what can be hashed.
        let bad = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            company.compress(&mut 7, vec![Bytes::from_static(b"abc")]);
        }));
        assert!(bad.is_err());
        company.compress(&mut 7, vec![Bytes::new()]);
        assert!(company.line().is_idle());
    }
}
