//! A download's bytes in order, from one stream or from several at once.
//!
//! The head is what is being delivered: a direct stream, or the range that comes next. Ranges behind
//! it are fetched by tasks of their own, each with its share of the memory budget, which they get at
//! once or not at all: a download never waits for memory, so it cannot be part of a deadlock, and
//! with none free it goes on with its direct stream. Dropping the reader cancels everything and
//! closes every connection in use.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::{Buf, Bytes};
use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

use super::plan::{Observation, RANGE_BYTES, Streams};
use super::ranged_get::{Object, RangeStream};
use crate::error::{Failure, Kind};
use crate::memory::Permit;

/// What all streams of a download count together.
#[derive(Debug, Default)]
struct Shared {
    received_bytes: AtomicU64,
    slow_down: AtomicBool,
}

/// A range that a task reads ahead. It holds at most its own length, which its permit covers.
#[derive(Debug)]
struct Ahead {
    pieces: mpsc::UnboundedReceiver<Result<Bytes, Failure>>,
    /// After the pieces: bytes go before their share of the budget.
    _permit: Permit,
    _task: AbortOnDropHandle<()>,
}

#[derive(Debug)]
enum Head {
    Direct(RangeStream),
    Ahead(Ahead),
}

/// The bytes `next..end` of an object, in order.
#[derive(Debug)]
pub struct Reader {
    object: Arc<Object>,
    next: u64,
    end: u64,
    head: Option<Head>,
    ahead: VecDeque<Ahead>,
    /// Where the range after the last one that is being read begins.
    planned_to: u64,
    left: Bytes,
    streams: Streams,
    shared: Arc<Shared>,
    window_start: Instant,
    starved: Duration,
}

impl Reader {
    /// Delivers from `stream`, whose range is `next..end`.
    pub fn new(object: Arc<Object>, stream: RangeStream, end: u64) -> Self {
        let config = &object.s3.config;
        // Checksums of answers cover whole answers only.
        let concurrency = match config.response_checksum.as_str() {
            "when_supported" => 1,
            _ => config.download_concurrency,
        };
        Self {
            next: stream.next_offset(),
            end,
            head: Some(Head::Direct(stream)),
            ahead: VecDeque::new(),
            planned_to: end,
            left: Bytes::new(),
            streams: Streams::new(concurrency),
            shared: Arc::default(),
            window_start: Instant::now(),
            starved: Duration::ZERO,
            object,
        }
    }

    /// Fills `buffer` from `filled` on. Dropping the future loses nothing: `filled` tells how far it
    /// came.
    pub async fn fill(&mut self, buffer: &mut [u8], filled: &mut usize) -> Result<(), Failure> {
        while *filled < buffer.len() {
            if self.left.is_empty() {
                self.left = self.piece().await?;
            }
            let count = self.left.len().min(buffer.len() - *filled);
            self.left
                .copy_to_slice(&mut buffer[*filled..*filled + count]);
            *filled += count;
        }
        Ok(())
    }

    /// The next bytes, never empty: `fill` asks only for what there is.
    async fn piece(&mut self) -> Result<Bytes, Failure> {
        loop {
            self.steer();
            let asked = Instant::now();
            let piece = match &mut self.head {
                Some(Head::Direct(stream)) => {
                    let piece = stream.read().await?;
                    let count = piece.len() as u64;
                    self.shared
                        .received_bytes
                        .fetch_add(count, Ordering::Relaxed);
                    piece
                }
                Some(Head::Ahead(range)) => {
                    range.pieces.recv().await.transpose()?.unwrap_or_default()
                }
                None => Bytes::new(),
            };
            self.starved += asked.elapsed();
            if !piece.is_empty() {
                self.next += piece.len() as u64;
                return Ok(piece);
            }
            if self.next >= self.end {
                let message = "more was asked for than the range holds";
                return Err(self.object.failure(Kind::Server, message));
            }
            self.head = Some(self.next_head());
        }
    }

    /// What delivers the bytes from `next` on.
    fn next_head(&mut self) -> Head {
        if let Some(range) = self.ahead.pop_front() {
            return Head::Ahead(range);
        }
        // Nothing is being read ahead: with one stream again, it may go to the end.
        let end = match self.streams.now() {
            1 => self.end,
            _ => self.end.min(self.next + RANGE_BYTES),
        };
        self.planned_to = end;
        Head::Direct(RangeStream::new(Arc::clone(&self.object), self.next..end))
    }

    /// Adjusts the number of streams and starts those that are missing.
    fn steer(&mut self) {
        let elapsed = self.window_start.elapsed();
        if self.streams.is_due(elapsed) {
            self.streams.observe(Observation {
                elapsed,
                starved: self.starved,
                received_bytes: self.shared.received_bytes.swap(0, Ordering::Relaxed),
                slow_down: self.shared.slow_down.swap(false, Ordering::Relaxed),
            });
            self.window_start = Instant::now();
            self.starved = Duration::ZERO;
            self.shorten_direct();
        }
        while self.ahead.len() + 1 < self.streams.now() && self.planned_to < self.end {
            let budget = &self.object.live.process.budget;
            let Some(permit) = budget.try_acquire(RANGE_BYTES) else {
                return;
            };
            let range = self.planned_to..self.end.min(self.planned_to + RANGE_BYTES);
            self.planned_to = range.end;
            let stream = RangeStream::new(Arc::clone(&self.object), range);
            self.ahead.push_back(self.read_ahead(stream, permit));
        }
    }

    /// Makes room for others behind a direct stream that goes to the end.
    fn shorten_direct(&mut self) {
        if let Some(Head::Direct(stream)) = &mut self.head
            && self.streams.now() > 1
            && self.planned_to == self.end
            && self.ahead.is_empty()
        {
            self.planned_to = self.end.min(stream.next_offset() + RANGE_BYTES);
            stream.stop_at(self.planned_to);
        }
    }

    fn read_ahead(&self, mut stream: RangeStream, permit: Permit) -> Ahead {
        let (sender, pieces) = mpsc::unbounded_channel();
        let shared = Arc::clone(&self.shared);
        let task = self.object.live.process.runtime.spawn(async move {
            loop {
                let read = stream.read().await;
                match &read {
                    Ok(piece) if piece.is_empty() => return,
                    Ok(piece) => {
                        let count = piece.len() as u64;
                        shared.received_bytes.fetch_add(count, Ordering::Relaxed);
                    }
                    Err(failure) if failure.kind == Kind::Throttled => {
                        shared.slow_down.store(true, Ordering::Relaxed);
                    }
                    Err(_) => {}
                }
                let failed = read.is_err();
                if sender.send(read).is_err() || failed {
                    return;
                }
            }
        });
        Ahead {
            pieces,
            _permit: permit,
            _task: AbortOnDropHandle::new(task),
        }
    }
}
