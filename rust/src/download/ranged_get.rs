//! One range of one object, resumed where it breaks.
//!
//! A range is done when its last byte has come. A reset, a short body, silence, or a 5xx on the way
//! starts a new request at the first byte that is missing, with `If-Match` on the ETag of the first
//! answer: bytes of two objects are never mixed. How often is bounded by the store's attempts, and
//! counted anew whenever a byte arrives.

use std::fmt::Display;
use std::future::Future;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ChecksumMode;
use bytes::Bytes;

use crate::client::raw::{RawBody, or_raw};
use crate::client::{Live, S3, retry};
use crate::error::{Failure, Kind};
use crate::metrics::add;

/// The object that a download reads, as its first answer told.
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
}

impl Object {
    pub fn new(
        s3: Arc<S3>,
        live: Arc<Live>,
        (bucket, key): (String, String),
        etag: String,
        size_bytes: u64,
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
        }
    }

    /// Counts what has come, for this download and for all of the process.
    pub fn count(&self, bytes: usize) {
        add(&self.received_bytes, bytes as u64);
        add(&self.live.process.received_bytes, bytes as u64);
    }

    /// A GET of a range of just this object.
    async fn get(&self, range: Range<u64>) -> Result<GetObjectOutput, Failure> {
        let place = (self.bucket.as_str(), self.key.as_str());
        get_object(&self.s3, &self.live, place, Some(range), Some(&self.etag)).await
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

/// Which bytes of a range are still to be read. The end can be drawn in while it is read.
#[derive(Clone, Debug)]
pub struct Span(Arc<Mutex<Range<u64>>>);

impl Span {
    pub fn rest(&self) -> Range<u64> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Counts what of `bytes` belongs to the range.
    fn advance(&self, bytes: &mut Bytes) {
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

/// The bytes of a span of an object, in order.
#[derive(Debug)]
pub struct RangeStream {
    object: Arc<Object>,
    span: Span,
    /// `None` before the first request and between two.
    body: Option<ByteStream>,
    /// Whether the body's end says something of its own: that its checksum is right.
    verified_at_end: bool,
    failures: u32,
}

/// Whether the checksum of a whole answer is to be compared.
pub fn verifies(s3: &S3) -> bool {
    s3.config.response_checksum == "when_supported"
}

/// The answer to a GET, and its body where that can be read from the socket. Checksums are compared by
/// the SDK as it hands a body on.
pub async fn raw_unless_verified(
    s3: &S3,
    asked: impl Future<Output = Result<GetObjectOutput, Failure>>,
) -> Result<(GetObjectOutput, Option<RawBody>), Failure> {
    if verifies(s3) {
        return Ok((asked.await?, None));
    }
    let (answer, raw) = or_raw(asked).await;
    Ok((answer?, raw))
}

/// One GET. `range` in bytes, the end excluded; `None` asks for the whole object.
pub async fn get_object(
    s3: &S3,
    live: &Live,
    place: (&str, &str),
    range: Option<Range<u64>>,
    etag: Option<&str>,
) -> Result<GetObjectOutput, Failure> {
    let verify = range.is_none() && verifies(s3);
    let request = live
        .data
        .get_object()
        .bucket(place.0)
        .key(place.1)
        .set_range(range.map(|range| match range.end {
            u64::MAX => format!("bytes={}-", range.start),
            end => format!("bytes={}-{}", range.start, end - 1),
        }))
        .set_if_match(etag.map(str::to_owned))
        .set_checksum_mode(verify.then_some(ChecksumMode::Enabled))
        .set_expected_bucket_owner(s3.config.expected_bucket_owner.clone());
    let answer = tokio::time::timeout(s3.progress_timeout(), request.send())
        .await
        .map_err(|_| {
            let secs = s3.config.progress_timeout_secs;
            let message = format!("no answer for {secs} s (s3_fast_progress_timeout_secs)");
            Failure::new(Kind::Timeout, "GetObject", place.0, place.1, message)
        })?;
    answer.map_err(|error| {
        let mut failure = Failure::of_sdk("GetObject", place.0, place.1, &error);
        if failure.status == Some(412) && etag.is_some() {
            failure.kind = Kind::ObjectChanged;
            failure.message = "the object was replaced while it was read".into();
        }
        failure
    })
}

impl RangeStream {
    /// A range that nothing has been asked for yet.
    pub fn new(object: Arc<Object>, range: Range<u64>) -> Self {
        Self {
            object,
            span: Span(Arc::new(Mutex::new(range))),
            body: None,
            verified_at_end: false,
            failures: 0,
        }
    }

    /// A range whose first answer is already there.
    pub fn of_answer(object: Arc<Object>, range: Range<u64>, answer: GetObjectOutput) -> Self {
        let whole = range == (0..object.size_bytes);
        Self {
            verified_at_end: whole && verifies(&object.s3),
            body: Some(answer.body),
            ..Self::new(object, range)
        }
    }

    /// The rest of a range that failed so often since its last byte.
    pub fn resumed(object: Arc<Object>, range: Range<u64>, failures: u32) -> Self {
        Self {
            failures,
            ..Self::new(object, range)
        }
    }

    pub fn failures(&self) -> u32 {
        self.failures
    }

    pub fn span(&self) -> Span {
        self.span.clone()
    }

    pub fn object(&self) -> &Arc<Object> {
        &self.object
    }

    /// Asks for the range, until there is an answer; then it is this stream's, unless its body can be
    /// read from the socket.
    pub async fn open(&mut self) -> Result<Option<RawBody>, Failure> {
        loop {
            match self.ask().await {
                Ok(raw) => return Ok(raw),
                Err(failure) => self.recover(failure).await?,
            }
        }
    }

    async fn ask(&mut self) -> Result<Option<RawBody>, Failure> {
        let (object, rest) = (&self.object, self.span.rest());
        let asked = retry::signed_anew(&object.live, || async {
            raw_unless_verified(&object.s3, object.get(rest.clone())).await
        });
        let (answer, raw) = asked.await?;
        check_range(object, rest, &answer)?;
        if raw.is_none() {
            self.body = Some(answer.body);
        }
        Ok(raw)
    }

    /// The next bytes, empty after the last. Dropping the future loses nothing.
    pub async fn read(&mut self) -> Result<Bytes, Failure> {
        loop {
            let rest = self.span.rest();
            if rest.is_empty() {
                return Ok(Bytes::new());
            }
            match self.read_once(rest).await {
                // An empty frame is not the end.
                Ok(bytes) if bytes.is_empty() => {}
                Ok(mut bytes) => {
                    self.span.advance(&mut bytes);
                    self.failures = 0;
                    if self.span.rest().is_empty() {
                        self.check_end().await?;
                    }
                    return Ok(bytes);
                }
                Err(failure) => self.recover(failure).await?,
            }
        }
    }

    async fn read_once(&mut self, rest: Range<u64>) -> Result<Bytes, Failure> {
        let object = &self.object;
        let body = match &mut self.body {
            Some(body) => body,
            empty => {
                let answer = retry::signed_anew(&object.live, || object.get(rest.clone()));
                let answer = answer.await?;
                check_range(object, rest, &answer)?;
                empty.insert(answer.body)
            }
        };
        match tokio::time::timeout(object.s3.progress_timeout(), body.next()).await {
            Err(_) => Err(object.stopped()),
            Ok(None) => Err(object.ended_early()),
            Ok(Some(Err(error))) => Err(object.broke_off(crate::error::causes(&error))),
            Ok(Some(Ok(bytes))) => Ok(bytes),
        }
    }

    /// Waits before the next try, or fails for good.
    pub async fn recover(&mut self, failure: Failure) -> Result<(), Failure> {
        self.body = None;
        self.verified_at_end = false;
        self.failures += 1;
        let object = &self.object;
        if failure.kind == Kind::Throttled {
            object.slow_down.store(true, Ordering::Relaxed);
        }
        if !failure.is_transient() || self.failures >= object.s3.config.max_attempts {
            return Err(failure);
        }
        add(&object.live.process.metrics.ranges_resumed, 1);
        // A connection that broke after it brought something is no reason to wait.
        if self.failures > 1 || failure.kind == Kind::Throttled {
            tokio::time::sleep(retry::pause(self.failures + 1)).await;
        }
        Ok(())
    }

    /// With checksums asked for, the SDK compares the whole body's at its very end.
    async fn check_end(&mut self) -> Result<(), Failure> {
        let Some(body) = self.body.as_mut().filter(|_| self.verified_at_end) else {
            return Ok(());
        };
        let object = &self.object;
        loop {
            return match tokio::time::timeout(object.s3.progress_timeout(), body.next()).await {
                Err(_) => Err(object.stopped()),
                Ok(None) => Ok(()),
                // The one that HTTP/2 may end a body with.
                Ok(Some(Ok(bytes))) if bytes.is_empty() => continue,
                Ok(Some(Ok(_))) => {
                    Err(object.failure(Kind::Integrity, "the answer is longer than it said"))
                }
                Ok(Some(Err(error))) => Err(object.failure(
                    Kind::Integrity,
                    format!("the answer's checksum: {}", crate::error::causes(&error)),
                )),
            };
        }
    }
}

/// The answer must be the range that was asked for, of an object of the size that it had.
fn check_range(
    object: &Object,
    asked: Range<u64>,
    answer: &GetObjectOutput,
) -> Result<(), Failure> {
    let expected = format!(
        "bytes {}-{}/{}",
        asked.start,
        asked.end - 1,
        object.size_bytes
    );
    // A server may ignore If-Match.
    if answer.e_tag() != Some(object.etag.as_str()) {
        let message = "the object was replaced while it was read";
        return Err(object.failure(Kind::ObjectChanged, message));
    }
    match answer.content_range() {
        Some(range) if range == expected => Ok(()),
        other => Err(object.failure(
            Kind::ObjectChanged,
            format!("asked for {expected}, the server answered {other:?}"),
        )),
    }
}
