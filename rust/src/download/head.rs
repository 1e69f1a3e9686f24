//! The range that is being delivered: read by the caller's own thread from the socket, where that
//! can be, or by a task beside it. Asking for it is a task, too, so that its caller can look around.

use std::io;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio_util::task::AbortOnDropHandle;

use super::object::{Object, Span};
use super::pipe::Pipe;
use super::ranged_get::RangeStream;
use crate::client::raw::{RawBody, SLICE};
use crate::error::{Failure, Kind};

#[derive(Debug)]
pub enum Head {
    Opening(Opening),
    Raw(RawRange),
    Pipe(Pipe),
}

/// A range that is being asked for.
#[derive(Debug)]
pub struct Opening {
    task: AbortOnDropHandle<Result<Head, Failure>>,
    span: Span,
}

impl Head {
    /// A pipe outside of the budget, which therefore reads one batch ahead and no more.
    pub fn pipe(stream: RangeStream) -> Self {
        let object = Arc::clone(stream.object());
        let runtime = &object.live.process.runtime;
        Self::Pipe(Pipe::new(runtime, stream, 1, Vec::new()))
    }

    /// A new request for the stream's range; after `failure`, if one led to it, as soon as it is time.
    pub fn open(mut stream: RangeStream, failure: Option<Failure>) -> Self {
        let object = Arc::clone(stream.object());
        let span = stream.span();
        let task = object.live.process.runtime.spawn(async move {
            if let Some(failure) = failure {
                stream.recover(failure).await?;
            }
            Ok(match stream.open().await? {
                Some(body) => Self::Raw(RawRange {
                    failures: stream.failures(),
                    ..RawRange::new(body, stream.span().rest())
                }),
                None => Self::pipe(stream),
            })
        });
        Self::Opening(Opening {
            task: AbortOnDropHandle::new(task),
            span,
        })
    }

    /// Ends the range after `bytes` more than have been read; the offset where it ends now.
    pub fn stop_after(&mut self, bytes: u64) -> u64 {
        match self {
            Self::Opening(opening) => opening.span.stop_after(bytes),
            Self::Raw(raw) => {
                raw.rest.end = raw.rest.end.min(raw.rest.start.saturating_add(bytes));
                raw.rest.end
            }
            Self::Pipe(pipe) => pipe.stop_after(bytes),
        }
    }
}

impl Opening {
    /// What has become of it, if that can be told by the end of a [`SLICE`]. Blocks.
    pub fn wait(&mut self, object: &Object) -> Option<Result<Head, Failure>> {
        let runtime = &object.live.process.runtime;
        let waited = runtime
            .block_on(async { tokio::time::timeout(SLICE, &mut self.task).await })
            .ok()?;
        let mut opened = waited.unwrap_or_else(|error| {
            let message = format!("the request's task ended badly: {error}");
            Err(object.failure(Kind::Server, message))
        });
        if let Ok(Head::Raw(raw)) = &mut opened {
            // The range may have been drawn in meanwhile.
            raw.rest = self.span.rest();
        }
        Some(opened)
    }
}

/// The rest of a range, and the body that it comes in.
#[derive(Debug)]
pub struct RawRange {
    body: RawBody,
    pub rest: Range<u64>,
    /// Since the last byte.
    failures: u32,
    progress: Instant,
}

impl RawRange {
    pub fn new(body: RawBody, rest: Range<u64>) -> Self {
        Self {
            body,
            rest,
            failures: 0,
            progress: Instant::now(),
        }
    }

    /// What is left, to be asked for anew.
    pub fn give_up(self, object: &Arc<Object>) -> RangeStream {
        RangeStream::resumed(Arc::clone(object), self.rest, self.failures)
    }

    /// Reads what there is of the range; 0 when nothing came for a moment, or after its last byte.
    /// Adds to `starved` how long it waited. Bytes that lie ready cost time, too, but that is ours and
    /// no other stream would save it.
    pub fn read(
        &mut self,
        object: &Object,
        space: &mut [MaybeUninit<u8>],
        starved: &mut Duration,
    ) -> Result<usize, Failure> {
        let left = usize::try_from(self.rest.end - self.rest.start).unwrap_or(usize::MAX);
        let wanted = space.len().min(left);
        let space = &mut space[..wanted];
        let mut read = self.body.read(space);
        if matches!(&read, Err(error) if error.kind() == io::ErrorKind::WouldBlock) {
            let asked = Instant::now();
            read = self.body.wait(space);
            *starved += asked.elapsed();
        }
        match read {
            Ok(0) if wanted > 0 => Err(object.ended_early()),
            Ok(count) => {
                self.rest.start += count as u64;
                self.failures = 0;
                self.progress = Instant::now();
                Ok(count)
            }
            Err(error) if is_pause(&error) => {
                if self.progress.elapsed() < object.s3.progress_timeout() {
                    return Ok(0);
                }
                Err(object.stopped())
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(object.ended_early()),
            Err(error) => Err(object.broke_off(error)),
        }
    }

    /// After the last byte: keeps the connection, if nothing else stands in it.
    pub fn finish(self) {
        self.body.recycle();
    }
}

fn is_pause(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
    )
}
