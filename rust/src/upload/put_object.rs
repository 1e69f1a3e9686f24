//! PutObject, for a small image.

use std::sync::Arc;

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

use super::body::stream;
use super::content::Content;
use super::envelope::{Envelope, check_etag, with_checksum};
use super::progress::Progress;
use super::target::Target;
use crate::client::checksum::PartChecksum;
use crate::client::{Live, S3, retry};
use crate::error::Failure;

/// What goes with the whole image. What is visible at once is no place for a trial of chunks, and some
/// servers keep the Content-Encoding that goes with them.
pub async fn envelope(s3: &Arc<S3>, content: &Content) -> Envelope {
    Envelope::of(s3, content, false).await
}

/// Sends a whole image in one request that creates and never overwrites.
pub async fn put_object(
    s3: &Arc<S3>,
    live: &Live,
    target: &Target,
    content: &Content,
    envelope: &Envelope,
    if_none_match: bool,
) -> Result<(), Failure> {
    let length = i64::try_from(content.size_bytes).unwrap_or(i64::MAX);
    retry::attempts(s3, live, || {
        let progress = Progress::new();
        let md5 = envelope.content_md5(s3.part_checksum);
        let signing = envelope.payload.signing();
        let config = &s3.config;
        let request = live
            .data
            .put_object()
            .bucket(&target.bucket)
            .key(&target.key)
            .content_length(length)
            .set_metadata(Some(target.metadata(config)))
            .set_if_none_match(if_none_match.then(|| "*".to_owned()))
            .set_content_type(config.content_type.clone())
            .set_storage_class(config.storage_class.as_deref().map(Into::into))
            .set_server_side_encryption(config.server_side_encryption.as_deref().map(Into::into))
            .set_ssekms_key_id(config.sse_kms_key_id.clone())
            .set_expected_bucket_owner(config.expected_bucket_owner.clone());
        let sending = with_checksum!(request, s3.part_checksum, envelope.checksum.clone())
            .set_content_md5(md5.clone())
            .body(stream(content, &signing, &progress))
            .customize()
            .interceptor(signing)
            .interceptor(progress.interceptor())
            .mutate_request(only_own_content_type(config.content_type.is_some()))
            .send();
        async move {
            match progress.watch(s3.progress_timeout(), sending).await {
                None => Err(target.stalled(s3, "PutObject")),
                Some(Err(error)) => Err(Failure::of_sdk(
                    "PutObject",
                    &target.bucket,
                    &target.key,
                    &error,
                )),
                Some(Ok(stored)) => {
                    let kms = stored.ssekms_key_id().is_some();
                    check_etag(s3, target, "PutObject", stored.e_tag(), kms, md5).map(drop)
                }
            }
        }
    })
    .await
}

/// Takes away the content type that the SDK makes up for a body when none is configured: then the
/// server chooses, as it does for an image in parts.
fn only_own_content_type(configured: bool) -> impl Fn(&mut HttpRequest) + Send + Sync + 'static {
    move |request| {
        if !configured {
            request.headers_mut().remove("content-type");
        }
    }
}
