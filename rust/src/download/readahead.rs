//! A download's bytes in order, from one stream or from several at once.
//!
//! The head is the range that is being delivered. Ranges behind it are read ahead, each with its share
//! of the memory budget, which it gets at once or not at all: a download never waits for memory, so
//! it cannot be part of a deadlock, and with none free it goes on with its head alone. Dropping the
//! reader cancels everything and closes every connection in use.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::pipe::{BATCH_BYTES, Batch, Pipe};
use super::plan::{Observation, RANGE_BYTES, Streams};
use super::ranged_get::{Object, RangeStream};
use crate::error::{Failure, Kind};

/// The batches that one range makes, frames that cross a batch's edge included.
const RANGE_BATCHES: usize = RANGE_BYTES as usize / BATCH_BYTES + 1;

/// The bytes from where its stream begins up to `end`, in order.
#[derive(Debug)]
pub struct Reader {
    object: Arc<Object>,
    /// How far batches have come out.
    next: u64,
    end: u64,
    head: Option<Pipe>,
    ahead: VecDeque<Pipe>,
    /// Where the range after the last one that is being read begins.
    planned_to: u64,
    /// Of the last batch, what was not asked for yet.
    left: VecDeque<Bytes>,
    /// Of the call under way, what it has got so far.
    gathered: Batch,
    gathered_bytes: usize,
    streams: Streams,
    received_bytes: Arc<AtomicU64>,
    window_start: Instant,
    starved: Duration,
}

impl Reader {
    /// Delivers from `stream`, whose range is `next..end`.
    pub fn new(object: Arc<Object>, stream: RangeStream, next: u64, end: u64) -> Self {
        let config = &object.s3.config;
        // Checksums of answers cover whole answers only.
        let concurrency = match config.response_checksum.as_str() {
            "when_supported" => 1,
            _ => config.download_concurrency,
        };
        let mut reader = Self {
            next,
            end,
            head: None,
            ahead: VecDeque::new(),
            planned_to: end,
            left: VecDeque::new(),
            gathered: Batch::new(),
            gathered_bytes: 0,
            streams: Streams::new(concurrency),
            received_bytes: Arc::default(),
            window_start: Instant::now(),
            starved: Duration::ZERO,
            object,
        };
        reader.head = Some(reader.head_pipe(stream));
        reader
    }

    /// The next `wanted` bytes, of which there must be as many. Dropping the future loses nothing.
    pub async fn gather(&mut self, wanted: usize) -> Result<Batch, Failure> {
        while self.gathered_bytes < wanted {
            let Some(mut frame) = self.left.pop_front() else {
                self.left = self.batch().await?.into();
                continue;
            };
            let room = wanted - self.gathered_bytes;
            if frame.len() > room {
                self.left.push_front(frame.split_off(room));
            }
            self.gathered_bytes += frame.len();
            self.gathered.push(frame);
        }
        self.gathered_bytes = 0;
        Ok(std::mem::take(&mut self.gathered))
    }

    /// The next batch: there is one, as no more is asked for than the range holds.
    async fn batch(&mut self) -> Result<Batch, Failure> {
        loop {
            self.steer();
            if let Some(pipe) = &mut self.head {
                let asked = Instant::now();
                let batch = pipe.next().await;
                self.starved += asked.elapsed();
                if let Some(batch) = batch? {
                    self.next += batch.iter().map(|frame| frame.len() as u64).sum::<u64>();
                    return Ok(batch);
                }
                let rest = pipe.rest();
                if !rest.is_empty() || rest.end != self.next {
                    let message = format!("a range ended at {}, not at {}", self.next, rest.end);
                    return Err(self.object.failure(Kind::Server, message));
                }
            }
            if self.next >= self.end {
                let message = "more was asked for than the range holds";
                return Err(self.object.failure(Kind::Server, message));
            }
            self.head = Some(self.next_head());
        }
    }

    /// What delivers the bytes from `next` on.
    fn next_head(&mut self) -> Pipe {
        if let Some(pipe) = self.ahead.pop_front() {
            return pipe;
        }
        // Nothing is being read ahead: with one stream again, it may go to the end.
        self.planned_to = match self.streams.now() {
            1 => self.end,
            _ => self.end.min(self.next + RANGE_BYTES),
        };
        let range = self.next..self.planned_to;
        self.head_pipe(RangeStream::new(Arc::clone(&self.object), range))
    }

    /// A pipe outside of the budget, which therefore reads one batch ahead and no more.
    fn head_pipe(&self, stream: RangeStream) -> Pipe {
        let runtime = &self.object.live.process.runtime;
        Pipe::new(
            runtime,
            stream,
            Arc::clone(&self.received_bytes),
            1,
            Vec::new(),
        )
    }

    /// Adjusts the number of streams and starts those that are missing.
    fn steer(&mut self) {
        let elapsed = self.window_start.elapsed();
        if self.streams.is_due(elapsed) {
            self.streams.observe(Observation {
                elapsed,
                starved: self.starved,
                received_bytes: self.received_bytes.swap(0, Ordering::Relaxed),
                slow_down: self.object.slow_down.swap(false, Ordering::Relaxed),
            });
            self.window_start = Instant::now();
            self.starved = Duration::ZERO;
            self.make_room();
        }
        while self.ahead.len() + 1 < self.streams.now() && self.planned_to < self.end {
            let process = &self.object.live.process;
            let Some(share) = process.read_ahead.try_acquire(RANGE_BYTES) else {
                return;
            };
            let Some(permit) = process.budget.try_acquire(RANGE_BYTES) else {
                return;
            };
            process.blocks.trim();
            let permits = vec![permit, share];
            let range = self.planned_to..self.end.min(self.planned_to + RANGE_BYTES);
            self.planned_to = range.end;
            let stream = RangeStream::new(Arc::clone(&self.object), range);
            let received = Arc::clone(&self.received_bytes);
            let pipe = Pipe::new(&process.runtime, stream, received, RANGE_BATCHES, permits);
            self.ahead.push_back(pipe);
        }
    }

    /// Ends a head that goes on to the end of the download, so that others may read behind it.
    fn make_room(&mut self) {
        if let Some(head) = &self.head
            && self.streams.now() > 1
            && self.planned_to == self.end
            && self.ahead.is_empty()
        {
            self.planned_to = head.stop_after(RANGE_BYTES);
        }
    }
}
