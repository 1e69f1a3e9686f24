//! The hashing itself, for all whom a thread has taken on.

use bytes::Buf;

use super::Company;
use super::seat::{Job, Turn};
use crate::hash::kernel::Kernel;

/// What a leader has taken on. However it ends, the line goes on.
pub struct Work<'a, K: Kernel> {
    company: &'a Company<K>,
    count: usize,
    jobs: Vec<Job<K>>,
    /// Those that brought more than others.
    left: Vec<Job<K>>,
}

impl<'a, K: Kernel> Work<'a, K> {
    pub fn new(company: &'a Company<K>, jobs: Vec<Job<K>>) -> Self {
        Self {
            company,
            count: jobs.len(),
            jobs,
            left: Vec::new(),
        }
    }

    pub fn run(&mut self) {
        match self.jobs.as_mut_slice() {
            [job] => {
                for piece in job.pieces.drain(..) {
                    K::alone(&mut job.state, &piece);
                }
            }
            jobs => together(jobs),
        }
    }

    /// Those that are done; the others go back into the line when this is dropped.
    pub fn sorted(&mut self) -> Vec<Job<K>> {
        let jobs = std::mem::take(&mut self.jobs).into_iter();
        let (done, left) = jobs.partition(|job| job.pieces.is_empty());
        self.left = left;
        done
    }
}

/// As far as the shortest of them goes.
fn together<K: Kernel>(jobs: &mut [Job<K>]) {
    let mut states: Vec<_> = jobs.iter().map(|job| job.state.clone()).collect();
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
        K::together(&mut states, &messages);
        for job in &mut *jobs {
            let piece = job.pieces.front_mut().expect("each has one");
            piece.advance(length);
            if piece.is_empty() {
                job.pieces.pop_front();
            }
        }
    }
    for (job, state) in jobs.iter_mut().zip(states) {
        job.state = state;
    }
}

impl<K: Kernel> Drop for Work<'_, K> {
    fn drop(&mut self) {
        for job in self.jobs.drain(..).skip(1) {
            job.give(|_| Turn::Lost);
        }
        let left = std::mem::take(&mut self.left);
        self.company.line().ended(self.count, left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::company::seat::tests::job;

    #[test]
    fn several_go_as_far_as_the_shortest() {
        let mut jobs = vec![job(3), job(2), job(4), job(2)];
        together(&mut jobs);
        let left: Vec<usize> = jobs.iter().map(|job| job.pieces.len()).collect();
        assert_eq!(left, [1, 0, 2, 0]);
        assert_eq!(jobs[0].state, jobs[3].state);
    }
}
