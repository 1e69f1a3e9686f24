//! Lines in Python's log.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::calling::call_method;

/// Writes `line` at the level that `method` of a logger is for. Not on a thread that sends: it waits
/// for the GIL.
pub async fn log(method: &'static str, line: String) {
    let logged = tokio::task::spawn_blocking(move || {
        // An interpreter that has ended has no log.
        Python::try_attach(|py| {
            let name = ("glance_s3_fast.engines.native",).into_pyobject(py)?;
            let logging = py.import("logging")?;
            let logger = call_method(&logging, intern!(py, "getLogger"), &name)?;
            let said = ("%s", line).into_pyobject(py)?;
            call_method(&logger, &PyString::new(py, method), &said).map(drop)
        })
    });
    // A log that cannot be written cannot be reported either.
    let _ = logged.await;
}
