//! One range on its way: a task that reads it, and the end that batches come out of.
//!
//! The task runs beside the connection's own, so that a frame from the network wakes no other
//! thread; it hands over whole batches, one wake-up a MiB. Its bytes are never copied here. Dropping
//! the pipe ends the task and closes its connection.

use std::ops::Range;

use bytes::Bytes;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

use super::object::Span;
use super::ranged_get::RangeStream;
use crate::error::Failure;
use crate::memory::Permit;

pub const BATCH_BYTES: usize = 1024 * 1024;

/// Frames that follow each other.
pub type Batch = Vec<Bytes>;

#[derive(Debug)]
pub struct Pipe {
    batches: mpsc::Receiver<Result<Batch, Failure>>,
    span: Span,
    /// After the batches: bytes go before their share of the budget.
    _permits: Vec<Permit>,
    _task: AbortOnDropHandle<()>,
}

impl Pipe {
    /// Reads `stream` up to `ahead` batches beyond what was taken out. `permits`, if any,
    /// cover them.
    pub fn new(
        runtime: &Runtime,
        mut stream: RangeStream,
        ahead: usize,
        permits: Vec<Permit>,
    ) -> Self {
        let (sender, batches) = mpsc::channel(ahead.max(1));
        let span = stream.span();
        let task = runtime.spawn(async move {
            loop {
                let (batch, failure) = read_batch(&mut stream).await;
                let ended = batch.is_empty() || failure.is_some();
                if !batch.is_empty() && sender.send(Ok(batch)).await.is_err() {
                    return;
                }
                if let Some(failure) = failure {
                    // The reader may be gone; then nobody wants to know.
                    let _ = sender.send(Err(failure)).await;
                }
                if ended {
                    return;
                }
            }
        });
        Self {
            batches,
            span,
            _permits: permits,
            _task: AbortOnDropHandle::new(task),
        }
    }

    /// The next batch; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Batch>, Failure> {
        self.batches.recv().await.transpose()
    }

    /// Which bytes are still to be read. Empty after the last batch, unless the task broke.
    pub fn rest(&self) -> Range<u64> {
        self.span.rest()
    }

    /// Ends the range after `bytes` more than have been read; the offset where it ends now.
    pub fn stop_after(&self, bytes: u64) -> u64 {
        self.span.stop_after(bytes)
    }
}

/// About a MiB, less at the end or before a failure.
async fn read_batch(stream: &mut RangeStream) -> (Batch, Option<Failure>) {
    let (mut batch, mut size) = (Vec::new(), 0);
    while size < BATCH_BYTES {
        match stream.read().await {
            Ok(bytes) if bytes.is_empty() => break,
            Ok(bytes) => {
                size += bytes.len();
                stream.object().count(bytes.len());
                batch.push(bytes);
            }
            Err(failure) => return (batch, Some(failure)),
        }
    }
    (batch, None)
}
