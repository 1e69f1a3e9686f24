//! What an image is read from, and how its bytes become pieces.
//!
//! Glance hands over a reader (`read(n)`), an iterable without `read`, or an open file. Each read
//! asks for at most 1 MiB: larger ones are quadratic inside Glance where the body comes chunked. What
//! a read returns is copied into blocks (`crate::blocks` tells why) without the GIL, so a piece is a
//! full block however the source cuts its bytes. A real file at a known offset is read by position,
//! straight into a block.
//!
//! Rejected: mapping the file, which kills the process when somebody truncates it; and keeping what
//! `read` returned instead of copying it, which costs the copy's time in page faults.

#![expect(unsafe_code, reason = "another's descriptor is borrowed")]

use std::fs::File;
use std::ops::Range;
use std::os::fd::{AsFd, BorrowedFd, RawFd};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::Bytes;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyIterator, PyString, PyTuple};

use crate::blocks::{BLOCK_BYTES, Block, Blocks};
use crate::calling::{call, call_method, next};
use crate::copy::past_the_cache;

/// Letting go of the GIL pays for a copy of at least this size, and so does going past the cache.
const COPY_DETACHED_BYTES: usize = 64 * 1024;

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

    /// The next bytes, empty at the end. A reader is asked for `wanted`, an iterator gives what it
    /// likes. Not for files.
    fn read(&mut self, wanted: usize) -> PyResult<PyBackedBytes> {
        match self {
            Self::Reader(read) => bytes_of(call(read, &(wanted,).into_pyobject(read.py())?, None)?),
            Self::Iterator(iterator) => loop {
                let Some(item) = next(iterator)? else {
                    return Ok(PyBackedBytes::from(PyBytes::new(iterator.py(), b"")));
                };
                // An empty item is not the end of an iterator.
                let bytes = bytes_of(item)?;
                if !bytes.is_empty() {
                    return Ok(bytes);
                }
            },
            Self::File { .. } => unreachable!("files are read by position"),
        }
    }

    /// Leaves a file's position where reading it would have.
    pub fn finish(&self) -> PyResult<()> {
        if let Self::File { object, offset, .. } = self {
            let py = object.py();
            call_method(object, intern!(py, "seek"), &(*offset,).into_pyobject(py)?)?;
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
    let file_io = io.getattr("FileIO")?;
    let mut plain = false;
    for name in ["FileIO", "BufferedReader", "BufferedRandom"] {
        plain = plain || kind.is(&io.getattr(name)?);
    }
    if !plain || !object.call_method0("readable")?.is_truthy()? {
        return Ok(None);
    }
    // A BufferedReader may stand over anything, such as a decompressor with a descriptor of its own.
    let raw = object.getattr_opt("raw")?;
    if raw.is_some_and(|raw| !file_io.is(raw.get_type())) {
        return Ok(None);
    }
    // A BufferedReader over something other than a file has no descriptor.
    let Ok(descriptor) = object
        .call_method0("fileno")
        .and_then(|fd| fd.extract::<RawFd>())
    else {
        return Ok(None);
    };
    if descriptor < 0 {
        return Ok(None);
    }
    let (py, nothing) = (object.py(), PyTuple::empty(object.py()));
    if object.getattr_opt("flush")?.is_some() {
        call_method(object, intern!(py, "flush"), &nothing)?;
    }
    // SAFETY: `object` is alive and has just told us its open descriptor; it is borrowed only for
    // the duplication, with the GIL held.
    let borrowed = unsafe { BorrowedFd::borrow_raw(descriptor) };
    let file = File::from(borrowed.as_fd().try_clone_to_owned()?);
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let offset = call_method(object, intern!(py, "tell"), &nothing)?.extract()?;
    Ok(Some((file, offset)))
}

/// What a read returned, as immutable bytes. `None` stands for the end, as `b""` does.
fn bytes_of(object: Bound<'_, PyAny>) -> PyResult<PyBackedBytes> {
    let py = object.py();
    if object.is_none() {
        return Ok(PyBytes::new(py, b"").into());
    }
    let object = match object.cast_into::<PyBytes>() {
        Ok(bytes) => return Ok(bytes.into()),
        Err(other) => other.into_inner(),
    };
    // `bytes(7)` would be seven zeroes, and `bytes("...")` an unclear error.
    if object.hasattr("__index__")? || object.is_instance_of::<PyString>() {
        let kind = object.get_type();
        let message = format!("image data must be bytes-like, not {kind}");
        return Err(PyTypeError::new_err(message));
    }
    // A bytearray or memoryview may change after the read: what counts is what it holds now.
    let copied = py.get_type::<PyBytes>().call1((object,))?;
    Ok(copied.cast_into::<PyBytes>()?.into())
}

/// Turns reads of any length into blocks, cut only at the ends of parts.
pub struct Pieces {
    blocks: Arc<Blocks>,
    /// What a read gave beyond the block that asked for it, and how much of it is used.
    left: Option<(PyBackedBytes, usize)>,
    /// The source is not asked again once it has said that it is at its end.
    ended: bool,
}

impl Pieces {
    pub fn new(blocks: Arc<Blocks>) -> Self {
        Self {
            blocks,
            left: None,
            ended: false,
        }
    }

    /// The next piece: as many bytes as `wanted` and a block allow, fewer only at the end of the
    /// source, none after it. `seen` gets what was read, in order, as it comes.
    pub fn next<'py>(
        &mut self,
        py: Python<'py>,
        source: &mut Source<'py>,
        wanted: usize,
        seen: &mut dyn FnMut(&[u8]) -> PyResult<()>,
    ) -> PyResult<Bytes> {
        if self.ended && self.left.is_none() {
            return Ok(Bytes::new());
        }
        let mut block = self.blocks.take()?;
        let size = wanted.min(BLOCK_BYTES);
        let mut filled = 0;
        while filled < size {
            if self.left.is_some() {
                filled += self.copy_left(py, &mut block, filled..size);
                continue;
            }
            if self.ended {
                break;
            }
            if let Source::File { file, offset, .. } = source {
                let block = &mut block;
                let count =
                    py.detach(|| read_at(file, block.space_with_pages(filled..size), *offset))?;
                seen(block.space(filled..filled + count))?;
                *offset += count as u64;
                filled += count;
                self.ended = filled < size;
            } else {
                let read = source.read(size - filled)?;
                seen(&read)?;
                self.ended = read.is_empty();
                self.left = (!read.is_empty()).then_some((read, 0));
            }
        }
        Ok(if filled == 0 {
            Bytes::new()
        } else {
            block.freeze(filled)
        })
    }

    /// Moves what is left of the last read into `range` of `block`, as far as it goes.
    fn copy_left(&mut self, py: Python<'_>, block: &mut Block, range: Range<usize>) -> usize {
        let Some((bytes, used)) = &mut self.left else {
            return 0;
        };
        let rest = &bytes[*used..];
        let count = rest.len().min(range.len());
        let rest = &rest[..count];
        if count >= COPY_DETACHED_BYTES {
            py.detach(|| past_the_cache(&mut block.space_with_pages(range)[..count], rest));
        } else {
            let range = range.start..range.start + count;
            block.space(range).copy_from_slice(rest);
        }
        *used += count;
        if *used == bytes.len() {
            self.left = None;
        }
        count
    }
}
