//! The ending half of an upload: the object whole and visible, or nothing left behind.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

use super::content::Content;
use super::leftover::log_leftover;
use super::{Outcome, Upload, complete, opening, put_object};
use crate::blocks::BLOCK_BYTES;
use crate::error::{Error, Failure, Kind, Result};

/// How long a failed upload waits for its abort, which goes on by itself after that.
const ABORT_WAIT: Duration = Duration::from_secs(10);
/// How long an interrupted upload waits for the request that was under way, to undo it.
const LATE_WAIT: Duration = Duration::from_millis(500);
const LEFT_OPEN: &str = "a multipart upload may be left open";
const LEFT_BEHIND: &str = "an object may be left behind";

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
        let (s3, live, target) = self.shared();
        // Beside the rest of the image's own hashes: with the signature's it may take half as long as
        // they do.
        let envelope = live.process.runtime.spawn({
            let (s3, content) = (Arc::clone(&s3), content.clone());
            async move { put_object::envelope(&s3, &content).await }
        });
        self.hashes.finish(self.py)?;
        let envelope = self.wait(envelope)?.expect("it does not panic");
        self.visible(complete::put(s3, live, target, content, envelope))?;
        Ok(Outcome {
            size_bytes: self.read_bytes,
            parts: 0,
        })
    }

    pub(super) fn complete(&mut self, upload_id: String) -> Result<Outcome> {
        while let Some(joined) = self.next_joined()? {
            self.settle(joined)?;
        }
        self.hashes.finish(self.py)?;
        let stored = std::mem::take(&mut self.stored);
        let parts = stored.len();
        let (s3, live, target) = self.shared();
        let size = self.read_bytes;
        self.completing = true;
        self.visible(complete::complete(
            s3, live, target, upload_id, stored, size,
        ))?;
        self.upload_id = None;
        let (s3, live, target) = self.shared();
        let opening = Arc::clone(&self.opening);
        // The image is stored; what this meets is for the log.
        self.live.process.wait(self.py, async move {
            let swept = opening.sweep(&s3, &live, &target).await;
            log_leftover(LEFT_OPEN, swept).await;
        })?;
        Ok(Outcome {
            size_bytes: size,
            parts,
        })
    }

    /// Waits for the request that makes the object visible. After an interrupt the object is taken
    /// back, as the caller will never learn of it.
    fn visible(
        &self,
        request: impl Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    ) -> Result<()> {
        let (s3, live, target) = self.shared();
        let size_bytes = self.read_bytes;
        self.wait_or_undo(request, move |()| {
            let (s3, live, target) = (Arc::clone(&s3), Arc::clone(&live), Arc::clone(&target));
            async move {
                let undone = target.undo(&s3, &live, size_bytes).await;
                log_leftover(LEFT_BEHIND, undone).await;
            }
        })
    }

    pub(super) fn begin_multipart(&mut self) -> Result<String> {
        let (s3, live, target) = self.shared();
        let create = Arc::clone(&self.opening).create(
            Arc::clone(&s3),
            Arc::clone(&live),
            Arc::clone(&target),
        );
        let upload_id = self.wait_or_undo(create, move |upload_id: String| {
            let (s3, live, target) = (Arc::clone(&s3), Arc::clone(&live), Arc::clone(&target));
            async move {
                let aborted = opening::abort(&s3, &live, &target, &upload_id).await;
                log_leftover(LEFT_OPEN, aborted).await;
            }
        })?;
        self.upload_id = Some(upload_id.clone());
        Ok(upload_id)
    }

    /// Waits for a request that changes the bucket. An interrupt ends the wait at once, but not the
    /// request, which may be on the server already: it goes on by itself, and what it brings about
    /// is undone.
    fn wait_or_undo<T, U>(
        &self,
        request: impl Future<Output = std::result::Result<T, Failure>> + Send + 'static,
        undo: impl Fn(T) -> U + Clone + Send + 'static,
    ) -> Result<T>
    where
        T: Send + 'static,
        U: Future<Output = ()> + Send + 'static,
    {
        let process = &self.live.process;
        let (sender, mut receiver) = oneshot::channel();
        let undo_late = undo.clone();
        let late = process.runtime.spawn(async move {
            if let Err(Ok(unwanted)) = sender.send(request.await) {
                undo_late(unwanted).await;
            }
        });
        match process.wait(self.py, &mut receiver) {
            Ok(outcome) => Ok(outcome.expect("the request's task sends its outcome")?),
            Err(interrupt) => {
                receiver.close();
                // It may have come at the very same time.
                let late = match receiver.try_recv() {
                    Ok(Ok(unwanted)) => process.runtime.spawn(undo(unwanted)),
                    _ => late,
                };
                // A process that ends now takes the request with it: a moment for those that come soon.
                self.py.detach(|| {
                    let waiting = async { tokio::time::timeout(LATE_WAIT, late).await };
                    drop(process.runtime.block_on(waiting));
                });
                Err(interrupt.into())
            }
        }
    }

    /// Leaves nothing behind; the error that the caller gets.
    pub(super) fn give_up(mut self, error: Error) -> Error {
        self.failed.cancel();
        self.held.clear();
        self.hashes.abandon(self.py);
        let (s3, live, target) = self.shared();
        let upload_id = self.upload_id.clone();
        let opening = Arc::clone(&self.opening);
        let unanswered = Arc::clone(&self.unanswered);
        let mut sending = std::mem::take(&mut self.sending);
        let completed_bytes = self.completing.then_some(self.read_bytes);
        let process = Arc::clone(&live.process);
        // By itself, so that a server that does not answer keeps nobody waiting for long.
        let aborting = process.runtime.spawn(async move {
            // A part that arrived after the abort could keep storage in use.
            if !sending.is_empty() {
                unanswered.note(false);
            }
            sending.shutdown().await;
            let aborted = match &upload_id {
                Some(upload_id) => opening::abort(&s3, &live, &target, upload_id).await,
                None => Ok(()),
            };
            if let Some(size_bytes) = completed_bytes {
                // After the abort, which no Complete survives: one that was not answered may have
                // taken effect since it was looked for.
                let undone = target.undo(&s3, &live, size_bytes).await;
                log_leftover(LEFT_BEHIND, undone).await;
            }
            let swept = opening
                .sweep_aborted(&s3, &live, &target, &unanswered)
                .await;
            log_leftover(LEFT_OPEN, swept).await;
            aborted
        });
        let waited = self.py.detach(|| {
            let waiting = async { tokio::time::timeout(ABORT_WAIT, aborting).await };
            process.runtime.block_on(waiting)
        });
        let left = match waited {
            Ok(Ok(Ok(()))) => return error,
            Ok(Ok(Err(failure))) => failure,
            Ok(Err(_)) | Err(_) => self.unanswered_abort(),
        };
        match error {
            Error::Failure(mut failure) => {
                failure.open_upload_id.clone_from(&left.open_upload_id);
                Error::Failure(failure)
            }
            error @ Error::Python(_) => {
                process.runtime.spawn(log_leftover(LEFT_OPEN, Err(left)));
                error
            }
        }
    }

    fn unanswered_abort(&self) -> Failure {
        let mut failure = self
            .target
            .failure(Kind::Timeout, "no answer to AbortMultipartUpload yet");
        failure.open_upload_id.clone_from(&self.upload_id);
        failure
    }
}
