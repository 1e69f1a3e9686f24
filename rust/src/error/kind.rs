//! The kinds of failures, and what an S3 server's answer says of them.

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
    pub(super) fn of_answer(status: u16, code: Option<&str>) -> Self {
        match code.unwrap_or_default() {
            "NoSuchBucket" => Self::NoSuchBucket,
            "NoSuchKey" | "NotFound" => Self::NotFound,
            "PermanentRedirect"
            | "TemporaryRedirect"
            | "AuthorizationHeaderMalformed"
            | "IllegalLocationConstraintException" => Self::WrongRegion,
            // The conflicts are of two requests at once; S3 asks to send such a one again.
            "SlowDown"
            | "SlowDownRead"
            | "SlowDownWrite"
            | "RequestLimitExceeded"
            | "ThrottlingException"
            | "TooManyRequests"
            | "TooManyRequestsException"
            | "ServiceUnavailable"
            | "ConditionalRequestConflict"
            | "OperationAborted" => Self::Throttled,
            "InsufficientStorage"
            | "XMinioStorageFull"
            | "XMinioAdminBucketQuotaExceeded"
            | "QuotaExceeded"
            | "DiskFull" => Self::StorageFull,
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
            // For Complete and UploadPart; an abort takes it for done (`upload::opening`).
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
}
