//! Native bytes for a Python callee that reads them during one call.

use pyo3::ffi;
use pyo3::prelude::*;

/// `object.update(bytes)` without a copy, for hashers and signature verifiers.
pub fn update(object: &Bound<'_, PyAny>, bytes: &[u8]) -> PyResult<()> {
    let py = object.py();
    let length = ffi::Py_ssize_t::try_from(bytes.len())?;
    let start = bytes.as_ptr().cast_mut().cast();
    // SAFETY: a read-only view of memory that outlives this call; it is released before the call
    // ends, whatever the callee kept of it, and a released view refuses every access.
    let view = unsafe {
        let view = ffi::PyMemoryView_FromMemory(start, length, ffi::PyBUF_READ);
        Bound::from_owned_ptr_or_err(py, view)?
    };
    let updated = object.call_method1("update", (&view,));
    view.call_method0("release")?;
    updated.map(drop)
}
