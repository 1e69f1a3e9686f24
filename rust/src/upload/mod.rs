//! One upload: from a source to a whole object, or to nothing.
//!
//! The calling Python thread reads, with the GIL only for the read itself; tasks on the runtime
//! send parts; threads hash. What is promised:
//!
//! - Memory: a part's bytes are taken from this upload's window and from the process's budget before
//!   they are read, and given back when the part is both stored and hashed. An upload holds at most
//!   (parts in flight + 1) × part size, or one part where parts have grown beyond that.
//! - No deadlock: before it waits for memory, an upload sends off everything it has read
//!   (`crate::memory` has the whole argument).
//! - Ends: the first failure is kept and ends the reading; then every request in flight is dropped,
//!   the multipart upload aborted, and the failure raised. An interrupt or an exception of the source
//!   goes the same way.

mod body;
mod chunked_body;
mod complete;
mod content;
mod ending;
mod envelope;
mod hash;
mod leftover;
mod opening;
mod pace;
mod part;
mod plan;
mod progress;
mod put_object;
mod reading;
mod sending;
mod source;
mod target;
mod trial;
mod unanswered;

pub use plan::Plan;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pyo3::prelude::*;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::client::{Live, S3};
use crate::error::{Error, Failure, Kind, Result};
use crate::memory::{Budget, Permit};
use crate::metrics::{add, subtract};
use content::Content;
use hash::Hashes;
use opening::Opening;
use pace::Pace;
use part::Stored;
use source::{Pieces, Source};
use target::Target;
use unanswered::Unanswered;

/// One part's share of the upload's window and of the process's budget.
#[derive(Debug)]
pub struct Slot {
    _window: Permit,
    _budget: Permit,
}

/// What is stored, for the caller.
#[derive(Debug)]
pub struct Outcome {
    pub size_bytes: u64,
    /// 0 when the image went in one PUT.
    pub parts: usize,
}

/// An image on its way.
pub struct Upload<'py> {
    py: Python<'py>,
    s3: Arc<S3>,
    live: Arc<Live>,
    target: Arc<Target>,
    plan: Plan,
    threshold_bytes: u64,
    window: Arc<Budget>,
    source: Source<'py>,
    pieces: Pieces,
    hashes: Hashes,
    verifier: Option<Bound<'py, PyAny>>,
    /// Read, not yet sent: what may still become a single PUT.
    held: Vec<Content>,
    upload_id: Option<String>,
    /// Complete was sent.
    completing: bool,
    opening: Arc<Opening>,
    sending: JoinSet<std::result::Result<Stored, Failure>>,
    pace: Arc<Pace>,
    unanswered: Arc<Unanswered>,
    stored: Vec<Stored>,
    read_bytes: u64,
    parts: u64,
    failed: CancellationToken,
}

impl<'py> Upload<'py> {
    /// # Errors
    /// `TypeError` for a source that cannot be read; what [`S3::live`] raises.
    pub fn new(
        py: Python<'py>,
        s3: Arc<S3>,
        place: (&str, &str),
        source: &Bound<'py, PyAny>,
        size_bytes: Option<u64>,
        hashers: Vec<Py<PyAny>>,
        verifier: Option<Bound<'py, PyAny>>,
    ) -> Result<Self> {
        let live = s3.live(py)?;
        let config = &s3.config;
        let in_flight = config.parts_in_flight as u64;
        let window_bytes = config.part_size_bytes * (in_flight + 1);
        Ok(Self {
            py,
            target: Arc::new(Target::new(place.0, place.1)),
            plan: Plan {
                base_part_size_bytes: config.part_size_bytes,
                size_bytes,
                equal_parts: config.equal_parts,
                memory_limit_bytes: config.memory_limit_bytes,
            },
            // A single PUT is kept in memory to be sent again, so it has to fit there.
            threshold_bytes: config
                .multipart_threshold_bytes
                .min(window_bytes)
                .min(config.memory_limit_bytes),
            window: Budget::new(window_bytes),
            source: Source::of(source)?,
            pieces: Pieces::new(Arc::clone(&live.process.blocks)),
            hashes: Hashes::new(py, hashers, Arc::clone(&live.process.companies)),
            verifier,
            held: Vec::new(),
            upload_id: None,
            completing: false,
            opening: Opening::new(),
            sending: JoinSet::new(),
            pace: Arc::new(Pace::new(config.parts_in_flight)),
            unanswered: Arc::default(),
            stored: Vec::new(),
            read_bytes: 0,
            parts: 0,
            failed: CancellationToken::new(),
            s3,
            live,
        })
    }

    /// Runs the upload to its end.
    pub fn run(mut self) -> Result<Outcome> {
        let metrics = &Arc::clone(&self.live).process.metrics;
        add(&metrics.uploads, 1);
        add(&metrics.transfers_active, 1);
        // A panic is a bug, but not a reason to leave an upload open.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.transfer())).unwrap_or_else(|_| {
            let message = "the native engine panicked; its message is on standard error";
            Err(self.target.failure(Kind::Server, message).into())
        });
        let outcome = outcome.map_err(|error| self.give_up(error));
        if let Ok(outcome) = &outcome {
            add(&metrics.bytes_up, outcome.size_bytes);
        }
        subtract(&metrics.transfers_active, 1);
        outcome
    }

    /// Waits for `future`, for a signal, or for the failure of a part, whichever is first.
    fn wait<F>(&mut self, future: F) -> Result<F::Output>
    where
        F: Future + Send,
        F::Output: Send,
    {
        let failed = self.failed.clone();
        let done = self.live.process.wait(self.py, async move {
            tokio::select! {
                biased;
                () = failed.cancelled() => None,
                output = future => Some(output),
            }
        })?;
        done.ok_or_else(|| self.first_failure())
    }

    /// The failure that made `failed`; the part that met it is among those being sent.
    fn first_failure(&mut self) -> Error {
        loop {
            match self.next_joined() {
                Err(interrupt) => return interrupt.into(),
                Ok(None) => return self.target.failure(Kind::Server, "a part failed").into(),
                Ok(Some(joined)) => {
                    if let Err(error) = self.settle(joined) {
                        return error;
                    }
                }
            }
        }
    }

    /// Waits for a part's task to end; `None` when all have been joined.
    fn next_joined(&mut self) -> PyResult<Option<Joined>> {
        let sending = &mut self.sending;
        self.live.process.wait(self.py, sending.join_next())
    }

    /// Lets go of the tasks that have ended: each keeps some KiB until it is joined, and there may be
    /// ten thousand.
    fn join_ended(&mut self) -> Result<()> {
        while let Some(joined) = self.sending.try_join_next() {
            self.settle(joined)?;
        }
        Ok(())
    }

    /// Takes what has become of a part.
    fn settle(&mut self, joined: Joined) -> Result<()> {
        self.stored.push(settled(joined, &self.target)?);
        Ok(())
    }

    fn shared(&self) -> (Arc<S3>, Arc<Live>, Arc<Target>) {
        (
            Arc::clone(&self.s3),
            Arc::clone(&self.live),
            Arc::clone(&self.target),
        )
    }
}

/// What a part's task leaves.
type Joined = std::result::Result<std::result::Result<Stored, Failure>, tokio::task::JoinError>;

/// A finished task's outcome.
fn settled(joined: Joined, target: &Target) -> std::result::Result<Stored, Failure> {
    joined.unwrap_or_else(|error| {
        let message = format!("the part's task ended badly: {error}");
        let (bucket, key) = (&target.bucket, &target.key);
        Err(Failure::new(
            Kind::Server,
            "UploadPart",
            bucket,
            key,
            message,
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_whose_task_panics_names_the_object() {
        let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
        let joined = runtime.block_on(runtime.spawn(async { panic!("broken inside") }));
        let failure = settled(joined, &Target::new("bucket", "image")).expect_err("it panicked");
        assert_eq!(failure.key, "image");
        assert!(failure.to_string().contains("broken inside"), "{failure}");
    }
}
