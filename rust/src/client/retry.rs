//! Sending a body again.
//!
//! Requests that carry or fetch an object's bytes are repeated here and not by the SDK, because
//! what makes them worth repeating includes what the SDK cannot see: no progress, an ETag that
//! cannot be right. The small requests keep the SDK's own standard mode, which knows a server that has
//! too much to do by 503 and by some codes, and learns of 429 here. What is refused for its
//! signature is sent once more where a new signature may be right: with other keys, or with the
//! server's time.

use std::future::Future;
use std::time::Duration;

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};

use super::{Live, S3};
use crate::error::{Failure, Kind};
use crate::metrics::add;

const FIRST_PAUSE_SECS: f64 = 0.2;
const LONGEST_PAUSE_SECS: f64 = 20.0;

/// Takes 429 (RFC 6585, section 4) for what it says.
#[derive(Debug)]
pub struct TooManyRequests;

impl ClassifyRetry for TooManyRequests {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.response().map(|answer| answer.status().as_u16()) {
            Some(429) => RetryAction::throttling_error(),
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "429"
    }
}

/// The pause before attempt number `attempt` (from 2): exponential, with half of it left to chance,
/// so that clients that failed together do not come back together.
pub fn pause(attempt: u32) -> Duration {
    let doubled = FIRST_PAUSE_SECS * f64::from(attempt.saturating_sub(2).min(16)).exp2();
    let longest = doubled.min(LONGEST_PAUSE_SECS);
    Duration::from_secs_f64(longest * (0.5 + 0.5 * fastrand::f64()))
}

/// Calls `send` until it succeeds, fails for good, or the store's attempts are used up; the last
/// cause is what the caller gets. Every repetition is counted.
pub async fn attempts<T, F>(s3: &S3, live: &Live, send: impl FnMut() -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    attempts_while(Failure::is_transient, s3, live, send).await
}

/// The same, with `may_pass` saying what is not for good.
pub async fn attempts_while<T, F>(
    may_pass: impl Fn(&Failure) -> bool,
    s3: &S3,
    live: &Live,
    mut send: impl FnMut() -> F,
) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let mut attempt = 1;
    let mut unanswered = false;
    loop {
        let mut failure = match signed_anew(live, &mut send).await {
            Err(failure) => failure,
            stored => return stored,
        };
        unanswered |=
            failure.status.is_none() && matches!(failure.kind, Kind::Timeout | Kind::Connection);
        if !may_pass(&failure) || attempt >= s3.config.max_attempts {
            failure.unanswered = unanswered;
            return Err(failure);
        }
        attempt += 1;
        add(&live.process.metrics.requests_repeated, 1);
        tokio::time::sleep(pause(attempt)).await;
    }
}

/// Calls `send`, and once more if the server refused its signature and the next one will be another:
/// the keys have changed, or the answer has told the SDK the server's time.
pub async fn signed_anew<T, F>(live: &Live, mut send: impl FnMut() -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let keys = live.keys.generation();
    match send().await {
        Err(failure)
            if failure.is_of_signature()
                && (failure.clocks_differ || live.keys.renewed_since(keys).await) =>
        {
            add(&live.process.metrics.requests_repeated, 1);
            send().await
        }
        outcome => outcome,
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
