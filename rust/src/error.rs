//! The engine's one error type, and its one way into Python.
//!
//! Everything that a server, the network or a transfer's own checks can say is a [`Failure`]: a
//! kind that the Python layer maps to a `glance_store` exception, the S3 operation, bucket and key
//! it happened on, and the cause in words. What the image's source raises is not a failure of
//! ours: it travels as [`Error::Python`] and reaches the caller as the very object it was.
//!
//! No text here is ever built from a request's headers or from credentials.

use std::time::SystemTime;

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::error::display::DisplayErrorContext;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// What went wrong, as far as a caller has to tell cases apart.
///
/// The names are those of `glance_s3_fast.errors.ErrorKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    NotFound,
    NoSuchBucket,
    Duplicate,
    Forbidden,
    SizeMismatch,
    StorageFull,
    TooLarge,
    WrongRegion,
    ObjectChanged,
    Integrity,
    Tls,
    Timeout,
    Connection,
    Throttled,
    BadRange,
    Configuration,
    Server,
}

impl Kind {
    /// The value of the Python enum's member.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::NoSuchBucket => "no_such_bucket",
            Self::Duplicate => "duplicate",
            Self::Forbidden => "forbidden",
            Self::SizeMismatch => "size_mismatch",
            Self::StorageFull => "storage_full",
            Self::TooLarge => "too_large",
            Self::WrongRegion => "wrong_region",
            Self::ObjectChanged => "object_changed",
            Self::Integrity => "integrity",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Connection => "connection",
            Self::Throttled => "throttled",
            Self::BadRange => "bad_range",
            Self::Configuration => "configuration",
            Self::Server => "server",
        }
    }

    /// The kind that an answer's status and S3 error code stand for
    /// (Amazon S3 API Reference, "Error responses"; MinIO and Ceph codes where they differ).
    fn of_answer(status: u16, code: Option<&str>) -> Self {
        match code.unwrap_or_default() {
            "NoSuchBucket" => Self::NoSuchBucket,
            "NoSuchKey" | "NotFound" => Self::NotFound,
            "PermanentRedirect"
            | "TemporaryRedirect"
            | "AuthorizationHeaderMalformed"
            | "IllegalLocationConstraintException" => Self::WrongRegion,
            // The conflicts are of two requests at once; S3 asks to send such a one again.
            "SlowDown"
            | "SlowDownWrite"
            | "TooManyRequests"
            | "ServiceUnavailable"
            | "ConditionalRequestConflict"
            | "OperationAborted" => Self::Throttled,
            "InsufficientStorage" | "XMinioStorageFull" | "QuotaExceeded" | "DiskFull" => {
                Self::StorageFull
            }
            "EntityTooLarge" | "XMinioObjectTooLarge" => Self::TooLarge,
            "AccessDenied"
            | "ExpiredToken"
            | "InvalidAccessKeyId"
            | "InvalidToken"
            | "RequestTimeTooSkewed"
            | "SignatureDoesNotMatch"
            | "TokenRefreshRequired" => Self::Forbidden,
            "BadDigest"
            | "InvalidDigest"
            | "XAmzContentSHA256Mismatch"
            | "XAmzContentChecksumMismatch" => Self::Integrity,
            "InvalidRange" => Self::BadRange,
            // versitygw's answer to an access key that it does not know, with status 404.
            "XAdminUserNotFound" => Self::Forbidden,
            // The body did not arrive, or not in the server's time.
            "RequestTimeout" | "IncompleteBody" => Self::Connection,
            // For Complete and UploadPart; an abort takes it for done (`upload::complete`).
            "NoSuchUpload" => Self::Server,
            _ => match status {
                301 | 307 => Self::WrongRegion,
                401 | 403 => Self::Forbidden,
                404 => Self::NotFound,
                408 => Self::Connection,
                413 => Self::TooLarge,
                416 => Self::BadRange,
                429 | 503 => Self::Throttled,
                507 => Self::StorageFull,
                _ => Self::Server,
            },
        }
    }
}

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

    /// What the SDK's error means.
    pub fn of_sdk<E>(
        operation: &'static str,
        bucket: &str,
        key: &str,
        error: &SdkError<E, HttpResponse>,
    ) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let status = error.raw_response().map(|r| r.status().as_u16());
        let code = error.code().map(str::to_owned);
        let header = |name| error.raw_response().and_then(|r| r.headers().get(name));
        let region = header("x-amz-bucket-region");
        let kind = match error {
            // All that the answer to a HEAD has room for when the region is wrong.
            SdkError::ServiceError(_)
                if operation.starts_with("Head") && status == Some(400) && region.is_some() =>
            {
                Kind::WrongRegion
            }
            SdkError::ServiceError(_) => {
                Kind::of_answer(status.unwrap_or_default(), code.as_deref())
            }
            SdkError::TimeoutError(_) => Kind::Timeout,
            SdkError::DispatchFailure(failure) => {
                let text = DisplayErrorContext(error).to_string();
                // "peer closed connection without sending TLS close_notify" is a lost connection.
                if text.contains("certificate")
                    || text.contains("received fatal alert")
                    || text.contains("InvalidContentType")
                    || text.contains("corrupt message")
                {
                    Kind::Tls
                } else if failure.is_timeout() {
                    Kind::Timeout
                } else if failure.is_io() || failure.as_other().is_some() || from_http(error) {
                    Kind::Connection
                } else {
                    // Such as keys that could not be had.
                    Kind::Configuration
                }
            }
            SdkError::ResponseError(_) => Kind::Connection,
            _ => Kind::Configuration,
        };
        let mut message = match (error, error.message()) {
            (SdkError::ServiceError(_), Some(text)) => text.to_owned(),
            (SdkError::ServiceError(_), None) => {
                format!("the server answered {}", status.unwrap_or_default())
            }
            _ => causes(error),
        };
        if kind == Kind::WrongRegion
            && let Some(region) = region
        {
            message = format!("{message}; the bucket is in region {region}");
        }
        let apart = header("date").and_then(seconds_from_now).unwrap_or(0);
        let refused = kind == Kind::Forbidden || status == Some(400);
        let clocks_differ = refused && apart > SKEW_MAX_SECS;
        if clocks_differ {
            message =
                format!("{message}; the clocks of this host and the server differ by {apart} s");
        }
        let mut failure = Self::new(kind, operation, bucket, key, message);
        failure.status = status;
        failure.code = code;
        failure.clocks_differ = clocks_differ;
        failure.request_id = header("x-amz-request-id").map(str::to_owned);
        failure
    }

    /// Whether the request was refused, or may have been, for the keys or the time that it was signed
    /// with. The answer to a HEAD has no code that would tell.
    pub fn is_of_signature(&self) -> bool {
        self.kind == Kind::Forbidden
            || self.status == Some(400) && self.operation.starts_with("Head")
    }

    /// Whether the same request may pass when it is sent again.
    pub fn is_transient(&self) -> bool {
        match self.kind {
            Kind::Timeout | Kind::Connection | Kind::Throttled => true,
            // An object that was stored wrong stands in the way of a second try.
            Kind::Integrity => self.code.as_deref() != Some(WRONG_OBJECT),
            // A Complete may answer 200 and put its error into the body.
            Kind::Server => self
                .status
                .is_none_or(|status| status >= 500 || status == 200),
            _ => false,
        }
    }
}

/// Signatures of another time than the server's are refused from 15 minutes on; the SDK takes the
/// server's time for the next one from here on.
const SKEW_MAX_SECS: u64 = 4 * 60;

/// How far an HTTP date is from now.
fn seconds_from_now(date: &str) -> Option<u64> {
    let then = DateTime::from_str(date, Format::HttpDate).ok()?.secs();
    Some(DateTime::from(SystemTime::now()).secs().abs_diff(then))
}

/// Whether an error began in the HTTP layer, as a connection that was closed without an answer does.
fn from_http(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.is::<hyper::Error>() {
            return true;
        }
        source = cause.source();
    }
    false
}

/// The chain of causes in one line, without the debug noise of the SDK's own display.
pub fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let next = cause.to_string();
        if !text.ends_with(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        source = cause.source();
    }
    text
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
    let error = py
        .import("glance_s3_fast.errors")?
        .getattr("EngineError")?
        .call((failure.kind.as_str(), &failure.message), Some(&fields))?;
    Ok(PyErr::from_value(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_outranks_the_status_it_came_with() {
        assert_eq!(
            Kind::of_answer(404, Some("XAdminUserNotFound")),
            Kind::Forbidden
        );
        assert_eq!(
            Kind::of_answer(404, Some("NoSuchBucket")),
            Kind::NoSuchBucket
        );
        assert_eq!(Kind::of_answer(404, None), Kind::NotFound);
        assert_eq!(Kind::of_answer(403, Some("AccessDenied")), Kind::Forbidden);
        assert_eq!(
            Kind::of_answer(400, Some("AuthorizationHeaderMalformed")),
            Kind::WrongRegion
        );
        assert_eq!(Kind::of_answer(503, Some("SlowDown")), Kind::Throttled);
        assert_eq!(Kind::of_answer(507, None), Kind::StorageFull);
    }

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
