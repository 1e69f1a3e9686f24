//! Whether a body on its way up still moves.
//!
//! It is watched for progress, not for total time: what counts is that the server takes bytes or
//! answers, however slow the link is. A body moves when the connection asks for more of it, and when
//! the other side acknowledges what the kernel has of it: that can be megabytes, which take longer
//! than the timeout on a slow link.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use crate::client::send_queue::unacknowledged_bytes;

/// Looks at a request within one timeout. Two of them without a mark between them tell whether the
/// kernel's queue shrinks, wherever between two looks the last mark was.
const LOOKS: u32 = 4;

/// When a body last moved.
#[derive(Debug)]
pub struct Progress {
    start: Instant,
    last_millis: AtomicU64,
    /// Of the one request that is watched; `retry` makes another of these for each attempt.
    connection: OnceLock<CaptureSmithyConnection>,
}

impl Progress {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            start: Instant::now(),
            last_millis: AtomicU64::new(0),
            connection: OnceLock::new(),
        })
    }

    pub fn mark(&self) {
        let millis = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last_millis.store(millis, Ordering::Relaxed);
    }

    /// Has the request tell which connection it goes over.
    pub fn interceptor(self: &Arc<Self>) -> ConnectionOf {
        ConnectionOf(Arc::clone(self))
    }

    /// `request`'s outcome, or `None` once nothing has moved for `timeout`.
    pub async fn watch<F: Future>(&self, timeout: Duration, request: F) -> Option<F::Output> {
        self.watch_beside(timeout, request, || self.queued_bytes())
            .await
    }

    /// The same, with `queue` telling how much of the body the kernel still has.
    async fn watch_beside<F: Future, Q: Future<Output = Option<u64>>>(
        &self,
        timeout: Duration,
        request: F,
        queue: impl Fn() -> Q,
    ) -> Option<F::Output> {
        let mut request = std::pin::pin!(request);
        // The least since the body was last asked for more. That it has shrunk is not enough: over
        // HTTP/2 the queue is that of all requests of a connection.
        let mut least_bytes: Option<u64> = None;
        loop {
            let last_millis = self.last_millis.load(Ordering::Relaxed);
            let last = Duration::from_millis(last_millis);
            let left = (last + timeout).checked_sub(self.start.elapsed())?;
            let look = tokio::time::timeout(left.min(timeout / LOOKS), &mut request);
            if let Ok(output) = look.await {
                return Some(output);
            }
            if self.last_millis.load(Ordering::Relaxed) != last_millis {
                least_bytes = None;
                continue;
            }
            // A look may find nothing: the table is no picture of one moment.
            if let Some(bytes) = queue().await {
                if least_bytes.is_some_and(|least| bytes < least) {
                    self.mark();
                }
                least_bytes = Some(least_bytes.map_or(bytes, |least| least.min(bytes)));
            }
        }
    }

    async fn queued_bytes(&self) -> Option<u64> {
        let connection = self.connection.get()?.get()?;
        let (local, remote) = (connection.local_addr()?, connection.remote_addr()?);
        // The table of a host with very many connections is a long one.
        tokio::task::spawn_blocking(move || unacknowledged_bytes(local, remote))
            .await
            .ok()?
    }
}

/// What finds out a request's connection, when it has one.
#[derive(Debug)]
pub struct ConnectionOf(Arc<Progress>);

#[dyn_dispatch_hint]
impl Intercept for ConnectionOf {
    fn name(&self) -> &'static str {
        "ConnectionOf"
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(captured) = config.load::<CaptureSmithyConnection>() {
            self.0.connection.get_or_init(|| captured.clone());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn a_request_that_answers_gives_its_answer() {
        let timeout = Duration::from_secs(30);
        let progress = Progress::new();
        assert_eq!(progress.watch(timeout, async { 7 }).await, Some(7));
    }

    #[tokio::test]
    async fn a_request_that_never_moves_is_given_up() {
        let progress = Progress::new();
        let outcome = progress.watch(Duration::from_millis(20), pending::<()>());
        assert_eq!(outcome.await, None);
    }

    #[tokio::test]
    async fn a_queue_that_stands_still_or_only_comes_and_goes_is_no_progress() {
        for queues in [[Some(5); 2], [Some(5), Some(3)], [None; 2]] {
            let progress = Progress::new();
            let looks = Cell::new(0);
            let queue = || {
                looks.set(looks.get() + 1);
                ready(queues[looks.get() % 2])
            };
            let timeout = Duration::from_millis(50);
            let outcome = progress.watch_beside(timeout, pending::<()>(), queue);
            assert_eq!(outcome.await, None);
        }
    }

    #[tokio::test]
    async fn a_request_whose_queue_shrinks_is_left_alone_for_longer_than_the_timeout() {
        let progress = Progress::new();
        let looks = Cell::new(0_u32);
        let queue = || {
            looks.set(looks.get() + 1);
            // One look in three finds nothing.
            ready((!looks.get().is_multiple_of(3)).then(|| u64::from(1000 - looks.get())))
        };
        let answer = async {
            while looks.get() < 3 * LOOKS {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let timeout = Duration::from_secs(1);
        assert_eq!(
            progress.watch_beside(timeout, answer, queue).await,
            Some(())
        );
        assert!(progress.start.elapsed() > timeout);
    }
}
