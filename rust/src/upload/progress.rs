//! Whether a body on its way up still moves.
//!
//! It is watched for progress, not for total time: what counts is that the server takes bytes or
//! answers, however slow the link is. A body moves when the connection asks for more of it, and when
//! the other side acknowledges what the kernel has of it: that can be megabytes, which take longer
//! than the timeout on a slow link.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
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
    connection: Mutex<Option<CaptureSmithyConnection>>,
}

impl Progress {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            start: Instant::now(),
            last_millis: AtomicU64::new(0),
            connection: Mutex::default(),
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
        let mut request = std::pin::pin!(request);
        let mut queued_bytes = None;
        loop {
            let last_millis = self.last_millis.load(Ordering::Relaxed);
            let last = Duration::from_millis(last_millis);
            let left = (last + timeout).checked_sub(self.start.elapsed())?;
            let look = tokio::time::timeout(left.min(timeout / LOOKS), &mut request);
            if let Ok(output) = look.await {
                return Some(output);
            }
            if self.last_millis.load(Ordering::Relaxed) != last_millis {
                queued_bytes = None;
                continue;
            }
            let before = std::mem::replace(&mut queued_bytes, self.queued_bytes().await);
            if before
                .zip(queued_bytes)
                .is_some_and(|(before, now)| now < before)
            {
                self.mark();
            }
        }
    }

    async fn queued_bytes(&self) -> Option<u64> {
        let captured = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let connection = captured?.get()?;
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
        let captured = config.load::<CaptureSmithyConnection>().cloned();
        *self
            .0
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = captured;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
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
        let never = std::future::pending::<()>();
        let outcome = progress.watch(Duration::from_millis(20), never).await;
        assert_eq!(outcome, None);
    }
}
