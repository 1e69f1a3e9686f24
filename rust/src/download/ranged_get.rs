//! One range of one object, resumed where it breaks.
//!
//! A range is done when its last byte has come. A reset, a short body, silence, or a 5xx on the way
//! starts a new request at the first byte that is missing, with `If-Match` on the ETag of the first
//! answer: bytes of two objects are never mixed. How often is bounded by the store's attempts, and
//! counted anew whenever a byte arrives.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;

use super::object::{Object, Span};
use super::request::{raw_unless_verified, verifies};
use crate::client::raw::RawBody;
use crate::client::retry;
use crate::error::{Failure, Kind};
use crate::metrics::add;

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

impl RangeStream {
    /// A range that nothing has been asked for yet.
    pub fn new(object: Arc<Object>, range: Range<u64>) -> Self {
        Self {
            object,
            span: Span::new(range),
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
        object.check_range(rest, &answer)?;
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
                object.check_range(rest, &answer)?;
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
