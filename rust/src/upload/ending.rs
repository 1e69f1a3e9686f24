//! The ending half of an upload: the object whole and visible, or nothing left behind.

use std::sync::Arc;

use pyo3::prelude::*;
use tokio::sync::oneshot;

use super::body::Content;
use super::{Outcome, Upload, complete, settled};
use crate::blocks::BLOCK_BYTES;
use crate::error::{Error, Failure, Kind, Result};

impl Upload<'_> {
    /// The declared size was read; the source must now be at its end.
    pub(super) fn check_end(&mut self) -> Result<()> {
        let Some(expected) = self.plan.size_bytes else {
            return Ok(());
        };
        let mut actual = self.read_bytes;
        if actual == expected {
            actual += self.read_piece(BLOCK_BYTES)?.len() as u64;
        }
        if actual == expected {
            return Ok(());
        }
        let more = if actual > expected { "at least " } else { "" };
        let message = format!("expected {expected} bytes, got {more}{actual} bytes");
        let mut failure = self.target.failure(Kind::SizeMismatch, message);
        failure.sizes = Some((expected, actual));
        Err(failure.into())
    }

    pub(super) fn put_whole(&mut self) -> Result<Outcome> {
        let content = match std::mem::take(&mut self.held) {
            held if held.is_empty() => Content::empty(),
            held => Content::join(held),
        };
        self.lanes.finish(self.py)?;
        let (s3, live, target) = self.shared();
        self.visible(complete::put(s3, live, target, content))?;
        Ok(Outcome {
            size_bytes: self.read_bytes,
            parts: 0,
        })
    }

    pub(super) fn complete(&mut self, upload_id: String) -> Result<Outcome> {
        while !self.sending.is_empty() {
            let sending = &mut self.sending;
            let joined = self.live.process.wait(self.py, sending.join_next())?;
            self.stored.extend(joined.map(settled).transpose()?);
        }
        self.lanes.finish(self.py)?;
        let stored = std::mem::take(&mut self.stored);
        let parts = stored.len();
        let (s3, live, target) = self.shared();
        let size = self.read_bytes;
        self.visible(complete::complete(
            s3, live, target, upload_id, stored, size,
        ))?;
        self.upload_id = None;
        Ok(Outcome {
            size_bytes: size,
            parts,
        })
    }

    /// Waits for the request that makes the object visible. An interrupt meanwhile takes the object
    /// back, as the caller will never learn of it.
    fn visible(
        &self,
        request: impl Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    ) -> Result<()> {
        let runtime = &self.live.process.runtime;
        let (done, outcome) = oneshot::channel();
        let task = runtime.spawn(async move { done.send(request.await) });
        match self.live.process.wait(self.py, outcome) {
            Ok(answer) => Ok(answer.expect("the request's task sends its outcome")?),
            Err(interrupt) => {
                task.abort();
                let (s3, live, target) = self.shared();
                let size_bytes = self.read_bytes;
                let undone = self
                    .py
                    .detach(|| runtime.block_on(target.undo(&s3, &live, size_bytes)));
                if let Err(failure) = undone {
                    log_leftover(self.py, "an object may be left behind", &failure);
                }
                Err(interrupt.into())
            }
        }
    }

    /// Leaves nothing behind; the error that the caller gets.
    pub(super) fn give_up(mut self, error: Error) -> Error {
        self.failed.cancel();
        self.held.clear();
        self.lanes.abandon(self.py);
        let process = Arc::clone(&self.live.process);
        let (s3, live, target) = self.shared();
        let upload_id = self.upload_id.take();
        let mut sending = std::mem::take(&mut self.sending);
        let aborted = self.py.detach(|| {
            process.runtime.block_on(async {
                // A part that arrived after the abort could keep storage in use.
                sending.shutdown().await;
                match &upload_id {
                    Some(upload_id) => complete::abort(&s3, &live, &target, upload_id).await,
                    None => Ok(()),
                }
            })
        });
        let Err(mut left) = aborted else {
            return error;
        };
        left.open_upload_id = upload_id;
        match error {
            Error::Failure(mut failure) => {
                failure.open_upload_id = left.open_upload_id.take();
                Error::Failure(failure)
            }
            error @ Error::Python(_) => {
                log_leftover(self.py, "a multipart upload may be left open", &left);
                error
            }
        }
    }
}

/// For what the caller cannot be told in its own exception.
fn log_leftover(py: Python<'_>, what: &str, failure: &Failure) {
    let upload_id = failure.open_upload_id.as_deref().unwrap_or("-");
    let logged = py
        .import("logging")
        .and_then(|logging| logging.call_method1("getLogger", ("glance_s3_fast.engines.native",)))
        .and_then(|log| {
            let line = "%s: bucket=%s key=%s upload_id=%s: %s";
            let cause = failure.to_string();
            let (bucket, key) = (failure.bucket.as_str(), failure.key.as_str());
            log.call_method1("error", (line, what, bucket, key, upload_id, cause))
        });
    drop(logged);
}
