//! The request of a download, the same for its head and for each of its ranges.

use std::future::Future;
use std::ops::Range;

use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::types::ChecksumMode;

use crate::client::raw::{RawBody, or_raw};
use crate::client::{Live, S3};
use crate::error::{Failure, Kind};

/// Whether the checksum of a whole answer is to be compared.
pub fn verifies(s3: &S3) -> bool {
    s3.config.response_checksum == "when_supported"
}

/// The answer to a GET, and its body where that can be read from the socket. Checksums are compared by
/// the SDK as it hands a body on.
pub async fn raw_unless_verified(
    s3: &S3,
    asked: impl Future<Output = Result<GetObjectOutput, Failure>>,
) -> Result<(GetObjectOutput, Option<RawBody>), Failure> {
    if verifies(s3) {
        return Ok((asked.await?, None));
    }
    let (answer, raw) = or_raw(asked).await;
    Ok((answer?, raw))
}

/// One GET. `range` in bytes, the end excluded; `None` asks for the whole object.
pub async fn get_object(
    s3: &S3,
    live: &Live,
    place: (&str, &str),
    range: Option<Range<u64>>,
    etag: Option<&str>,
) -> Result<GetObjectOutput, Failure> {
    let verify = range.is_none() && verifies(s3);
    let request = live
        .data
        .get_object()
        .bucket(place.0)
        .key(place.1)
        .set_range(range.map(|range| match range.end {
            u64::MAX => format!("bytes={}-", range.start),
            end => format!("bytes={}-{}", range.start, end - 1),
        }))
        .set_if_match(etag.map(str::to_owned))
        .set_checksum_mode(verify.then_some(ChecksumMode::Enabled))
        .set_expected_bucket_owner(s3.config.expected_bucket_owner.clone());
    let answer = tokio::time::timeout(s3.progress_timeout(), request.send())
        .await
        .map_err(|_| {
            let secs = s3.config.progress_timeout_secs;
            let message = format!("no answer for {secs} s (s3_fast_progress_timeout_secs)");
            Failure::new(Kind::Timeout, "GetObject", place.0, place.1, message)
        })?;
    answer.map_err(|error| {
        let mut failure = Failure::of_sdk("GetObject", place.0, place.1, &error);
        if failure.status == Some(412) && etag.is_some() {
            failure.kind = Kind::ObjectChanged;
            failure.message = "the object was replaced while it was read".into();
        }
        failure
    })
}
