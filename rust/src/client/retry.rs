//! Sending a body again.
//!
//! Requests that carry or fetch an object's bytes are repeated here and not by the SDK, because
//! what makes them worth repeating includes what the SDK cannot see: no progress, an ETag that
//! cannot be right. The small requests keep the SDK's own standard mode.

use std::future::Future;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crate::config::Config;
use crate::error::Failure;
use crate::metrics::add;

const FIRST_PAUSE_SECS: f64 = 0.2;
const LONGEST_PAUSE_SECS: f64 = 20.0;

/// The pause before attempt number `attempt` (from 2): exponential, with half of it left to chance,
/// so that clients that failed together do not come back together.
pub fn pause(attempt: u32) -> Duration {
    let doubled = FIRST_PAUSE_SECS * f64::from(attempt.saturating_sub(2).min(16)).exp2();
    let longest = doubled.min(LONGEST_PAUSE_SECS);
    Duration::from_secs_f64(longest * (0.5 + 0.5 * fastrand::f64()))
}

/// Calls `send` until it succeeds, fails for good, or the store's attempts are used up; the last
/// cause is what the caller gets. Counts every repetition in `repeated`.
pub async fn attempts<T, F>(
    config: &Config,
    repeated: &AtomicU64,
    mut send: impl FnMut() -> F,
) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let mut attempt = 1;
    loop {
        match send().await {
            Err(failure) if failure.is_transient() && attempt < config.max_attempts => {
                attempt += 1;
                add(repeated, 1);
                tokio::time::sleep(pause(attempt)).await;
            }
            outcome => return outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_at_the_longest() {
        for _ in 0..100 {
            assert!((0.1..=0.2).contains(&pause(2).as_secs_f64()));
            assert!((0.2..=0.4).contains(&pause(3).as_secs_f64()));
            assert!((10.0..=20.0).contains(&pause(40).as_secs_f64()));
        }
    }
}
