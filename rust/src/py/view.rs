//! Native bytes as Python's: for a callee that reads them during one call, or for good.

use bytes::Bytes;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// `object.update(bytes)` without a copy. For hashlib's objects, which keep nothing of what they are
/// given; releasing the view would not reach a slice of it that a callee kept.
pub fn update(object: &Bound<'_, PyAny>, bytes: &[u8]) -> PyResult<()> {
    let py = object.py();
    let length = ffi::Py_ssize_t::try_from(bytes.len())?;
    let start = bytes.as_ptr().cast_mut().cast();
    // SAFETY: a read-only view of memory that outlives this call, for a callee that keeps no part of
    // it; the view itself is released before the call ends.
    let view = unsafe {
        let view = ffi::PyMemoryView_FromMemory(start, length, ffi::PyBUF_READ);
        Bound::from_owned_ptr_or_err(py, view)?
    };
    let updated = object.call_method1("update", (&view,));
    view.call_method0("release")?;
    updated.map(drop)
}

/// The frames as one `bytes` object: copied once, without the GIL, into memory that nothing has
/// cleared before.
pub fn join<'py>(py: Python<'py>, frames: &[Bytes]) -> PyResult<Bound<'py, PyBytes>> {
    let size: usize = frames.iter().map(Bytes::len).sum();
    let length = ffi::Py_ssize_t::try_from(size)?;
    // SAFETY: with a null pointer this makes a new object of undefined content, which is to be filled
    // before anybody else sees it (Python/C API, PyBytes_FromStringAndSize).
    let (object, start) = unsafe {
        let object = ffi::PyBytes_FromStringAndSize(std::ptr::null(), length);
        let object = Bound::from_owned_ptr_or_err(py, object)?.cast_into_unchecked::<PyBytes>();
        let start = ffi::PyBytes_AsString(object.as_ptr());
        (object, start as usize)
    };
    py.detach(|| {
        let mut at = start as *mut u8;
        for frame in frames {
            // SAFETY: the frames' lengths add up to the object's, which is alive and ours alone.
            unsafe {
                std::ptr::copy_nonoverlapping(frame.as_ptr(), at, frame.len());
                at = at.add(frame.len());
            }
        }
    });
    Ok(object)
}
