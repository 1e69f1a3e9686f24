//! What the operations that write have in common.

use crate::body::Received;
use crate::request::Request;
use crate::response::Response;
use crate::state::State;

/// The MD5 where it was asked for, else a number that looks like one.
pub fn etag(body: &Received, state: &State) -> String {
    match &body.md5 {
        Some(md5) => format!("\"{md5}\""),
        None => format!(
            "\"{:032x}\"",
            u128::from(state.next_serial()) << 64 | u128::from(body.size_bytes)
        ),
    }
}

pub fn creates_only(request: &Request) -> bool {
    request.header("if-none-match") == Some("*")
}

pub fn precondition_failed() -> Response {
    Response::error(
        412,
        "PreconditionFailed",
        "At least one of the preconditions did not hold",
    )
}

pub fn no_such_upload() -> Response {
    Response::error(
        404,
        "NoSuchUpload",
        "The specified multipart upload does not exist.",
    )
}
