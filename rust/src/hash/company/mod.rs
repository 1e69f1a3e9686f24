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

mod seat;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Buf, Bytes};

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

    /// Takes `pieces`, each a multiple of [`stitched::STRIDE_BYTES`], into both states, in order.
    /// Blocks until that is done, by whomever.
    ///
    /// # Panics
    /// If a length is another, or the processor lacks what [`stitched`] or [`lanes`] need.
    pub fn compress(&self, states: &mut States, pieces: Vec<Bytes>) {
        let seat = Arc::new(Seat::default());
        let mut line = self.line();
        line.waiting.push_back(Job {
            states: states.clone(),
            pieces: pieces.into(),
            seat: Arc::clone(&seat),
        });
        self.start(&mut line);
        drop(line);
        loop {
            match seat.wait(|| self.expect_nobody()) {
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

    /// Lets those in line begin, as far as it is time. Their first is told so.
    fn start(&self, line: &mut Line) {
        while self.is_time(line) {
            let count = match line.waiting.len() {
                few if few < WORTHWHILE => 1,
                many => many.min(LANES),
            };
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

    /// Whether those in line wait for those who are being hashed for: they would have to share these
    /// cores. Where there are more, each gets one as soon as it may have it.
    fn few_cores(&self) -> bool {
        self.cores < WORTHWHILE
    }

    /// Somebody has waited for long enough.
    fn expect_nobody(&self) {
        let mut line = self.line();
        if line.leaders == 0 || !self.few_cores() {
            line.expected = 0;
            self.start(&mut line);
        }
    }

    /// Hashes for all; the first one's states, unless it is back in line with what it has left.
    fn lead(&self, jobs: Vec<Job>) -> Option<States> {
        let mut work = Work {
            company: self,
            count: jobs.len(),
            jobs,
            left: Vec::new(),
        };
        work.run();
        let own = Arc::clone(&work.jobs[0].seat);
        let jobs = std::mem::take(&mut work.jobs);
        let (done, left): (Vec<Job>, Vec<Job>) =
            jobs.into_iter().partition(|job| job.pieces.is_empty());
        work.left = left;
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

/// What a leader has taken on. However it ends, the line goes on.
struct Work<'a> {
    company: &'a Company,
    count: usize,
    jobs: Vec<Job>,
    /// Those that brought more than others.
    left: Vec<Job>,
}

impl Work<'_> {
    fn run(&mut self) {
        match self.jobs.as_mut_slice() {
            [job] => {
                let States { md5, sha512 } = &mut job.states;
                for piece in job.pieces.drain(..) {
                    stitched::compress(md5, sha512, &piece);
                }
            }
            jobs => together(jobs),
        }
    }
}

/// As far as the shortest of them goes.
fn together(jobs: &mut [Job]) {
    let mut md5: Vec<_> = jobs.iter().map(|job| job.states.md5).collect();
    let mut sha512: Vec<_> = jobs.iter().map(|job| job.states.sha512).collect();
    loop {
        let fronts: Option<Vec<&[u8]>> = jobs
            .iter()
            .map(|job| job.pieces.front().map(|piece| &piece[..]))
            .collect();
        let Some(mut messages) = fronts else { break };
        let length = messages.iter().map(|m| m.len()).min().unwrap_or(0);
        for message in &mut messages {
            *message = &message[..length];
        }
        lanes::compress(&mut md5, &mut sha512, &messages);
        for job in &mut *jobs {
            let piece = job.pieces.front_mut().expect("each has one");
            piece.advance(length);
            if piece.is_empty() {
                job.pieces.pop_front();
            }
        }
    }
    for (lane, job) in jobs.iter_mut().enumerate() {
        (job.states.md5, job.states.sha512) = (md5[lane], sha512[lane]);
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
        let done = self.count - self.left.len();
        for job in self.left.drain(..).rev() {
            line.waiting.push_front(job);
        }
        let few_cores = self.company.few_cores();
        let coming = if few_cores { line.running } else { 0 };
        let likely = done + line.waiting.len() + coming;
        line.expected = match likely >= WORTHWHILE && likely > self.company.cores / 2 {
            true => likely.min(LANES),
            // Who is done may not be back yet.
            false if few_cores => line.expected,
            false => 0,
        };
        self.company.start(&mut line);
        // Those who are held back may have been patient once already.
        if let Some(job) = line.waiting.front()
            && (line.leaders == 0 || !few_cores)
        {
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
        assert_eq!((line.waiting.len(), line.leaders, line.running), (0, 0, 0));
    }

    fn job(pieces: usize) -> Job {
        let pieces = vec![Bytes::from_static(&[7; stitched::STRIDE_BYTES]); pieces];
        Job {
            states: States {
                md5: [0; 4],
                sha512: [0; 8],
            },
            pieces: pieces.into(),
            seat: Arc::default(),
        }
    }

    /// As if a thread had just hashed `count` messages, some of which have bytes left.
    fn end(company: &Company, count: usize, left: Vec<Job>) {
        drop(Work {
            company,
            count,
            jobs: Vec::new(),
            left,
        });
    }

    #[test]
    fn those_who_are_more_than_the_cores_wait_until_they_can_go_together() {
        let company = Company::new(2);
        let mut line = company.line();
        line.waiting.extend([job(1), job(1)]);
        (line.leaders, line.running) = (2, 2);
        drop(line);
        // Its owner comes back, and so does the other's.
        end(&company, 1, Vec::new());
        company.expect_nobody();
        assert_eq!(company.line().waiting.len(), 2);
        let mut line = company.line();
        line.waiting.push_back(job(1));
        drop(line);
        end(&company, 1, vec![job(1)]);
        let line = company.line();
        assert_eq!((line.waiting.len(), line.leaders, line.running), (0, 1, 4));
    }

    #[test]
    fn those_who_come_back_late_are_not_waited_for() {
        let company = Company::new(2);
        let mut line = company.line();
        line.waiting.extend([job(1), job(1), job(1)]);
        (line.leaders, line.running) = (1, 1);
        drop(line);
        end(&company, 1, Vec::new());
        assert_eq!(company.line().leaders, 0);
        company.expect_nobody();
        // Each has a core.
        let line = company.line();
        assert_eq!((line.waiting.len(), line.leaders, line.running), (1, 2, 2));
    }

    #[test]
    fn several_go_as_far_as_the_shortest() {
        if !stitched::is_supported() {
            return;
        }
        let mut jobs = vec![job(3), job(2), job(4), job(2)];
        together(&mut jobs);
        let left: Vec<usize> = jobs.iter().map(|job| job.pieces.len()).collect();
        assert_eq!(left, [1, 0, 2, 0]);
        assert_eq!(jobs[0].states.md5, jobs[3].states.md5);
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
        assert_eq!(company.line().leaders, 0);
    }
}
