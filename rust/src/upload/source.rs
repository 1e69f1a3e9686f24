//! What an image is read from, and how its bytes become pieces.
//!
//! Glance hands over a reader (`read(n)`), an iterable without `read`, or an open file. Each read
//! asks for 1 MiB: larger ones are quadratic inside Glance where the body comes chunked. What a
//! read returns is held by reference and neither copied nor joined when it is large; small reads
//! are copied together, which costs less than carrying thousands of pieces. A real file at a known
//! offset is read by position without the GIL.
//!
//! Rejected: mapping the file, which kills the process when somebody truncates it.

use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, RawFd};
use std::os::unix::fs::FileExt;

use bytes::{Bytes, BytesMut};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyIterator};

/// How much is asked for at a time.
pub const READ_BYTES: usize = 1024 * 1024;
/// Reads below this are joined, others kept as they are. Measured: a kept 64 KiB read costs more
/// than its copy, a kept 10 MiB read far less.
const KEEP_BYTES: usize = 256 * 1024;

/// Where an image's bytes come from.
pub enum Source<'py> {
    /// Has `read(n)`.
    Reader(Bound<'py, PyAny>),
    /// Yields bytes-like objects of any length.
    Iterator(Bound<'py, PyIterator>),
    /// A regular file, read by position from `offset`.
    File {
        object: Bound<'py, PyAny>,
        file: File,
        offset: u64,
    },
}

impl<'py> Source<'py> {
    /// The best way to read `object`.
    ///
    /// # Errors
    /// `TypeError` when it can neither be read nor iterated.
    pub fn of(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Some((file, offset)) = regular_file(object)? {
            let object = object.clone();
            return Ok(Self::File {
                object,
                file,
                offset,
            });
        }
        if let Some(read) = object.getattr_opt("read")? {
            return Ok(Self::Reader(read));
        }
        object.try_iter().map(Self::Iterator).map_err(|_| {
            let kind = object.get_type();
            PyTypeError::new_err(format!(
                "image data must have read() or be iterable, not {kind}"
            ))
        })
    }

    /// The next bytes, about `wanted` of them and never more than that from a reader or a file;
    /// empty at the end.
    fn read(&mut self, py: Python<'py>, wanted: usize) -> PyResult<Read> {
        match self {
            Self::Reader(read) => Read::of(read.call1((wanted,))?),
            Self::Iterator(iterator) => loop {
                let Some(item) = iterator.next() else {
                    return Ok(Read::Whole(Bytes::new()));
                };
                // An empty item is not the end of an iterator.
                let read = Read::of(item?)?;
                if !read.as_slice().is_empty() {
                    return Ok(read);
                }
            },
            Self::File { file, offset, .. } => {
                let mut buffer = vec![0; wanted];
                let filled = py.detach(|| read_at(file, &mut buffer, *offset))?;
                buffer.truncate(filled);
                *offset += filled as u64;
                Ok(Read::Whole(buffer.into()))
            }
        }
    }

    /// Leaves a file's position where reading it would have.
    pub fn finish(&self) -> PyResult<()> {
        if let Self::File { object, offset, .. } = self {
            object.call_method1("seek", (*offset,))?;
        }
        Ok(())
    }
}

fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read_at(&mut buffer[filled..], offset + filled as u64) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// A duplicate descriptor and the offset, if `object` is one of `io`'s own readers (not a subclass,
/// which may do anything in `read`) over a regular file.
fn regular_file(object: &Bound<'_, PyAny>) -> PyResult<Option<(File, u64)>> {
    let io = object.py().import("io")?;
    let kind = object.get_type();
    let mut plain = false;
    for name in ["FileIO", "BufferedReader", "BufferedRandom"] {
        plain = plain || kind.is(&io.getattr(name)?);
    }
    if !plain || !object.call_method0("readable")?.is_truthy()? {
        return Ok(None);
    }
    // A BufferedReader over something other than a file has no descriptor.
    let Ok(descriptor) = object
        .call_method0("fileno")
        .and_then(|fd| fd.extract::<RawFd>())
    else {
        return Ok(None);
    };
    if object.getattr_opt("flush")?.is_some() {
        object.call_method0("flush")?;
    }
    // SAFETY: `object` is alive and has just told us its open descriptor; it is borrowed only for
    // the duplication, with the GIL held.
    let borrowed = unsafe { BorrowedFd::borrow_raw(descriptor) };
    let file = File::from(borrowed.as_fd().try_clone_to_owned()?);
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let offset = object.call_method0("tell")?.extract()?;
    Ok(Some((file, offset)))
}

/// What one read gave: something to keep, or something small to copy.
enum Read {
    Whole(Bytes),
    Small(PyBackedBytes),
}

impl Read {
    fn of(object: Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_none() {
            return Ok(Self::Whole(Bytes::new()));
        }
        let bytes = match object.cast_into::<PyBytes>() {
            Ok(bytes) => bytes,
            // A bytearray or memoryview may change after the read: what counts is what it holds now.
            Err(other) => {
                let object = other.into_inner();
                // `bytes(7)` would be seven zeroes and `bytes("…")` an unclear error.
                if object.hasattr("__index__")? || object.is_instance_of::<pyo3::types::PyString>()
                {
                    return Err(PyTypeError::new_err(format!(
                        "image data must be bytes-like, not {}",
                        object.get_type()
                    )));
                }
                object
                    .py()
                    .get_type::<PyBytes>()
                    .call1((object,))?
                    .cast_into::<PyBytes>()?
            }
        };
        let backed = PyBackedBytes::from(bytes);
        Ok(if backed.len() < KEEP_BYTES {
            Self::Small(backed)
        } else {
            Self::Whole(Bytes::from_owner(backed))
        })
    }

    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Small(bytes) => bytes,
        }
    }
}

/// Turns reads of any length into pieces of a useful one, and cuts them at the ends of parts.
#[derive(Default)]
pub struct Pieces {
    /// Small reads on their way to a piece.
    joined: BytesMut,
    /// What a read gave beyond the part that asked for it.
    left: Bytes,
    /// The source is not asked again once it has said that it is at its end.
    ended: bool,
}

impl Pieces {
    /// The next piece of at most `wanted` bytes; empty at the end of the source. `seen` gets what
    /// was read, in order, as it comes.
    pub fn next<'py>(
        &mut self,
        py: Python<'py>,
        source: &mut Source<'py>,
        wanted: usize,
        seen: &mut dyn FnMut(&[u8]) -> PyResult<()>,
    ) -> PyResult<Bytes> {
        while self.left.is_empty() && !self.ended {
            let room = wanted.min(READ_BYTES) - self.joined.len();
            let read = source.read(py, room)?;
            seen(read.as_slice())?;
            match read {
                _ if read.as_slice().is_empty() => self.ended = true,
                Read::Whole(bytes) if self.joined.is_empty() => self.left = bytes,
                Read::Whole(bytes) => {
                    self.left = bytes;
                    return Ok(self.flush());
                }
                Read::Small(bytes) => {
                    if self.joined.is_empty() {
                        self.joined.reserve(wanted.min(READ_BYTES));
                    }
                    self.join(&bytes, room);
                    if self.joined.len() >= wanted.min(READ_BYTES) {
                        return Ok(self.flush());
                    }
                }
            }
        }
        if self.left.is_empty() {
            return Ok(self.flush());
        }
        let count = self.left.len().min(wanted);
        Ok(self.left.split_to(count))
    }

    /// Copies what there is room for; an iterator may have given more.
    fn join(&mut self, bytes: &[u8], room: usize) {
        let (now, later) = bytes.split_at(bytes.len().min(room));
        self.joined.extend_from_slice(now);
        if !later.is_empty() {
            self.left = Bytes::copy_from_slice(later);
        }
    }

    fn flush(&mut self) -> Bytes {
        std::mem::take(&mut self.joined).freeze()
    }
}
