//! The reading half of an upload: from the source to parts on their way.

use std::sync::Arc;

use bytes::Bytes;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::content::Content;
use super::part::Part;
use super::plan::{MIB, PARTS_MAX};
use super::{Outcome, Slot, Upload};
use crate::calling::call_method;
use crate::error::{Kind, Result};

/// A sixteenth of a part's size is charged to the budget on top of it.
const OVERHEAD_SHARE: u64 = 16;

impl Upload<'_> {
    pub(super) fn transfer(&mut self) -> Result<Outcome> {
        self.plan.check().map_err(|too_large| {
            let message = format!(
                "the image would need parts of {} MiB, more than half of s3_fast_memory_limit ({} MiB)",
                too_large.part_size_bytes / MIB,
                self.plan.part_size_max_bytes() / MIB,
            );
            self.target.failure(Kind::TooLarge, message)
        })?;
        let (s3, live, target) = self.shared();
        self.wait(async move { target.check_free(&s3, &live).await })??;
        if self
            .plan
            .size_bytes
            .is_some_and(|size| size >= self.threshold_bytes && size > 0)
        {
            // Before a byte is read: what is wrong with the bucket shows now.
            self.begin_multipart()?;
        }
        loop {
            let content = self.read_part()?;
            let ended = content.is_none();
            self.held.extend(content);
            let past_threshold = self.read_bytes >= self.threshold_bytes && self.read_bytes > 0;
            if self.upload_id.is_some() || (past_threshold && !self.held.is_empty()) {
                self.send_held()?;
            }
            if ended {
                break;
            }
        }
        self.check_end()?;
        self.source.finish()?;
        match self.upload_id.clone() {
            None => self.put_whole(),
            Some(upload_id) => self.complete(upload_id),
        }
    }

    /// The next part, full but for the last; `None` at the source's end.
    fn read_part(&mut self) -> Result<Option<Content>> {
        let mut wanted = self.plan.part_size_bytes(self.parts + 1);
        if let Some(size) = self.plan.size_bytes {
            wanted = wanted.min(size - self.read_bytes);
            if wanted == 0 {
                return Ok(None);
            }
        }
        // A source without Python code, on a fast server, gives signals no other occasion.
        self.py.check_signals()?;
        let slot = Arc::new(self.take_slot(wanted)?);
        let mut content = Content::new(Arc::clone(&slot));
        while content.size_bytes < wanted {
            let room = usize::try_from(wanted - content.size_bytes).unwrap_or(usize::MAX);
            let piece = self.read_piece(room)?;
            if piece.is_empty() {
                break;
            }
            self.hashes.push(self.py, &piece, &slot)?;
            self.read_bytes += piece.len() as u64;
            content.push(piece);
            if self.failed.is_cancelled() {
                // The failure itself is with the part that met it.
                return Err(self.first_failure());
            }
        }
        if content.size_bytes == 0 {
            return Ok(None);
        }
        self.parts += 1;
        if self.parts > PARTS_MAX {
            let message = format!(
                "the image does not fit into {PARTS_MAX} parts; raise \
                 s3_store_large_object_chunk_size or s3_fast_memory_limit, or declare its size"
            );
            return Err(self.target.failure(Kind::TooLarge, message).into());
        }
        Ok(Some(content))
    }

    pub(super) fn read_piece(&mut self, wanted: usize) -> Result<Bytes> {
        let verifier = self.verifier.as_ref();
        let mut seen = |bytes: &[u8]| match verifier {
            // A copy: a verifier may keep what it is given.
            Some(verifier) => {
                let py = verifier.py();
                let copy = (PyBytes::new(py, bytes),).into_pyobject(py)?;
                call_method(verifier, intern!(py, "update"), &copy).map(drop)
            }
            None => Ok(()),
        };
        Ok(self
            .pieces
            .next(self.py, &mut self.source, wanted, &mut seen)?)
    }

    /// Memory for a part of `bytes`. What has been read is sent off before it is waited for.
    fn take_slot(&mut self, bytes: u64) -> Result<Slot> {
        let budget = Arc::clone(&self.live.process.budget);
        // The read under way, the client's buffers and the lists of pieces take memory too.
        let charged = bytes + bytes / OVERHEAD_SHARE;
        let window = self.window.try_acquire(bytes);
        if let Some(window) = window
            && let Some(budget) = budget.try_acquire(charged)
        {
            return Ok(Slot {
                _window: window,
                _budget: budget,
            });
        }
        self.send_held()?;
        self.hashes.release_first(self.py)?;
        let window = Arc::clone(&self.window);
        self.wait(async move {
            Slot {
                _window: window.acquire(bytes).await,
                _budget: budget.acquire(charged).await,
            }
        })
    }

    /// Sends what has been read as parts; from here on the upload is a multipart one.
    fn send_held(&mut self) -> Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        self.join_ended()?;
        let upload_id = match &self.upload_id {
            Some(upload_id) => upload_id.clone(),
            None => self.begin_multipart()?,
        };
        let first = self.parts as usize - self.held.len() + 1;
        for (number, content) in (first..).zip(std::mem::take(&mut self.held)) {
            let (s3, live, target) = self.shared();
            let part = Part {
                s3,
                live,
                target,
                upload_id: upload_id.clone(),
                part_number: i32::try_from(number).expect("at most 10,000 parts"),
                content,
                pace: Arc::clone(&self.pace),
                unanswered: Arc::clone(&self.unanswered),
            };
            let failed = self.failed.clone();
            self.sending.spawn_on(
                async move {
                    let stored = part.upload().await;
                    if stored.is_err() {
                        failed.cancel();
                    }
                    stored
                },
                self.live.process.runtime.handle(),
            );
        }
        Ok(())
    }
}
