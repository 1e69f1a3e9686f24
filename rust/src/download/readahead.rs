//! A download's bytes in order, from one stream or from several at once.
//!
//! The head is the range that is being delivered. Ranges behind it are read ahead, each with its share
//! of the memory budget, which it gets at once or not at all: a download never waits for memory, so
//! it cannot be part of a deadlock, and with none free it goes on with its head alone. Dropping the
//! reader cancels everything and closes every connection in use.

use std::collections::VecDeque;
use std::mem::MaybeUninit;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use bytes::{Buf, Bytes};

use super::head::{Head, Opening, RawRange};
use super::object::{Object, Span};
use super::pipe::{BATCH_BYTES, Pipe};
use super::plan::{Observation, RANGE_BYTES, Streams};
use super::ranged_get::RangeStream;
use super::request::verifies;
use crate::client::raw::SLICE;
use crate::error::{Failure, Kind};

/// The batches that one range makes, frames that cross a batch's edge included.
const RANGE_BATCHES: usize = RANGE_BYTES as usize / BATCH_BYTES + 1;

/// The bytes from where its head begins up to `end`, in order.
#[derive(Debug)]
pub struct Reader {
    object: Arc<Object>,
    /// How far bytes have come out.
    next: u64,
    end: u64,
    head: Option<Head>,
    ahead: VecDeque<Pipe>,
    /// Where the range after the last one that is being read begins.
    planned_to: u64,
    /// Of the last batch, what was not asked for yet.
    left: VecDeque<Bytes>,
    streams: Streams,
    /// Of those that were begun at once, the last, and where it begins: all have arrived when it has.
    last_begun: Option<(Span, u64)>,
    window_start: Instant,
    starved: Duration,
    /// What all downloads of the process had received when the window began.
    all_bytes: u64,
}

impl Reader {
    /// Delivers from `head`, whose range is `next..end`.
    pub fn new(object: Arc<Object>, head: Head, next: u64, end: u64) -> Self {
        // Checksums of answers cover whole answers only.
        let concurrency = match verifies(&object.s3) {
            true => 1,
            false => object.s3.config.download_concurrency,
        };
        Self {
            next,
            end,
            head: Some(head),
            ahead: VecDeque::new(),
            planned_to: end,
            left: VecDeque::new(),
            streams: Streams::new(concurrency),
            last_begun: None,
            window_start: Instant::now(),
            starved: Duration::ZERO,
            all_bytes: object.live.process.received_bytes.load(Ordering::Relaxed),
            object,
        }
    }

    /// Fills the beginning of `space` with the next bytes and tells how many that are: all of it, as
    /// no more may be asked for than there is, or less when a [`SLICE`] is over. Blocks.
    pub fn fill(&mut self, space: &mut [MaybeUninit<u8>]) -> Result<usize, Failure> {
        let (began, mut filled) = (Instant::now(), 0);
        while filled < space.len() {
            let count = match self.left.front_mut() {
                Some(frame) => {
                    let count = frame.len().min(space.len() - filled);
                    space[filled..][..count].write_copy_of_slice(&frame[..count]);
                    frame.advance(count);
                    if frame.is_empty() {
                        self.left.pop_front();
                    }
                    count
                }
                None => {
                    self.steer();
                    match self.receive(&mut space[filled..])? {
                        More::Bytes(count) => count,
                        More::Later => 0,
                        More::Nothing => break,
                    }
                }
            };
            filled += count;
            if began.elapsed() > SLICE {
                break;
            }
        }
        Ok(filled)
    }

    /// What the head has: into `space`, or into `left`.
    fn receive(&mut self, space: &mut [MaybeUninit<u8>]) -> Result<More, Failure> {
        match self.head.take() {
            Some(Head::Opening(opening)) => self.wait_for(opening),
            Some(Head::Raw(raw)) => self.read_socket(raw, space),
            Some(Head::Pipe(pipe)) => self.read_pipe(pipe),
            None => self.next_head(),
        }
    }

    fn wait_for(&mut self, mut opening: Opening) -> Result<More, Failure> {
        let asked = Instant::now();
        let opened = opening.wait(&self.object);
        self.starved += asked.elapsed();
        let more = match opened {
            Some(_) => More::Later,
            None => More::Nothing,
        };
        self.head = Some(opened.unwrap_or(Ok(Head::Opening(opening)))?);
        Ok(more)
    }

    fn read_socket(
        &mut self,
        mut raw: RawRange,
        space: &mut [MaybeUninit<u8>],
    ) -> Result<More, Failure> {
        match raw.read(&self.object, space, &mut self.starved) {
            Ok(0) => {
                self.head = Some(Head::Raw(raw));
                Ok(More::Nothing)
            }
            Ok(count) => {
                self.next += count as u64;
                self.object.count(count);
                match raw.rest.is_empty() {
                    true => raw.finish(),
                    false => self.head = Some(Head::Raw(raw)),
                }
                Ok(More::Bytes(count))
            }
            Err(failure) => {
                self.head = Some(Head::open(raw.give_up(&self.object), Some(failure)));
                Ok(More::Later)
            }
        }
    }

    fn read_pipe(&mut self, mut pipe: Pipe) -> Result<More, Failure> {
        let runtime = &self.object.live.process.runtime;
        let asked = Instant::now();
        let waited = runtime.block_on(async { tokio::time::timeout(SLICE, pipe.next()).await });
        self.starved += asked.elapsed();
        let Ok(batch) = waited else {
            self.head = Some(Head::Pipe(pipe));
            return Ok(More::Nothing);
        };
        if let Some(batch) = batch? {
            self.next += batch.iter().map(|frame| frame.len() as u64).sum::<u64>();
            self.left = batch.into();
            self.head = Some(Head::Pipe(pipe));
            return Ok(More::Later);
        }
        let rest = pipe.rest();
        if !rest.is_empty() || rest.end != self.next {
            let message = format!("a range ended at {}, not at {}", self.next, rest.end);
            return Err(self.object.failure(Kind::Server, message));
        }
        self.next_head()
    }

    /// Makes a head that delivers the bytes from `next` on.
    fn next_head(&mut self) -> Result<More, Failure> {
        if self.next >= self.end {
            let message = "more was asked for than the range holds";
            return Err(self.object.failure(Kind::Server, message));
        }
        if let Some(pipe) = self.ahead.pop_front() {
            self.head = Some(Head::Pipe(pipe));
            return Ok(More::Later);
        }
        // Nothing is being read ahead: with one stream again, it may go to the end.
        self.planned_to = match self.streams.now() {
            1 => self.end,
            _ => self.end.min(self.next + RANGE_BYTES),
        };
        let stream = RangeStream::new(Arc::clone(&self.object), self.next..self.planned_to);
        self.head = Some(Head::open(stream, None));
        Ok(More::Later)
    }

    /// Adjusts the number of streams and starts those that are missing.
    fn steer(&mut self) {
        let before = self.streams.now();
        self.look();
        let begun = self.start_missing();
        if self.streams.now() > before {
            self.last_begun = begun;
            if self.planned_to < self.end {
                self.streams.limit(self.ahead.len() + 1);
            }
        }
    }

    /// Observes, if it is time.
    fn look(&mut self) {
        let (object, elapsed) = (&self.object, self.window_start.elapsed());
        let latency = match object.slow_down.load(Ordering::Relaxed) {
            true => Duration::ZERO, // There is nothing to wait for.
            false => object.latency(),
        };
        if self.streams.is_due(elapsed, latency) {
            self.last_begun.take_if(|(span, start)| {
                let rest = span.rest();
                rest.start > *start || rest.is_empty()
            });
            let received_bytes = object.received_bytes.swap(0, Ordering::Relaxed);
            let all_bytes = object.live.process.received_bytes.load(Ordering::Relaxed);
            let since_bytes = all_bytes - std::mem::replace(&mut self.all_bytes, all_bytes);
            let seen = Observation {
                at: object.live.since.elapsed(),
                elapsed,
                starved: self.starved,
                received_bytes,
                others_bytes: since_bytes.saturating_sub(received_bytes),
                slow_down: object.slow_down.swap(false, Ordering::Relaxed),
                arriving: self.last_begun.is_some(),
                latency,
            };
            self.streams.observe(seen, &object.live.streams);
            self.window_start = Instant::now();
            self.starved = Duration::ZERO;
            self.make_room();
        }
    }

    /// As far as there is memory; the last one, and where it begins.
    fn start_missing(&mut self) -> Option<(Span, u64)> {
        let mut last = None;
        while self.ahead.len() + 1 < self.streams.now() && self.planned_to < self.end {
            let process = &self.object.live.process;
            let Some(share) = process.read_ahead.try_acquire(RANGE_BYTES) else {
                return last;
            };
            let Some(permit) = process.budget.try_acquire(RANGE_BYTES) else {
                return last;
            };
            process.blocks.trim();
            let permits = vec![permit, share];
            let range = self.planned_to..self.end.min(self.planned_to + RANGE_BYTES);
            self.planned_to = range.end;
            let begin = range.start;
            let stream = RangeStream::new(Arc::clone(&self.object), range);
            last = Some((stream.span(), begin));
            let pipe = Pipe::new(&process.runtime, stream, RANGE_BATCHES, permits);
            self.ahead.push_back(pipe);
        }
        last
    }

    /// Ends a head that goes on to the end of the download, so that others may read behind it.
    fn make_room(&mut self) {
        if let Some(head) = &mut self.head
            && self.streams.now() > 1
            && self.planned_to == self.end
            && self.ahead.is_empty()
        {
            self.planned_to = head.stop_after(RANGE_BYTES);
        }
    }
}

/// What a look at the head brought.
enum More {
    /// So many bytes, in the space that was given.
    Bytes(usize),
    /// Something that another look will show.
    Later,
    /// Nothing for a while.
    Nothing,
}
