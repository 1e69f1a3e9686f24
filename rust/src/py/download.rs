//! `_native.Download`: an iterator of `bytes` objects that are filled without the GIL, from the
//! socket itself where that can be.

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, ThreadId};

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::{PyBytes, PyTuple};

use super::view;
use crate::client::Live;
use crate::download::{Opened, Reader};
use crate::error::Result;
use crate::metrics::{add, subtract};

/// A download under way.
#[pyclass(frozen, module = "glance_s3_fast._native")]
pub struct Download {
    live: Arc<Live>,
    process_id: u32,
    chunk_bytes: usize,
    #[pyo3(get)]
    size_bytes: u64,
    #[pyo3(get)]
    length_bytes: u64,
    /// Tells a thread that is in the middle of a chunk.
    closed: AtomicBool,
    state: Mutex<State>,
    /// The thread whose turn it is.
    reads: Mutex<Option<ThreadId>>,
}

/// The right to read on.
struct Turn<'a> {
    download: &'a Download,
    state: MutexGuard<'a, State>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.download.reading() = None;
    }
}

struct State {
    /// `None` once closed or failed.
    reader: Option<Reader>,
    left_bytes: u64,
}

impl Download {
    pub fn new(opened: Opened, live: Arc<Live>, chunk_bytes: usize) -> Self {
        add(&live.process.metrics.transfers_active, 1);
        Self {
            live,
            process_id: std::process::id(),
            chunk_bytes: chunk_bytes.max(1),
            size_bytes: opened.size_bytes,
            length_bytes: opened.length_bytes,
            closed: AtomicBool::default(),
            state: Mutex::new(State {
                reader: Some(opened.reader),
                left_bytes: opened.length_bytes,
            }),
            reads: Mutex::default(),
        }
    }

    fn reading(&self) -> MutexGuard<'_, Option<ThreadId>> {
        self.reads.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Two threads on one download take turns, without the GIL between them. A signal handler that
    /// reads what its own thread is reading would wait for itself, and gets a generator's error.
    fn turn(&self, py: Python<'_>) -> Result<Turn<'_>> {
        let me = thread::current().id();
        if *self.reading() == Some(me) {
            return Err(PyValueError::new_err("the download is being read already").into());
        }
        let state = self
            .state
            .lock_py_attached(py)
            .unwrap_or_else(PoisonError::into_inner);
        *self.reading() = Some(me);
        Ok(Turn {
            download: self,
            state,
        })
    }

    fn next_chunk<'py>(&self, py: Python<'py>) -> Result<Option<Bound<'py, PyBytes>>> {
        if self.process_id != std::process::id() {
            let message = "a download cannot go on in a forked process";
            return Err(PyRuntimeError::new_err(message).into());
        }
        let mut turn = self.turn(py)?;
        let State { reader, left_bytes } = &mut *turn.state;
        // Back in its place only after a chunk: the first error ends the download, and nothing after
        // it is ever delivered.
        let Some(mut open) = reader.take() else {
            return Ok(None);
        };
        let wanted = usize::try_from(*left_bytes)
            .unwrap_or(usize::MAX)
            .min(self.chunk_bytes);
        if wanted == 0 || self.closed.load(Ordering::SeqCst) {
            return Ok(None);
        }
        let (chunk, space) = view::unfilled(py, wanted)?;
        self.fill(py, &mut open, space)?;
        *left_bytes -= wanted as u64;
        add(&self.live.process.metrics.bytes_down, wanted as u64);
        if *left_bytes > 0 && !self.closed.load(Ordering::SeqCst) {
            *reader = Some(open);
        }
        Ok(Some(chunk))
    }

    /// Drops the reader unless somebody is reading.
    fn let_go(&self) {
        match self.state.try_lock() {
            Ok(mut state) => state.reader = None,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().reader = None,
            Err(TryLockError::WouldBlock) => {}
        }
    }

    /// Fills a whole chunk without the GIL. A signal handler that raises, as Ctrl-C's does, is an
    /// error within a tenth of a second, and so is `close` from another thread.
    fn fill(
        &self,
        py: Python<'_>,
        reader: &mut Reader,
        space: &mut [MaybeUninit<u8>],
    ) -> Result<()> {
        let mut filled = 0;
        loop {
            filled += py.detach(|| reader.fill(&mut space[filled..]))?;
            if filled == space.len() {
                return Ok(());
            }
            py.check_signals()?;
            if self.closed.load(Ordering::SeqCst) {
                let message = "the download was closed while it was read";
                return Err(PyRuntimeError::new_err(message).into());
            }
        }
    }
}

#[pymethods]
impl Download {
    fn __iter__(this: Py<Self>) -> Py<Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> Result<Option<Bound<'py, PyBytes>>> {
        let chunk = self.next_chunk(py);
        if self.closed.load(Ordering::SeqCst) {
            // Closed just as the chunk was there.
            self.let_go();
        }
        chunk
    }

    fn __enter__(this: Py<Self>) -> Py<Self> {
        this
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, PyTuple>) {
        self.close(py);
    }

    /// Ends the download and closes its connections. May be called at any time and again.
    fn close(&self, py: Python<'_>) {
        if self.process_id != std::process::id() {
            return;
        }
        self.closed.store(true, Ordering::SeqCst);
        // Whoever is in the middle of a chunk sees it within a tenth of a second, and closes. It may
        // be this very thread, in a signal handler: so nobody waits here.
        py.detach(|| self.let_go());
    }
}

impl Drop for Download {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if self.process_id == std::process::id() {
            subtract(&self.live.process.metrics.transfers_active, 1);
        } else {
            // The parent's connections and tasks are not ours to close.
            std::mem::forget(state.reader.take());
            std::mem::forget(Arc::clone(&self.live));
        }
    }
}
