//! Messages that are hashed at the same time share the processor's lanes.
//!
//! Every upload hashes on a thread of its own. A thread that comes with bytes stands in line; one of
//! those in line takes up to eight messages through the lanes at once, for all, and wakes the others.
//! A message that is alone goes at once, the stitched way, and waits for nobody. Where several were
//! hashed together just now, their next pieces are on their way: they are awaited for a moment
//! ([`seat::GRACE`]), as a pass with full lanes takes no longer than one with few.
//!
//! Lanes save CPU, and one thread with full lanes does more than two cores with a message each; but a
//! message that has a core to itself is done three times as soon. So every message gets its own thread
//! as long as that takes no more than half of the cores, and more only where there are too few for
//! the lanes, or eight in line.
//!
//! Rejected: threads of its own for hashing, fed through queues. A thread per upload is there
//! anyway, and a call that returns when its bytes are hashed is what bounds the memory.

mod seat;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::States;
use super::lanes::{self, LANES};
use super::stitched;
use seat::{Job, Seat, Turn};

/// From so many messages on, the lanes are faster than one message after the other.
const WORTHWHILE: usize = 4;
/// The line, and who is at work.
#[derive(Debug)]
pub struct Company {
    line: Mutex<Line>,
    cores: usize,
}

#[derive(Debug, Default)]
struct Line {
    waiting: VecDeque<Job>,
    /// Threads at work, and how many messages they have together.
    leaders: usize,
    running: usize,
    /// How many are likely to be in line in a moment.
    expected: usize,
}

impl Company {
    pub fn new(cores: usize) -> Self {
        Self {
            line: Mutex::default(),
            cores,
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes `bytes`, a multiple of [`stitched::STRIDE_BYTES`], into both states. Blocks until that is
    /// done, by whomever.
    ///
    /// # Panics
    /// If the length is another, or the processor lacks what [`stitched`] or [`lanes`] need.
    pub fn compress(&self, states: &mut States, bytes: Bytes) {
        let seat = Arc::new(Seat::default());
        let mut line = self.line();
        line.waiting.push_back(Job {
            states: states.clone(),
            bytes,
            seat: Arc::clone(&seat),
        });
        self.start(&mut line);
        drop(line);
        match seat.wait(|| self.expect_nobody()) {
            Turn::Done(done) => *states = done,
            Turn::Lead(jobs) => *states = self.lead(jobs),
            Turn::Soon | Turn::Lost => {
                panic!("the thread that hashed for several messages panicked")
            }
        }
    }

    /// Lets those in line begin, as far as it is time. Their first is told so.
    fn start(&self, line: &mut Line) {
        while self.is_time(line) {
            let count = line.waiting.len().min(LANES);
            let jobs: Vec<Job> = line.waiting.drain(..count).collect();
            line.leaders += 1;
            line.running += count;
            let seat = Arc::clone(&jobs[0].seat);
            seat.give(Turn::Lead(jobs));
        }
    }

    fn is_time(&self, line: &Line) -> bool {
        let waiting = line.waiting.len();
        match line.leaders {
            _ if waiting == 0 => false,
            _ if waiting >= LANES => line.leaders < self.cores,
            0 => waiting >= line.expected,
            leaders if leaders < self.cores / 2 => true,
            leaders => leaders < self.cores && line.running < WORTHWHILE && line.expected == 0,
        }
    }

    /// Somebody has waited for long enough.
    fn expect_nobody(&self) {
        let mut line = self.line();
        line.expected = 0;
        self.start(&mut line);
    }

    /// Hashes for all; the first one's states.
    fn lead(&self, jobs: Vec<Job>) -> States {
        let mut work = Work {
            company: self,
            count: jobs.len(),
            jobs,
        };
        work.run();
        let mut first = None;
        for job in work.jobs.drain(..) {
            match first {
                None => first = Some(job.states),
                Some(_) => job.give(Turn::Done),
            }
        }
        drop(work);
        first.expect("a leader has a job of its own")
    }
}

/// What a leader has taken on. However it ends, the line goes on.
struct Work<'a> {
    company: &'a Company,
    count: usize,
    jobs: Vec<Job>,
}

impl Work<'_> {
    fn run(&mut self) {
        let mut at = 0;
        if self.jobs.len() >= WORTHWHILE {
            // As far as all of them go; as a rule, pieces are of one length.
            at = self
                .jobs
                .iter()
                .map(|job| job.bytes.len())
                .min()
                .unwrap_or(0);
            let mut md5: Vec<_> = self.jobs.iter().map(|job| job.states.md5).collect();
            let mut sha512: Vec<_> = self.jobs.iter().map(|job| job.states.sha512).collect();
            let messages: Vec<&[u8]> = self.jobs.iter().map(|job| &job.bytes[..at]).collect();
            lanes::compress(&mut md5, &mut sha512, &messages);
            for (lane, job) in self.jobs.iter_mut().enumerate() {
                (job.states.md5, job.states.sha512) = (md5[lane], sha512[lane]);
            }
        }
        for job in &mut self.jobs {
            let States { md5, sha512 } = &mut job.states;
            stitched::compress(md5, sha512, &job.bytes[at..]);
        }
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        for job in self.jobs.drain(..).skip(1) {
            job.give(|_| Turn::Lost);
        }
        let mut line = self.company.line();
        line.leaders -= 1;
        line.running -= self.count;
        let likely = self.count + line.waiting.len();
        line.expected = match likely >= WORTHWHILE && likely > self.company.cores / 2 {
            true => likely.min(LANES),
            false => 0,
        };
        self.company.start(&mut line);
        // Those who are held back may have been patient once already.
        if let Some(job) = line.waiting.front() {
            job.seat.give(Turn::Soon);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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
                        company.compress(&mut together, bytes);
                        assert_eq!(together.md5, alone.md5);
                        assert_eq!(together.sha512, alone.sha512);
                    }
                });
            }
        });
        let line = company.line();
        assert_eq!((line.waiting.len(), line.leaders, line.running), (0, 0, 0));
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
                    company.compress(&mut states, vec![7; length].into());
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
            company.compress(&mut states, Bytes::from_static(b"abc"));
        }));
        assert!(bad.is_err());
        company.compress(&mut states, Bytes::new());
        assert_eq!(company.line().leaders, 0);
    }
}
