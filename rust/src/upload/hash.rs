//! The image's own hashes: serial over the whole image, each on a thread of its own, beside the
//! sending.
//!
//! Glance's default pair, MD5 and SHA-512, is ours where the processor is up to it (`crate::hash`): one
//! thread for both or one for each, together with other images' where there are any. Every other hasher
//! is Python's: `hashlib` covers every algorithm that Glance can be told to use, and lets go of the GIL
//! while it works; the GIL is held only to enter and leave `update`. An image of one piece is hashed by
//! the caller, as starting threads would cost more.
//!
//! Each piece carries its share of the memory budget, so a slow hash stops the reading and not the
//! machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use bytes::Bytes;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::Slot;
use crate::hash::Companies;
use crate::py::{Md5Sha512, view};

type Piece = (Bytes, Arc<Slot>);

/// What our hasher takes at once, if it is there: to be woken after each piece costs several images
/// that are hashed together more than the pieces' memory, which is kept until all are through.
const BATCH_BYTES: usize = 4 * 1024 * 1024;

/// What one thread hashes with.
enum Hasher {
    /// As which of its threads.
    Ours(Py<Md5Sha512>, usize),
    Python(Py<PyAny>),
}

impl Hasher {
    /// One for each thread that the object can use.
    fn of(py: Python<'_>, object: Py<PyAny>) -> Vec<Self> {
        match object.bind(py).cast::<Md5Sha512>() {
            Ok(ours) => (0..ours.get().hasher().threads())
                .map(|thread| Self::Ours(ours.clone().unbind(), thread))
                .collect(),
            Err(_) => vec![Self::Python(object)],
        }
    }

    fn clone_ref(&self, py: Python<'_>) -> Self {
        match self {
            Self::Ours(hasher, thread) => Self::Ours(hasher.clone_ref(py), *thread),
            Self::Python(hasher) => Self::Python(hasher.clone_ref(py)),
        }
    }

    /// How much of what is there it is given at once.
    fn batch_bytes(&self) -> usize {
        match self {
            Self::Ours(..) => BATCH_BYTES,
            Self::Python(_) => 1,
        }
    }

    /// On a thread without the GIL.
    fn update(&self, companies: &Companies, pieces: &[Bytes]) -> PyResult<()> {
        match self {
            Self::Ours(hasher, thread) => {
                hasher.get().hasher().feed(*thread, companies, pieces);
                Ok(())
            }
            Self::Python(hasher) => Python::attach(|py| {
                let mut each = pieces.iter();
                each.try_for_each(|piece| view::update(hasher.bind(py), piece))
            }),
        }
    }
}

/// All hashes of one image.
pub struct Hashes {
    hashers: Vec<Hasher>,
    first: Option<Piece>,
    threads: Vec<HashThread>,
    abandoned: Arc<AtomicBool>,
    companies: Arc<Companies>,
}

struct HashThread {
    pieces: Sender<Piece>,
    thread: JoinHandle<PyResult<()>>,
}

impl Hashes {
    /// `hashers` have `update(bytes-like)`.
    pub fn new(py: Python<'_>, hashers: Vec<Py<PyAny>>, companies: Arc<Companies>) -> Self {
        Self {
            hashers: hashers
                .into_iter()
                .flat_map(|h| Hasher::of(py, h))
                .collect(),
            first: None,
            threads: Vec::new(),
            abandoned: Arc::default(),
            companies,
        }
    }

    /// Hands the next piece of the image to every hash. Never waits.
    pub fn push(&mut self, py: Python<'_>, piece: &Bytes, slot: &Arc<Slot>) -> PyResult<()> {
        let piece = (piece.clone(), Arc::clone(slot));
        if self.threads.is_empty() && self.first.is_none() {
            self.first = Some(piece);
            return Ok(());
        }
        self.release_first(py)?;
        self.send(py, &piece)
    }

    /// Starts the threads, so that the first piece does not keep its memory while no second comes.
    pub fn release_first(&mut self, py: Python<'_>) -> PyResult<()> {
        let Some(first) = self.first.take() else {
            return Ok(());
        };
        for hasher in &self.hashers {
            let (abandoned, companies) = (Arc::clone(&self.abandoned), Arc::clone(&self.companies));
            let thread = HashThread::start(hasher.clone_ref(py), abandoned, companies)?;
            self.threads.push(thread);
        }
        self.send(py, &first)
    }

    fn send(&mut self, py: Python<'_>, piece: &Piece) -> PyResult<()> {
        let mut sent = self
            .threads
            .iter()
            .map(|thread| thread.pieces.send((piece.0.clone(), Arc::clone(&piece.1))));
        if sent.all(|outcome| outcome.is_ok()) {
            return Ok(());
        }
        // One that takes no more has failed, and says why when it is joined.
        self.abandoned.store(true, Ordering::Release);
        self.finish(py)?;
        Err(PyRuntimeError::new_err("a hash of the image failed"))
    }

    /// Waits, without the GIL, until everything pushed is hashed.
    pub fn finish(&mut self, py: Python<'_>) -> PyResult<()> {
        if let Some((piece, _slot)) = self.first.take() {
            let (hashers, companies) = (&self.hashers, &self.companies);
            py.detach(|| {
                let mut each = hashers.iter();
                each.try_for_each(|hasher| hasher.update(companies, std::slice::from_ref(&piece)))
            })?;
        }
        // Every sender is dropped before the first join, so that all threads end together.
        let threads: Vec<_> = self.threads.drain(..).map(|hash| hash.thread).collect();
        py.detach(|| {
            for thread in threads {
                thread
                    .join()
                    .map_err(|_| PyRuntimeError::new_err("a hash thread panicked"))??;
            }
            Ok(())
        })
    }

    /// Lets go of everything not yet hashed. What a thread then says interests nobody.
    pub fn abandon(&mut self, py: Python<'_>) {
        self.abandoned.store(true, Ordering::Release);
        self.first = None;
        let _ = self.finish(py);
    }
}

impl HashThread {
    fn start(
        hasher: Hasher,
        abandoned: Arc<AtomicBool>,
        companies: Arc<Companies>,
    ) -> PyResult<Self> {
        let (pieces, queue) = channel::<Piece>();
        let thread = std::thread::Builder::new()
            .name("glance-s3-hash".into())
            .spawn(move || {
                while let Ok((piece, slot)) = queue.recv() {
                    let mut batch_bytes = piece.len();
                    // Dropped in reverse, should that panic: the bytes first.
                    let (mut slots, mut pieces) = (vec![slot], vec![piece]);
                    while batch_bytes < hasher.batch_bytes()
                        && let Ok((piece, slot)) = queue.try_recv()
                    {
                        batch_bytes += piece.len();
                        pieces.push(piece);
                        slots.push(slot);
                    }
                    if !abandoned.load(Ordering::Acquire) {
                        hasher.update(&companies, &pieces)?;
                    }
                    // The bytes first, then their share of the budget.
                    drop(pieces);
                    drop(slots);
                }
                Ok(())
            })?;
        Ok(Self { pieces, thread })
    }
}
