//! Connections between two requests.

use std::io;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hyper::header::HeaderValue;
use hyper_util::rt::TokioIo;
use tokio::runtime::Handle;

/// A connection as hyper takes it.
pub type Stream = TokioIo<tokio::net::TcpStream>;

/// Connections that wait for their next request.
#[derive(Debug)]
pub struct Idle {
    streams: Mutex<Vec<(Instant, HeaderValue, TcpStream)>>,
    max: usize,
    timeout: Duration,
}

impl Idle {
    pub fn new(max: usize, timeout: Duration) -> Arc<Self> {
        Arc::new(Self {
            streams: Mutex::default(),
            max,
            timeout,
        })
    }

    fn streams(&self) -> MutexGuard<'_, Vec<(Instant, HeaderValue, TcpStream)>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first one has a task look after them, until they are gone.
    pub fn put(self: &Arc<Self>, host: HeaderValue, stream: TcpStream, runtime: &Handle) {
        let mut streams = self.streams();
        if streams.is_empty() {
            let (idle, timeout) = (Arc::downgrade(self), self.timeout);
            runtime.spawn(async move {
                loop {
                    tokio::time::sleep(timeout).await;
                    match idle.upgrade() {
                        Some(idle) if idle.close_old() > 0 => {}
                        _ => return,
                    }
                }
            });
        }
        if streams.len() < self.max {
            streams.push((Instant::now(), host, stream));
        }
    }

    /// How many are left.
    fn close_old(&self) -> usize {
        let mut streams = self.streams();
        streams.retain(|(since, ..)| since.elapsed() < self.timeout);
        streams.len()
    }

    pub fn take(&self, host: &HeaderValue) -> Option<Stream> {
        self.close_old();
        let mut streams = self.streams();
        while let Some(at) = streams.iter().rposition(|(_, of, _)| of == host) {
            let (_, _, stream) = streams.swap_remove(at);
            // Nothing may come unasked: what does is the end, or nonsense.
            let quiet = stream.set_nonblocking(true).is_ok()
                && matches!(stream.peek(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock);
            if quiet && let Ok(stream) = tokio::net::TcpStream::from_std(stream) {
                return Some(TokioIo::new(stream));
            }
        }
        None
    }
}

/// When a kept connection gives no answer, the others to the same host are no better: something on
/// the way may have forgotten them all. The wait for it may also just be dropped.
pub struct Doubt<'a>(pub Option<(&'a Idle, &'a HeaderValue)>);

impl Drop for Doubt<'_> {
    fn drop(&mut self) {
        if let Some((idle, host)) = self.0 {
            idle.streams().retain(|(_, of, _)| of != host);
        }
    }
}
