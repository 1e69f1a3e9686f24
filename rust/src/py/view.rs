//! Native bytes as Python's: for a callee that reads them during one call, or for good.

#![expect(
    unsafe_code,
    reason = "a view of Rust's memory for Python, and Python's memory for Rust"
)]

use std::mem::MaybeUninit;

use pyo3::ffi;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::calling::call_method;

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
    let updated = call_method(object, intern!(py, "update"), &(&view,).into_pyobject(py)?);
    view.call_method0(intern!(py, "release"))?;
    updated.map(drop)
}

/// A new `bytes` object of `length` bytes and its memory, which nothing has cleared: it is to be
/// filled before anybody else sees the object.
pub fn unfilled<'py>(
    py: Python<'py>,
    length: usize,
) -> PyResult<(Bound<'py, PyBytes>, &'py mut [MaybeUninit<u8>])> {
    let size = ffi::Py_ssize_t::try_from(length)?;
    // SAFETY: with a null pointer this makes a new object of undefined content (Python/C API,
    // PyBytes_FromStringAndSize), of which nobody else knows. Its memory neither moves nor goes away
    // while the caller has the object, and the caller keeps it as long as the slice.
    unsafe {
        let object = ffi::PyBytes_FromStringAndSize(std::ptr::null(), size);
        let object = Bound::from_owned_ptr_or_err(py, object)?.cast_into_unchecked::<PyBytes>();
        let start = ffi::PyBytes_AsString(object.as_ptr()).cast::<MaybeUninit<u8>>();
        Ok((object, std::slice::from_raw_parts_mut(start, length)))
    }
}
