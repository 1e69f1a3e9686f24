//! What an error of the SDK means, in the engine's own words.

use std::time::SystemTime;

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::error::display::DisplayErrorContext;

use super::keys::without_keys;
use super::{Failure, Kind};

impl Failure {
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
            (SdkError::ServiceError(_), Some(text)) => without_keys(text),
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
