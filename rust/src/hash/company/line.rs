//! Who is in line, how many are at work, and when it is time for whom.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::seat::{Job, Turn};
use crate::hash::kernel::Kernel;

#[derive(Debug)]
pub struct Line<K: Kernel> {
    waiting: VecDeque<Job<K>>,
    /// Threads at work, and how many messages they have together.
    leaders: usize,
    running: usize,
    /// How many are likely to be in line in a moment.
    expected: usize,
    cores: usize,
    /// Whether anybody waits or lanes are shared, for other lines to see.
    busy: Arc<AtomicBool>,
}

impl<K: Kernel> Line<K> {
    pub fn new(cores: usize) -> Self {
        Self {
            waiting: VecDeque::new(),
            leaders: 0,
            running: 0,
            expected: 0,
            cores,
            busy: Arc::default(),
        }
    }

    /// Whether anybody waits or lanes are shared, now and later.
    pub fn busy(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.busy)
    }

    #[cfg(test)]
    pub fn expect(&mut self, messages: usize) {
        self.expected = messages;
    }

    #[cfg(test)]
    pub fn is_idle(&self) -> bool {
        (self.waiting.len(), self.leaders, self.running) == (0, 0, 0)
    }

    pub fn join(&mut self, job: Job<K>) {
        self.waiting.push_back(job);
        self.start();
    }

    /// Lets those in line begin, as far as it is time. Their first is told so.
    fn start(&mut self) {
        while self.is_time() {
            let count = match self.waiting.len() {
                few if few < K::WORTHWHILE => 1,
                many => many.min(K::LANES),
            };
            let jobs: Vec<_> = self.waiting.drain(..count).collect();
            self.leaders += 1;
            self.running += count;
            jobs[1..].iter().for_each(|job| job.seat.led());
            let seat = Arc::clone(&jobs[0].seat);
            seat.give(Turn::Lead(jobs));
        }
        let busy = !self.waiting.is_empty() || self.running >= K::WORTHWHILE;
        self.busy.store(busy, Ordering::Relaxed);
    }

    fn is_time(&self) -> bool {
        let waiting = self.waiting.len();
        match self.leaders {
            _ if waiting == 0 => false,
            _ if waiting >= K::LANES => self.leaders < self.cores,
            0 => waiting >= self.expected,
            leaders if leaders < self.cores / 2 => true,
            leaders => leaders < self.cores && self.running < K::WORTHWHILE && self.expected == 0,
        }
    }

    /// Whether those in line wait for those who are being hashed for: they would have to share these
    /// cores. Where there are more, each gets one as soon as it may have it.
    fn few_cores(&self) -> bool {
        self.cores < K::WORTHWHILE
    }

    /// Somebody has waited for long enough.
    pub fn expect_nobody(&mut self) {
        if self.leaders == 0 || !self.few_cores() {
            self.expected = 0;
            self.start();
        }
    }

    /// A thread has hashed `count` messages, and those of `left` as far as the others went.
    pub fn ended(&mut self, count: usize, left: Vec<Job<K>>) {
        self.leaders -= 1;
        self.running -= count;
        let done = count - left.len();
        for job in left.into_iter().rev() {
            self.waiting.push_front(job);
        }
        let few_cores = self.few_cores();
        let coming = if few_cores { self.running } else { 0 };
        let likely = done + self.waiting.len() + coming;
        self.expected = match likely >= K::WORTHWHILE && likely > self.cores / 2 {
            true => likely.min(K::LANES),
            // Who is done may not be back yet.
            false if few_cores => self.expected,
            false => 0,
        };
        self.start();
        // Those who are held back may have been patient once already.
        if let Some(job) = self.waiting.front()
            && (self.leaders == 0 || !few_cores)
        {
            job.seat.give(Turn::Soon);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::company::seat::tests::job;
    use crate::hash::company::tests::Chain;

    fn counts(line: &Line<Chain>) -> (usize, usize, usize) {
        (line.waiting.len(), line.leaders, line.running)
    }

    #[test]
    fn those_who_are_more_than_the_cores_wait_until_they_can_go_together() {
        let mut line = Line::new(2);
        line.waiting.extend([job(1), job(1)]);
        (line.leaders, line.running) = (2, 2);
        // Its owner comes back, and so does the other's.
        line.ended(1, Vec::new());
        line.expect_nobody();
        assert_eq!(counts(&line), (2, 1, 1));
        line.join(job(1));
        line.ended(1, vec![job(1)]);
        assert_eq!(counts(&line), (0, 1, 4));
    }

    #[test]
    fn one_leads_and_the_others_are_told_that_they_are_led() {
        let mut line = Line::new(2);
        (line.leaders, line.running, line.expected) = (1, 4, 4);
        let jobs: Vec<_> = (0..8).map(|_| job(1)).collect();
        let seats: Vec<_> = jobs.iter().map(|job| Arc::clone(&job.seat)).collect();
        jobs.into_iter().for_each(|job| line.join(job));
        assert!(matches!(&seats[0].told(), Some(Turn::Lead(jobs)) if jobs.len() == 8));
        assert!(
            seats[1..]
                .iter()
                .all(|seat| matches!(seat.told(), Some(Turn::Led)))
        );
    }

    #[test]
    fn those_who_come_back_late_are_not_waited_for() {
        let mut line = Line::new(2);
        line.waiting.extend([job(1), job(1), job(1)]);
        (line.leaders, line.running) = (1, 1);
        line.ended(1, Vec::new());
        assert_eq!(counts(&line), (3, 0, 0));
        line.expect_nobody();
        // Each has a core.
        assert_eq!(counts(&line), (1, 2, 2));
    }

    #[test]
    fn on_many_cores_each_gets_one_up_to_half_of_them() {
        let mut line = Line::new(8);
        for _ in 0..4 {
            line.join(job(1));
        }
        assert_eq!(counts(&line), (0, 4, 4));
        line.join(job(1));
        assert_eq!(counts(&line), (1, 4, 4));
        line.ended(1, Vec::new());
        assert_eq!(counts(&line), (0, 4, 4));
    }
}
