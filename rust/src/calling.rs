//! Calls into Python code that take their time, and may never come back.
//!
//! While an interpreter ends, a thread that asks for its GIL again is ended: up to Python 3.13 by
//! `pthread_exit`, which unwinds the thread's stack (Python/C API, "Cautions regarding runtime
//! finalization"). What PyO3 has further up the stack catches whatever unwinds, and glibc then ends
//! the process with SIGABRT: "FATAL: exception not rethrown". PyO3 keeps a thread that meets this
//! when it attaches; one that meets it inside of a call, as daemon threads do that read an image,
//! has to be kept here. It sleeps until the process is gone, as such threads do by themselves from
//! Python 3.14 on.
//!
//! PyO3 declares Python's functions as such that never unwind, and the compiler then leaves out what
//! the guard needs. So they are called through pointers of another type, of which the compiler cannot
//! know the function. Between the guard and Python nothing is dropped that owns a Python object, as the
//! thread has no GIL any more. That the guard is dropped at all in a stack that C unwinds is what Rust
//! does, not what it promises; PyO3 counts on the same.

#![expect(
    unsafe_code,
    reason = "functions of Python are called through pointers that may unwind"
)]

use pyo3::ffi::{PyIter_Next, PyObject, PyObject_Call};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyString, PyTuple};

type Call =
    unsafe extern "C-unwind" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject;
type Next = unsafe extern "C-unwind" fn(*mut PyObject) -> *mut PyObject;

// SAFETY: the types differ in what may unwind only, and a C function does not look.
static CALL: Call = unsafe {
    std::mem::transmute::<
        unsafe extern "C" fn(*mut PyObject, *mut PyObject, *mut PyObject) -> *mut PyObject,
        Call,
    >(PyObject_Call)
};
// SAFETY: as above.
static NEXT: Next = unsafe {
    std::mem::transmute::<unsafe extern "C" fn(*mut PyObject) -> *mut PyObject, Next>(PyIter_Next)
};

/// `callable(*arguments, **named)`.
pub fn call<'py>(
    callable: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyTuple>,
    named: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (function, given) = (callable.as_ptr(), arguments.as_ptr());
    let named = named.map_or(std::ptr::null_mut(), |named| named.as_ptr());
    // SAFETY: the static is never written. All objects are alive, the second is a tuple and the third
    // a dictionary or null; what comes back is a new reference, or null with an exception set
    // (Python/C API, PyObject_Call).
    unsafe {
        let python = std::ptr::read_volatile(&raw const CALL);
        let result = kept(|| python(function, given, named));
        Bound::from_owned_ptr_or_err(callable.py(), result)
    }
}

/// `object.name(*arguments)`.
pub fn call_method<'py>(
    object: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
    arguments: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    call(&object.getattr(name)?, arguments, None)
}

/// `next(iterator)`, `None` at its end.
pub fn next<'py>(iterator: &Bound<'py, PyIterator>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let (py, iterating) = (iterator.py(), iterator.as_ptr());
    // SAFETY: the static is never written. The iterator is alive; what comes back is a new reference,
    // or null, with an exception set if this is not the end (Python/C API, PyIter_Next).
    let item = unsafe {
        let python = std::ptr::read_volatile(&raw const NEXT);
        Bound::from_owned_ptr_or_opt(py, kept(|| python(iterating)))
    };
    match item {
        None => PyErr::take(py).map_or(Ok(None), Err),
        some => Ok(some),
    }
}

/// Where `call` is unwound, the thread goes no further. Panics do not come through: PyO3 catches those
/// of functions that Python calls.
fn kept<T>(call: impl FnOnce() -> T) -> T {
    let stays = Stays;
    let result = call();
    std::mem::forget(stays);
    result
}

struct Stays;

impl Drop for Stays {
    fn drop(&mut self) {
        loop {
            std::thread::park();
        }
    }
}
