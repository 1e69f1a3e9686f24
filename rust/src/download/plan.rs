//! How many streams a download reads at once: one, unless more bring more.
//!
//! On a fast link one stream is unbeaten: further ones only cost CPU. A connection that is capped by
//! the far end or by distance is helped by others beside it. Which of the two holds is found by
//! trying: while the consumer waits for bytes, the number of streams is multiplied as long as the rate
//! grows with it; when it does not, the last step is taken back, and the next one, after a while, is
//! smaller. A server that asks for less (SlowDown) gets half. Pure arithmetic over observed bytes and
//! times, so that it can be tested without a clock.

use std::time::Duration;

const MIB: u64 = 1024 * 1024;
/// One range read ahead.
pub const RANGE_BYTES: u64 = 8 * MIB;
/// A rate is believed after this long.
const OBSERVE: Duration = Duration::from_millis(60);
/// Another stream has to bring this much more of what it could bring at best.
const GAIN: f64 = 0.25;
/// No cap on single connections is known above this rate; one that passes it alone is not helped.
const UNCAPPED_BYTES_PER_SEC: f64 = 512.0 * MIB as f64;
/// How many observations to let pass after a step that brought nothing, doubled each time.
const PATIENCE: u32 = 4;
/// What a step multiplies the streams by, until one brought nothing; and from then on.
const STEP: usize = 4;
const SMALL_STEP: usize = 2;

/// Decides, observation by observation.
#[derive(Debug)]
pub struct Streams {
    max: usize,
    now: usize,
    /// The rate before the last step up, and the number of streams it had.
    before: Option<(f64, usize)>,
    /// New streams have not brought their first bytes yet.
    settling: bool,
    step: usize,
    patience: u32,
    wait: u32,
}

/// What happened since the last observation.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    pub elapsed: Duration,
    /// Of it, how long the consumer stood waiting for bytes.
    pub starved: Duration,
    pub received_bytes: u64,
    /// Whether the server asked for fewer requests.
    pub slow_down: bool,
}

impl Streams {
    pub fn new(max: usize) -> Self {
        Self {
            max: max.max(1),
            now: 1,
            before: None,
            settling: false,
            step: STEP,
            patience: PATIENCE,
            wait: 0,
        }
    }

    pub fn now(&self) -> usize {
        self.now
    }

    /// Whether an observation is due.
    pub fn is_due(&self, elapsed: Duration) -> bool {
        self.max > 1 && elapsed >= OBSERVE
    }

    /// Takes an observation into account.
    pub fn observe(&mut self, seen: Observation) {
        if seen.slow_down {
            self.now = (self.now / 2).max(1);
            self.before = None;
            self.step_back();
            return;
        }
        if std::mem::take(&mut self.settling) {
            // New streams have not brought all they can yet.
            return;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "a rate needs no more than 52 bits"
        )]
        let rate = seen.received_bytes as f64 / seen.elapsed.as_secs_f64();
        if let Some((old_rate, old)) = self.before.take() {
            #[expect(clippy::cast_precision_loss, reason = "a few streams")]
            let possible = self.now as f64 / old as f64 - 1.0;
            if rate < old_rate * (1.0 + GAIN * possible) {
                self.now = old;
                self.step_back();
                return;
            }
        }
        if self.wait > 0 {
            self.wait -= 1;
            return;
        }
        let hungry = seen.starved * 2 > seen.elapsed;
        let capped = self.now > 1 || rate < UNCAPPED_BYTES_PER_SEC;
        if hungry && capped && self.now < self.max {
            self.before = Some((rate, self.now));
            self.now = (self.now * self.step).min(self.max);
            self.settling = true;
        }
    }

    fn step_back(&mut self) {
        self.step = SMALL_STEP;
        self.settling = true;
        self.wait = self.patience;
        self.patience = self.patience.saturating_mul(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link where each connection is capped, up to the whole link's own limit. The number of
    /// streams at the end of every second.
    fn seconds(streams: &mut Streams, per_stream_mib: u64, link_mib: u64) -> Vec<usize> {
        (0..200)
            .map(|_| {
                let rate = (per_stream_mib * streams.now() as u64).min(link_mib) * MIB;
                streams.observe(Observation {
                    elapsed: Duration::from_secs(1),
                    starved: Duration::from_millis(900),
                    received_bytes: rate,
                    slow_down: false,
                });
                streams.now()
            })
            .collect()
    }

    /// How many streams there are for at least nine tenths of the time. The rest are trials.
    fn mostly(max: usize, per_stream_mib: u64, link_mib: u64) -> Option<usize> {
        let history = seconds(&mut Streams::new(max), per_stream_mib, link_mib);
        let share = |n: usize| history.iter().filter(|now| **now == n).count() * 10;
        (1..=max).find(|n| share(*n) >= 9 * history.len())
    }

    #[test]
    fn a_capped_connection_gets_all_the_company_it_may_have() {
        assert_eq!(mostly(16, 90, 100_000), Some(16));
        assert_eq!(mostly(5, 90, 100_000), Some(5));
        // In no more than a few observations.
        assert_eq!(seconds(&mut Streams::new(16), 90, 100_000)[5], 16);
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
        assert!(!Streams::new(1).is_due(Duration::from_secs(60)));
    }

    #[test]
    fn a_slow_consumer_needs_no_second_stream() {
        let mut streams = Streams::new(16);
        for _ in 0..20 {
            streams.observe(Observation {
                elapsed: Duration::from_secs(1),
                starved: Duration::from_millis(100),
                received_bytes: 10 * MIB,
                slow_down: false,
            });
        }
        assert_eq!(streams.now(), 1);
    }

    #[test]
    fn slow_down_halves() {
        let mut streams = Streams::new(16);
        seconds(&mut streams, 90, 100_000);
        streams.observe(Observation {
            elapsed: Duration::from_secs(1),
            starved: Duration::ZERO,
            received_bytes: MIB,
            slow_down: true,
        });
        assert_eq!(streams.now(), 8);
    }
}
