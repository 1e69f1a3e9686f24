//! What may be left on the server, in the log.

use pyo3::intern;
use pyo3::prelude::*;

use crate::calling::call_method;
use crate::error::Failure;

/// Says in the log what the caller's own exception does not tell. Not on a thread that sends: it
/// waits for the GIL.
pub async fn log_leftover(what: &'static str, outcome: Result<(), Failure>) {
    let Err(failure) = outcome else {
        return;
    };
    let logged = tokio::task::spawn_blocking(move || {
        // An interpreter that has ended has no log.
        Python::try_attach(|py| {
            let upload_id = failure.open_upload_id.as_deref().unwrap_or("-");
            let name = ("glance_s3_fast.engines.native",).into_pyobject(py)?;
            let logging = py.import("logging")?;
            let log = call_method(&logging, intern!(py, "getLogger"), &name)?;
            let line = "%s: bucket=%s key=%s upload_id=%s: %s";
            let cause = failure.to_string();
            let (bucket, key) = (failure.bucket.as_str(), failure.key.as_str());
            let said = (line, what, bucket, key, upload_id, cause).into_pyobject(py)?;
            call_method(&log, intern!(py, "error"), &said).map(drop)
        })
    });
    // A log that cannot be written cannot be reported either.
    let _ = logged.await;
}
