//! What may be left on the server, in the log.

use crate::error::Failure;
use crate::logging::log;

/// Says in the log what the caller's own exception does not tell.
pub async fn log_leftover(what: &'static str, outcome: Result<(), Failure>) {
    let Err(failure) = outcome else {
        return;
    };
    let (bucket, key) = (&failure.bucket, &failure.key);
    let upload_id = failure.open_upload_id.as_deref().unwrap_or("-");
    let line = format!("{what}: bucket={bucket} key={key} upload_id={upload_id}: {failure}");
    log("error", line).await;
}
