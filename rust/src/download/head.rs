//! The range that is being delivered: read by the caller's own thread from the socket, where that
//! can be, or by a task beside it.

use std::io;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::pipe::Pipe;
use super::ranged_get::{Object, RangeStream};
use crate::client::raw::RawBody;
use crate::error::Failure;

#[derive(Debug)]
pub enum Head {
    Raw(RawRange),
    Pipe(Pipe),
}

impl Head {
    /// A pipe outside of the budget, which therefore reads one batch ahead and no more.
    pub fn pipe(object: &Object, stream: RangeStream) -> Self {
        let runtime = &object.live.process.runtime;
        let received = Arc::clone(&object.received_bytes);
        Self::Pipe(Pipe::new(runtime, stream, received, 1, Vec::new()))
    }

    /// Ends the range after `bytes` more than have been read; the offset where it ends now.
    pub fn stop_after(&mut self, bytes: u64) -> u64 {
        match self {
            Self::Raw(raw) => {
                raw.rest.end = raw.rest.end.min(raw.rest.start.saturating_add(bytes));
                raw.rest.end
            }
            Self::Pipe(pipe) => pipe.stop_after(bytes),
        }
    }
}

/// The rest of a range, and the body that it comes in.
#[derive(Debug)]
pub struct RawRange {
    body: RawBody,
    pub rest: Range<u64>,
    progress: Instant,
}

impl RawRange {
    pub fn new(body: RawBody, rest: Range<u64>) -> Self {
        Self {
            body,
            rest,
            progress: Instant::now(),
        }
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
