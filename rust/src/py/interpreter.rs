//! Which interpreter of a process may load the module.

#![expect(unsafe_code, reason = "PyO3 has no safe call for it")]

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// Fails in all interpreters but the main one.
///
/// The runtime's threads belong to no interpreter, and `PyGILState_Ensure` attaches them to the main
/// one, with whose state they would then use another's objects (Python/C API, "Sub-interpreter
/// support"); what PyO3 keeps for good, names above all, is gone with the interpreter that made it.
/// From Python 3.12 on the process dies of either.
///
/// # Errors
/// `ImportError`.
pub fn main_only(_py: Python<'_>) -> PyResult<()> {
    // SAFETY: this thread has the GIL, so that there is a current interpreter.
    let id = unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) };
    if id == 0 {
        return Ok(());
    }
    Err(PyImportError::new_err(
        "the native module works in a process's main interpreter only, and this is another one. \
         uWSGI makes one for each further application, unless 'single-interpreter = true'",
    ))
}
