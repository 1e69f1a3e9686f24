//! How many streams a download reads at once: one, unless more bring more.
//!
//! On a fast link one stream is unbeaten: further ones only cost CPU. A connection that is capped by
//! the far end or by distance is helped by others beside it. Which of the two holds is found by
//! trying: while the consumer waits for bytes, the number of streams goes up to the most at once; how
//! much the rate has grown then tells how many are good for something, and later trials are smaller
//! steps from there ([`Experience`]). What other downloads of the process lose meanwhile is no growth:
//! where all share a link or the processor, more streams for one are only a larger share. A server that
//! asks for less (SlowDown) gets half.
//!
//! The farther away, the longer it takes until new streams bring anything, and the longer they wait
//! between their ranges, which a stream that goes to the end never does. So nothing is judged before
//! they have begun, nor in less than the time of two answers; and what is asked of them is a share of
//! what they could bring beside their waiting. Pure arithmetic over observed bytes and times, so that
//! it can be tested without a clock.

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
                let streams = before.useful(gained).min(self.now);
                self.best_rate = if streams > before.streams {
                    rate
                } else {
                    before.rate
                };
                return self.stay(streams, seen.at, experience);
            }
            experience.gained(self.now, seen.at);
        }
        self.best_rate = rate.max(self.best_rate * FADING);
        self.others_average_rate += (others_rate - self.others_average_rate) * NEWEST;
        let hungry = seen.starved * 2 > seen.elapsed;
        let capped = self.now > 1 || rate < UNCAPPED_BYTES_PER_SEC;
        if !hungry || !capped || self.now >= self.max {
            return;
        }
        // What others have found is tried, too, but needs not wait for its turn.
        let good = experience.good(seen.at);
        let streams = match good > self.now {
            true => good,
            false => match experience.begin(seen.at) {
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
    fn rate_of_each(&self) -> f64 {
        self.rate / self.streams as f64
    }

    /// How much more than before so many streams could bring, as a share of it.
    fn possible(&self, streams: usize, latency: Duration) -> f64 {
        let moving = match self.streams {
            // It goes to the end of the object.
            1 => {
                let secs = RANGE_BYTES as f64 / self.rate_of_each();
                secs / (secs + latency.as_secs_f64())
            }
            _ => 1.0,
        };
        let factor = streams as f64 / self.streams as f64 * moving;
        (factor - 1.0).max(LEAST_POSSIBLE)
    }

    /// How many streams it would have taken for a rate.
    fn useful(&self, rate: f64) -> usize {
        let factor = (rate / self.rate).round().max(1.0);
        self.streams.saturating_mul(factor as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURNS: u32 = 2000;

    fn seen(turn: u32, received_bytes: u64, others_bytes: u64) -> Observation {
        Observation {
            at: OBSERVE * turn,
            elapsed: OBSERVE,
            starved: OBSERVE * 9 / 10,
            received_bytes,
            others_bytes,
            slow_down: false,
            arriving: false,
            latency: Duration::ZERO,
        }
    }

    /// What comes in an observation at so many MiB/s.
    fn bytes(mib_per_sec: u64) -> u64 {
        mib_per_sec * MIB * 60 / 1000
    }

    /// A link where each connection is capped, up to the whole link's own limit. The number of
    /// streams after every observation.
    fn history(streams: &mut Streams, per_stream_mib: u64, link_mib: u64) -> Vec<usize> {
        let experience = Experience::default();
        (0..TURNS)
            .map(|turn| {
                let rate = (per_stream_mib * streams.now() as u64).min(link_mib);
                streams.observe(seen(turn, bytes(rate), 0), &experience);
                streams.now()
            })
            .collect()
    }

    /// How many streams there are for at least nine tenths of the time. The rest are trials.
    fn mostly(max: usize, per_stream_mib: u64, link_mib: u64) -> Option<usize> {
        let history = history(&mut Streams::new(max), per_stream_mib, link_mib);
        let share = |n: usize| history.iter().filter(|now| **now == n).count() * 10;
        (1..=max).find(|n| share(*n) >= 9 * history.len())
    }

    #[test]
    fn a_capped_connection_gets_all_the_company_it_may_have() {
        assert_eq!(mostly(16, 90, 100_000), Some(16));
        assert_eq!(mostly(5, 90, 100_000), Some(5));
        // In no more than a few observations.
        assert_eq!(history(&mut Streams::new(16), 90, 100_000)[5], 16);
    }

    #[test]
    fn a_link_that_one_stream_fills_stays_with_one() {
        assert_eq!(mostly(16, 300, 300), Some(1));
        assert_eq!(mostly(16, 2000, 2000), Some(1));
    }

    #[test]
    fn no_more_streams_than_bring_something() {
        // Four fill the link; sixteen bring nothing and are taken back, and so are eight.
        assert_eq!(mostly(16, 90, 360), Some(4));
    }

    #[test]
    fn one_at_most_is_plain_streaming() {
        assert_eq!(mostly(1, 90, 100_000), Some(1));
        assert!(!Streams::new(1).is_due(Duration::from_secs(60), Duration::ZERO));
    }

    #[test]
    fn a_slow_consumer_needs_no_second_stream() {
        let (mut streams, experience) = (Streams::new(16), Experience::default());
        for turn in 0..20 {
            let starved = OBSERVE / 10;
            let seen = seen(turn, bytes(10), 0);
            streams.observe(Observation { starved, ..seen }, &experience);
        }
        assert_eq!(streams.now(), 1);
    }

    /// Eight downloads that share a link by their streams. How many streams all have together, on
    /// average, and after the first 20 observations.
    fn eight(per_stream_mib: u64, link_mib: u64) -> (f64, usize) {
        let experience = Experience::default();
        let mut all: Vec<Streams> = (0..8).map(|_| Streams::new(16)).collect();
        let (mut sum, mut soon) = (0, 0);
        for turn in 0..TURNS {
            let streams = all.iter().map(Streams::now).sum::<usize>();
            let share = per_stream_mib.min(link_mib / streams as u64);
            let received = |of: &Streams| bytes(share * of.now() as u64);
            let total: u64 = all.iter().map(received).sum();
            for each in &mut all {
                let received = received(each);
                each.observe(seen(turn, received, total - received), &experience);
            }
            sum += streams;
            if turn == 20 {
                soon = streams;
            }
        }
        (sum as f64 / f64::from(TURNS), soon)
    }

    #[test]
    fn a_larger_share_of_what_all_get_is_no_reason_for_more_streams() {
        let (average, soon) = eight(100_000, 800);
        assert!(average < 8.5 && soon <= 11, "{average}, {soon}");
    }

    #[test]
    fn what_one_has_learned_all_know() {
        let (average, soon) = eight(10, 100_000);
        assert!(average > 126.0 && soon == 128, "{average}, {soon}");
    }

    /// When there were first so many streams, and that they stayed, where answers take `latency` and
    /// every stream brings 90 MiB/s while it does not wait for one.
    fn far(max: usize, latency: Duration) -> Option<Duration> {
        const TICK: Duration = Duration::from_millis(10);
        let (mut streams, experience) = (Streams::new(max), Experience::default());
        let (mut since, mut received, mut arrived, mut reached) = (0, 0.0, Duration::ZERO, None);
        for turn in 1..1000 {
            let (at, elapsed) = (TICK * turn, TICK * (turn - since));
            let arriving = at < arrived;
            let moving = if streams.now() == 1 || arriving {
                1.0
            } else {
                let secs = 8.0 / 90.0;
                streams.now() as f64 * secs / (secs + latency.as_secs_f64())
            };
            received += moving * 90.0 * TICK.as_secs_f64();
            if !streams.is_due(elapsed, latency) {
                continue;
            }
            let before = streams.now();
            let seen = Observation {
                at,
                elapsed,
                starved: elapsed,
                received_bytes: (received * MIB as f64) as u64,
                others_bytes: 0,
                slow_down: false,
                arriving,
                latency,
            };
            streams.observe(seen, &experience);
            (since, received) = (turn, 0.0);
            if streams.now() > before {
                arrived = at + latency;
            }
            match streams.now() == max {
                true => reached = reached.or(Some(at)),
                false => reached = None,
            }
        }
        reached
    }

    #[test]
    fn a_long_way_takes_a_long_time_to_judge_and_more_streams_anyway() {
        for millis in [1, 20, 60, 150, 400] {
            let reached = far(16, Duration::from_millis(millis));
            assert!(
                reached <= Some(2 * OBSERVE) && reached.is_some(),
                "{millis} ms"
            );
        }
    }

    #[test]
    fn slow_down_halves() {
        let mut streams = Streams::new(16);
        history(&mut streams, 90, 100_000);
        let slow = Observation {
            slow_down: true,
            ..seen(TURNS, bytes(1), 0)
        };
        streams.observe(slow, &Experience::default());
        assert_eq!(streams.now(), 8);
    }
}
