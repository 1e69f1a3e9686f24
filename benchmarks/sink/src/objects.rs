//! Objects: put whole, read whole or in ranges.

use crate::body::Received;
use crate::request::Request;
use crate::response::Response;
use crate::state::{Object, State};
use crate::writing::{creates_only, etag, precondition_failed};

pub fn put_object(name: String, request: &Request, body: &Received, state: &State) -> Response {
    if creates_only(request) && find(&name, state).is_some() {
        return precondition_failed();
    }
    let object = Object {
        size_bytes: body.size_bytes,
        etag: etag(body, state),
        metadata: request.headers_starting("x-amz-meta-").collect(),
        part_sizes: Vec::new(),
    };
    let response = Response::new(200).header("ETag", &object.etag);
    state.objects.lock().unwrap().insert(name, object);
    response.headers(request.headers_starting("x-amz-checksum-"))
}

pub fn read_object(name: &str, request: &Request, state: &State) -> Response {
    let Some(object) = find(name, state) else {
        return Response::error(404, "NoSuchKey", "The specified key does not exist.");
    };
    if request
        .header("if-match")
        .is_some_and(|etag| etag != "*" && etag != object.etag)
    {
        return precondition_failed();
    }
    let common = |response: Response| {
        response
            .header("ETag", &object.etag)
            .header("Accept-Ranges", "bytes")
            .header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
            .header("Content-Type", "binary/octet-stream")
            .headers(object.metadata.clone())
    };
    let size = object.size_bytes;
    match request
        .header("range")
        .map(|range| requested_range(range, size))
    {
        None => common(Response::new(200)).object(0, size),
        Some(Some((first, last))) => common(Response::new(206))
            .header("Content-Range", format!("bytes {first}-{last}/{size}"))
            .object(first, last - first + 1),
        Some(None) => Response::error(
            416,
            "InvalidRange",
            "The requested range is not satisfiable",
        )
        .header("Content-Range", format!("bytes */{size}")),
    }
}

/// First and last byte of a single range (RFC 9110, 14.1.2); `None` when there are no such bytes.
fn requested_range(range: &str, size: u64) -> Option<(u64, u64)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let end = size.checked_sub(1)?;
    if first.is_empty() {
        let suffix: u64 = last.parse().ok()?;
        return (suffix > 0).then(|| (size.saturating_sub(suffix), end));
    }
    let first: u64 = first.parse().ok()?;
    let last = if last.is_empty() {
        end
    } else {
        last.parse::<u64>().ok()?.min(end)
    };
    (first <= last).then_some((first, last))
}

/// An object uploaded before, or one that its name makes, in any bucket: `gen-<size in bytes>`, and
/// `gen-<size in bytes>-<anything>` for who wants several.
pub fn find(name: &str, state: &State) -> Option<Object> {
    if let Some(object) = state.objects.lock().unwrap().get(name) {
        return Some(object.clone());
    }
    let made = name.split_once("/gen-")?.1;
    let size_bytes = made.split('-').next()?.parse().ok()?;
    let etag = format!("\"{size_bytes:032x}\"");
    Some(Object {
        size_bytes,
        etag,
        metadata: Vec::new(),
        part_sizes: Vec::new(),
    })
}
