//! How many streams a download reads at once: one, unless more bring more.
//!
//! On a fast link one stream is unbeaten: further ones only cost CPU. A connection that is capped by
//! the far end or by distance is helped by others beside it. Which of the two holds is found by
//! trying: while the consumer waits for bytes, the number of streams goes up to the most at once; if
//! the rate has not grown with it, how much it has tells how many are good for something, and later
//! trials are smaller steps from there ([`Experience`]). What other downloads of the process lose
//! meanwhile is no growth: where all share a link or the processor, more streams for one are only a
//! larger share. A server that asks for less (SlowDown) gets half.
//!
//! The farther away, the longer it takes until new streams bring anything, and the longer they wait
//! between their ranges, which a stream that goes to the end never does. So nothing is judged before
//! they have begun, nor in less than the time of two answers; and what is asked of them is a share of
//! what they could bring beside their waiting. A connection is slow in its first moments, the more so
//! far away, where others therefore help at least that long; nobody takes them back. Pure arithmetic
//! over observed bytes and times, so that it can be tested without a clock.

use std::time::Duration;

use crate::experience::Experience;

const MIB: u64 = 1024 * 1024;
/// One range read ahead.
pub const RANGE_BYTES: u64 = 8 * MIB;
/// A rate is believed after this long.
const OBSERVE: Duration = Duration::from_millis(60);
/// Another stream has to bring this much more of what it could bring at best.
const GAIN: f64 = 0.25;
/// Where that is next to nothing, all together still have to bring so much more.
const LEAST_POSSIBLE: f64 = 0.2;
/// No cap on single connections is known above this rate; one that passes it alone is not helped.
const UNCAPPED_BYTES_PER_SEC: f64 = 512.0 * MIB as f64;
/// What is left of a rate's memory after another observation: little after two seconds.
const FADING: f64 = 0.95;
/// How much the last observation counts in the others' average.
const NEWEST: f64 = 0.3;
/// Decides, observation by observation.
#[derive(Debug)]
pub struct Streams {
    max: usize,
    now: usize,
    /// The best that this number of streams has brought lately.
    best_rate: f64,
    others_average_rate: f64,
    before: Option<Before>,
    /// New streams have not brought all they can yet.
    settling: bool,
}

/// How it was before the last step up.
#[derive(Debug)]
struct Before {
    rate: f64,
    others_rate: f64,
    streams: usize,
}

/// What happened since the last observation.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    /// When it was made.
    pub at: Duration,
    pub elapsed: Duration,
    /// Of it, how long the consumer stood waiting for bytes.
    pub starved: Duration,
    pub received_bytes: u64,
    /// By the other downloads of the process.
    pub others_bytes: u64,
    /// Whether the server asked for fewer requests.
    pub slow_down: bool,
    /// Whether new streams have not brought their first bytes yet.
    pub arriving: bool,
    /// How long an answer takes to begin.
    pub latency: Duration,
}

impl Streams {
    pub fn new(max: usize) -> Self {
        Self {
            max: max.max(1),
            now: 1,
            best_rate: 0.0,
            others_average_rate: 0.0,
            before: None,
            settling: false,
        }
    }

    pub fn now(&self) -> usize {
        self.now
    }

    /// Whether an observation is due, `elapsed` after the last one.
    pub fn is_due(&self, elapsed: Duration, latency: Duration) -> bool {
        let judged = self.before.is_some() && !self.settling;
        let least = if judged {
            OBSERVE.max(2 * latency)
        } else {
            OBSERVE
        };
        self.max > 1 && elapsed >= least
    }

    /// Takes an observation into account.
    pub fn observe(&mut self, seen: Observation, experience: &Experience) {
        if seen.slow_down {
            self.before = None;
            return self.stay((self.now / 2).max(1), seen.at, experience);
        }
        if self.settling {
            self.settling = seen.arriving;
            return;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "a rate needs no more than 52 bits"
        )]
        let [rate, others_rate] = [seen.received_bytes, seen.others_bytes]
            .map(|bytes| bytes as f64 / seen.elapsed.as_secs_f64());
        if let Some(before) = self.before.take() {
            let lost = (before.others_rate - others_rate).max(0.0);
            let gained = rate - lost;
            if gained < before.rate * (1.0 + GAIN * before.possible(self.now, seen.latency)) {
                let streams = before.useful(gained, seen.latency).min(self.now);
                self.best_rate = match streams == before.streams {
                    true => before.rate,
                    false => 0.0,
                };
                return self.stay(streams, seen.at, experience);
            }
            experience.gained(self.now, seen.at);
        }
        self.best_rate = rate.max(self.best_rate * FADING);
        self.others_average_rate += (others_rate - self.others_average_rate) * NEWEST;
        let hungry = seen.starved * 2 > seen.elapsed;
        // More of nothing is nothing.
        let capped = rate > 0.0 && (self.now > 1 || rate < UNCAPPED_BYTES_PER_SEC);
        if !hungry || !capped || self.now >= self.max {
            return;
        }
        // What others have found is tried, too, but needs not wait for its turn.
        let good = experience.good(seen.at);
        let streams = match good > self.now {
            true => good,
            false => match experience.begin(seen.at, seen.latency) {
                Some(step) => self.now.saturating_mul(step),
                None => return,
            },
        };
        self.before = Some(Before {
            rate: std::mem::take(&mut self.best_rate),
            others_rate: self.others_average_rate.max(others_rate),
            streams: self.now,
        });
        self.now = streams.min(self.max);
        self.settling = true;
    }

    /// There is no memory for more streams than so many. That says nothing of how many would be good.
    pub fn limit(&mut self, streams: usize) {
        self.now = self.now.min(streams);
        let none = self.before.take_if(|before| before.streams >= self.now);
        if none.is_some() {
            self.settling = false;
        }
    }

    fn stay(&mut self, streams: usize, at: Duration, experience: &Experience) {
        self.now = streams;
        self.settling = true;
        experience.stayed(streams, at);
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few streams"
)]
impl Before {
    /// What of its time a new stream does not wait for its next range, beside those before.
    fn moving(&self, latency: Duration) -> f64 {
        match self.streams {
            // It goes to the end of the object.
            1 => {
                let secs = RANGE_BYTES as f64 / self.rate;
                secs / (secs + latency.as_secs_f64())
            }
            _ => 1.0,
        }
    }

    /// How much more than before so many streams could bring, as a share of it.
    fn possible(&self, streams: usize, latency: Duration) -> f64 {
        let factor = streams as f64 / self.streams as f64 * self.moving(latency);
        (factor - 1.0).max(LEAST_POSSIBLE)
    }

    /// How many streams it would have taken for a rate; as many as before, if it is hardly higher.
    fn useful(&self, rate: f64, latency: Duration) -> usize {
        let factor = (rate / self.rate).round();
        match factor > 1.0 {
            true => (self.streams as f64 * factor / self.moving(latency)).round() as usize,
            false => self.streams,
        }
    }
}

#[cfg(test)]
mod tests;
