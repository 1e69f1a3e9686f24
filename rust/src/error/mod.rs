//! The engine's one error type, and its one way into Python.
//!
//! Everything that a server, the network or a transfer's own checks can say is a [`Failure`]: a
//! kind that the Python layer maps to a `glance_store` exception, the S3 operation, bucket and key
//! it happened on, and the cause in words. What the image's source raises is not a failure of
//! ours: it travels as [`Error::Python`] and reaches the caller as the very object it was.
//!
//! No text here is ever built from a request's headers or from credentials; [`keys`] sees to it that a
//! server's message, which is repeated, has none.

pub mod keys;
mod kind;
mod sdk;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::calling::call;

pub use kind::Kind;
pub use sdk::causes;

/// The code, our own, of an object whose ETag is not what was sent.
pub const WRONG_OBJECT: &str = "WrongObject";

/// One failed operation on one bucket or object. Boxed, as results carry it everywhere.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{} on {}/{}: {}", .0.operation, .0.bucket, .0.key, .0.message)]
pub struct Failure(Box<Facts>);

/// What is known of a failure.
#[derive(Clone, Debug)]
pub struct Facts {
    pub kind: Kind,
    /// The S3 operation, or `put` and `get` for a transfer's own checks.
    pub operation: &'static str,
    pub bucket: String,
    pub key: String,
    pub message: String,
    pub status: Option<u16>,
    pub code: Option<String>,
    pub request_id: Option<String>,
    /// A multipart upload that could not be aborted and may still be open.
    pub open_upload_id: Option<String>,
    /// Bytes declared and bytes met, for [`Kind::SizeMismatch`].
    pub sizes: Option<(u64, u64)>,
    /// The request was refused, and the server's clock is too far from ours for a signature.
    pub clocks_differ: bool,
    /// Some attempt was sent and never answered: the server may still be at it.
    pub unanswered: bool,
}

impl std::ops::Deref for Failure {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0
    }
}

impl std::ops::DerefMut for Failure {
    fn deref_mut(&mut self) -> &mut Facts {
        &mut self.0
    }
}

impl Failure {
    pub fn new(
        kind: Kind,
        operation: &'static str,
        bucket: &str,
        key: &str,
        message: impl Into<String>,
    ) -> Self {
        Self(Box::new(Facts {
            kind,
            operation,
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            message: message.into(),
            status: None,
            code: None,
            request_id: None,
            open_upload_id: None,
            sizes: None,
            clocks_differ: false,
            unanswered: false,
        }))
    }

    /// Whether the request was refused, or may have been, for the keys or the time that it was signed
    /// with. The answer to a HEAD has no code that would tell.
    pub fn is_of_signature(&self) -> bool {
        self.kind == Kind::Forbidden
            || self.status == Some(400) && self.operation.starts_with("Head")
    }

    /// Whether the server found that a body, or a chunk of it, is not what was signed. A wrong secret key
    /// is told in the same words.
    pub fn is_of_payload(&self) -> bool {
        self.code.as_deref() == Some("SignatureDoesNotMatch")
            || self.kind == Kind::Integrity && self.status.is_some()
    }

    /// Whether the way that the body was signed may be the reason: a server may not know of chunks,
    /// or find the body too long with what stands between them, or answer to a damaged one as to a
    /// signature with wrong keys.
    pub fn may_be_of_chunks(&self) -> bool {
        match self.kind {
            Kind::Forbidden | Kind::TooLarge => true,
            Kind::Server => !self.is_transient(),
            _ => false,
        }
    }

    /// Whether the same request may pass when it is sent again.
    pub fn is_transient(&self) -> bool {
        match self.kind {
            Kind::Timeout | Kind::Connection | Kind::Throttled => true,
            // An object that was stored wrong stands in the way of a second try.
            Kind::Integrity => self.code.as_deref() != Some(WRONG_OBJECT),
            // A Complete may answer 200 and put its error into the body. What a server does not know
            // (501), it does not learn in a moment.
            Kind::Server => self
                .status
                .is_none_or(|status| status == 200 || status >= 500 && status != 501),
            _ => false,
        }
    }
}

/// Whatever ends a transfer other than success.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Failure(#[from] Failure),
    #[error("{0}")]
    Python(#[from] PyErr),
}

pub type Result<T> = std::result::Result<T, Error>;

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        match error {
            Error::Python(error) => error,
            Error::Failure(failure) => {
                Python::attach(|py| to_engine_error(py, &failure).unwrap_or_else(|error| error))
            }
        }
    }
}

/// The failure as `glance_s3_fast.errors.EngineError`.
fn to_engine_error(py: Python<'_>, failure: &Failure) -> PyResult<PyErr> {
    let fields = PyDict::new(py);
    fields.set_item("operation", failure.operation)?;
    fields.set_item("bucket", &failure.bucket)?;
    fields.set_item("key", &failure.key)?;
    fields.set_item("status", failure.status)?;
    fields.set_item("code", failure.code.as_deref())?;
    fields.set_item("request_id", failure.request_id.as_deref())?;
    fields.set_item("upload_id", failure.open_upload_id.as_deref())?;
    fields.set_item("expected", failure.sizes.map(|(expected, _)| expected))?;
    fields.set_item("actual", failure.sizes.map(|(_, actual)| actual))?;
    let class = py.import("glance_s3_fast.errors")?.getattr("EngineError")?;
    let words = (failure.kind.as_str(), &failure.message).into_pyobject(py)?;
    Ok(PyErr::from_value(call(&class, &words, Some(&fields))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_next_time_is_transient() {
        let of = |kind, status| {
            let mut failure = Failure::new(kind, "PutObject", "b", "k", "");
            failure.status = status;
            failure
        };
        assert!(of(Kind::Timeout, None).is_transient());
        assert!(of(Kind::Server, Some(500)).is_transient());
        assert!(!of(Kind::Server, Some(400)).is_transient());
        assert!(!of(Kind::Forbidden, Some(403)).is_transient());
    }
}
