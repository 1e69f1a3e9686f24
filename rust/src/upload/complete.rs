//! The request that makes an image visible whole: a single PUT, or Complete.

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_s3::types::CompletedMultipartUpload;

use super::content::Content;
use super::envelope::Envelope;
use super::part::Stored;
use super::put_object::put_object;
use super::target::{Found, Target};
use crate::client::{Live, S3, retry};
use crate::error::{Failure, Kind};
use crate::landing::Landing;

/// A server may take minutes to put thousands of parts together (S3 API Reference,
/// CompleteMultipartUpload), so one attempt has this many progress timeouts. After each the object is
/// looked for, in case only the answer is missing.
const COMPLETE_PATIENCE: u32 = 4;

/// Whether a server does not know If-None-Match on this operation.
fn condition_unknown(failure: &Failure) -> bool {
    failure.status == Some(501) || failure.code.as_deref() == Some("NotImplemented")
}

fn upload_is_gone(failure: &Failure) -> bool {
    failure.code.as_deref() == Some("NoSuchUpload")
}

/// Alone in this process from here on, as long as it is kept, and with no object there.
async fn land(s3: &S3, live: &Live, target: &Target) -> Result<Landing, Failure> {
    let endpoint = s3.config.endpoint_url.as_deref().unwrap_or_default();
    let name = format!("{endpoint} {} {}", target.bucket, target.key);
    let landing = live.process.landings.begin(name).await;
    target.check_free(s3, live).await?;
    Ok(landing)
}

/// A small image in one request.
pub async fn put(
    s3: Arc<S3>,
    live: Arc<Live>,
    target: Arc<Target>,
    content: Content,
    envelope: Envelope,
) -> Result<(), Failure> {
    let send = |condition| put_object(&s3, &live, &target, &content, &envelope, condition);
    let mut sent = send(true).await;
    // Kept until it is settled.
    let mut _landing = None;
    if sent.as_ref().is_err_and(condition_unknown) {
        sent = match land(&s3, &live, &target).await {
            Ok(alone) => {
                _landing = Some(alone);
                send(false).await
            }
            // It may be ours: an earlier attempt may have met another server behind the name.
            Err(there) => Err(there),
        };
    }
    match sent {
        Ok(()) => Ok(()),
        Err(failure) => {
            let size_bytes = content.size_bytes;
            target.settle(&s3, &live, size_bytes, failure, None).await
        }
    }
}

/// Makes the parts one object, if they are all there and nobody else's object is.
pub async fn complete(
    s3: Arc<S3>,
    live: Arc<Live>,
    target: Arc<Target>,
    upload_id: String,
    mut stored: Vec<Stored>,
    size_bytes: u64,
) -> Result<(), Failure> {
    stored.sort_by_key(|part| part.part_number);
    let in_order = (1..).zip(&stored).all(|(n, part)| n == part.part_number);
    let sum: u64 = stored.iter().map(|part| part.size_bytes).sum();
    if !in_order || sum != size_bytes {
        let message = format!(
            "{} parts with {sum} bytes do not make up the image's {size_bytes} bytes",
            stored.len()
        );
        return Err(target.failure(Kind::Integrity, message));
    }
    // Ceph RGW ignores If-None-Match here and overwrites.
    let _landing = land(&s3, &live, &target).await?;
    let parts = stored
        .iter()
        .map(|part| part.completed(s3.part_checksum))
        .collect::<Vec<_>>();
    let conflict = Mutex::new(None);
    let send = async |condition: Option<&str>| {
        let request = live
            .data
            .complete_multipart_upload()
            .bucket(&target.bucket)
            .key(&target.key)
            .upload_id(&upload_id)
            .set_if_none_match(condition.map(str::to_owned))
            .set_expected_bucket_owner(s3.config.expected_bucket_owner.clone())
            .multipart_upload(
                CompletedMultipartUpload::builder()
                    .set_parts(Some(parts.clone()))
                    .build(),
            );
        let operation = "CompleteMultipartUpload";
        let mut request = pin!(request.send());
        for _ in 0..COMPLETE_PATIENCE {
            match tokio::time::timeout(s3.progress_timeout(), &mut request).await {
                Ok(Ok(completed)) => return Ok(completed.e_tag),
                Ok(Err(error)) => {
                    let failure = Failure::of_sdk(operation, &target.bucket, &target.key, &error);
                    if failure.status == Some(409) {
                        let mut conflict = conflict.lock().unwrap_or_else(PoisonError::into_inner);
                        conflict.get_or_insert_with(|| failure.clone());
                    }
                    return Err(failure);
                }
                Err(_) => {
                    if matches!(target.find(&s3, &live, size_bytes).await, Ok(Found::Ours)) {
                        return Ok(None);
                    }
                }
            }
        }
        Err(target.stalled(&s3, operation))
    };
    let mut completed = retry::attempts(&s3, &live, || send(Some("*"))).await;
    if completed.as_ref().is_err_and(condition_unknown) {
        completed = match target.check_free(&s3, &live).await {
            Ok(()) => retry::attempts(&s3, &live, || send(None)).await,
            Err(there) => Err(there),
        };
    }
    // S3 ends the upload with some conflicts: the first is the cause, and not what comes of trying again.
    if completed.as_ref().is_err_and(upload_is_gone)
        && let Some(conflict) = conflict
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    {
        completed = Err(conflict);
    }
    match completed {
        Ok(etag) => {
            target
                .confirm(&s3, &live, size_bytes, etag.as_deref())
                .await
        }
        Err(failure) => {
            let upload_id = Some(upload_id.as_str());
            target
                .settle(&s3, &live, size_bytes, failure, upload_id)
                .await
        }
    }
}
