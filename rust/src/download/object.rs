//! The object that a download reads, and which bytes of a range of it are still to come.

use std::fmt::Display;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use aws_sdk_s3::operation::get_object::GetObjectOutput;
use bytes::Bytes;

use super::request::get_object;
use crate::client::{Live, S3};
use crate::error::{Failure, Kind};
use crate::metrics::add;

/// The first answer may have taken several attempts, and nobody is to wait for that again.
const LONGEST_LATENCY: Duration = Duration::from_millis(500);

/// An object, as its first answer told.
#[derive(Debug)]
pub struct Object {
    pub s3: Arc<S3>,
    pub live: Arc<Live>,
    pub bucket: String,
    pub key: String,
    pub etag: String,
    pub size_bytes: u64,
    /// Set when the server asks for fewer requests; all ranges share it.
    pub slow_down: AtomicBool,
    /// By all ranges since the last look.
    pub received_bytes: AtomicU64,
    /// How long an answer takes to begin, on average.
    latency_micros: AtomicU64,
}

impl Object {
    pub fn new(
        s3: Arc<S3>,
        live: Arc<Live>,
        (bucket, key): (String, String),
        etag: String,
        size_bytes: u64,
        latency: Duration,
    ) -> Self {
        Self {
            s3,
            live,
            bucket,
            key,
            etag,
            size_bytes,
            slow_down: AtomicBool::default(),
            received_bytes: AtomicU64::default(),
            latency_micros: AtomicU64::new(micros(latency)),
        }
    }

    /// Counts what has come, for this download and for all of the process.
    pub fn count(&self, bytes: usize) {
        add(&self.received_bytes, bytes as u64);
        add(&self.live.process.received_bytes, bytes as u64);
    }

    /// A GET of a range of just this object.
    pub async fn get(&self, range: Range<u64>) -> Result<GetObjectOutput, Failure> {
        let place = (self.bucket.as_str(), self.key.as_str());
        let asked = Instant::now();
        let answer = get_object(&self.s3, &self.live, place, Some(range), Some(&self.etag)).await?;
        let before = self.latency_micros.load(Ordering::Relaxed);
        // Of two that end at once, one may be lost.
        let average = (3 * before + micros(asked.elapsed())) / 4;
        self.latency_micros.store(average, Ordering::Relaxed);
        Ok(answer)
    }

    pub fn latency(&self) -> Duration {
        let micros = self.latency_micros.load(Ordering::Relaxed);
        Duration::from_micros(micros).min(LONGEST_LATENCY)
    }

    /// The answer must be the range that was asked for, of an object of the size that it had.
    pub fn check_range(&self, asked: Range<u64>, answer: &GetObjectOutput) -> Result<(), Failure> {
        let expected = format!(
            "bytes {}-{}/{}",
            asked.start,
            asked.end - 1,
            self.size_bytes
        );
        // A server may ignore If-Match.
        if answer.e_tag() != Some(self.etag.as_str()) {
            let message = "the object was replaced while it was read";
            return Err(self.failure(Kind::ObjectChanged, message));
        }
        match answer.content_range() {
            Some(range) if range == expected => Ok(()),
            other => Err(self.failure(
                Kind::ObjectChanged,
                format!("asked for {expected}, the server answered {other:?}"),
            )),
        }
    }

    pub fn ended_early(&self) -> Failure {
        self.failure(Kind::Connection, "the answer ended early")
    }

    pub fn broke_off(&self, why: impl Display) -> Failure {
        self.failure(Kind::Connection, format!("the answer broke off: {why}"))
    }

    pub fn stopped(&self) -> Failure {
        self.failure(Kind::Timeout, "the server stopped sending")
    }

    pub fn failure(&self, kind: Kind, message: impl Into<String>) -> Failure {
        Failure::new(kind, "get", &self.bucket, &self.key, message)
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX / 8)
}

/// Which bytes of a range are still to be read. The end can be drawn in while it is read.
#[derive(Clone, Debug)]
pub struct Span(Arc<Mutex<Range<u64>>>);

impl Span {
    pub fn new(range: Range<u64>) -> Self {
        Self(Arc::new(Mutex::new(range)))
    }

    pub fn rest(&self) -> Range<u64> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Counts what of `bytes` belongs to the range.
    pub fn advance(&self, bytes: &mut Bytes) {
        let mut span = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        bytes.truncate(usize::try_from(span.end - span.start).unwrap_or(usize::MAX));
        span.start += bytes.len() as u64;
    }

    /// Ends the range `bytes` after what has been read, or where it ended, if that is before; the
    /// end. What the server still sends beyond it is dropped with the connection.
    pub fn stop_after(&self, bytes: u64) -> u64 {
        let mut span = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        span.end = span.end.min(span.start.saturating_add(bytes));
        span.end
    }
}
