//! The two requests that carry image bytes: UploadPart, and PutObject for a small image.

use std::sync::Arc;

use aws_sdk_s3::types::CompletedPart;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::base64;

use super::body::{Content, stream};
use super::pace::Pace;
use super::progress::Progress;
use super::target::Target;
use super::unanswered::Unanswered;
use crate::client::checksum::{PartChecksum, PayloadSigning, hex};
use crate::client::{Live, S3, retry};
use crate::error::{Failure, Kind, WRONG_OBJECT};
use crate::metrics::add;

/// Sets the checksum header of whichever algorithm is in force.
macro_rules! with_checksum {
    ($builder:expr, $algorithm:expr, $value:expr) => {
        match $algorithm {
            PartChecksum::None | PartChecksum::Md5 => $builder,
            PartChecksum::Crc32 => $builder.set_checksum_crc32($value),
            PartChecksum::Crc32c => $builder.set_checksum_crc32_c($value),
            PartChecksum::Crc64Nvme => $builder.set_checksum_crc64_nvme($value),
            PartChecksum::Sha256 => $builder.set_checksum_sha256($value),
        }
    };
}

fn content_md5(algorithm: PartChecksum, checksum: &Option<String>) -> Option<String> {
    checksum.clone().filter(|_| algorithm == PartChecksum::Md5)
}

/// What goes with a body besides its bytes.
struct Envelope {
    checksum: Option<String>,
    signing: PayloadSigning,
}

/// Hashing a part takes milliseconds: on a thread that may block, so that the sockets of other
/// parts are served meanwhile.
async fn envelope(s3: &Arc<S3>, content: &Content) -> Envelope {
    let (s3, pieces) = (Arc::clone(s3), content.pieces.clone());
    if s3.part_checksum == PartChecksum::None && s3.config.unsigned_payload() {
        return Envelope {
            checksum: None,
            signing: PayloadSigning::unsigned(),
        };
    }
    tokio::task::spawn_blocking(move || Envelope {
        checksum: s3.part_checksum.of(&pieces),
        signing: if s3.config.unsigned_payload() {
            PayloadSigning::unsigned()
        } else {
            PayloadSigning::signed(&pieces)
        },
    })
    .await
    .expect("computing a checksum does not panic")
}

/// A stored part, as Complete names it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub part_number: i32,
    pub size_bytes: u64,
    pub etag: String,
    checksum: Option<String>,
}

impl Stored {
    /// For CompleteMultipartUpload; the checksum goes in as it was sent.
    pub fn completed(&self, algorithm: PartChecksum) -> CompletedPart {
        let part = CompletedPart::builder()
            .part_number(self.part_number)
            .e_tag(&self.etag);
        with_checksum!(part, algorithm, self.checksum.clone()).build()
    }
}

/// Sends one part until it is stored, at most as often as the store allows attempts, each when it is
/// its turn.
pub async fn upload_part(
    s3: Arc<S3>,
    live: Arc<Live>,
    target: Arc<Target>,
    upload_id: String,
    part_number: i32,
    content: Content,
    (pace, unanswered): (Arc<Pace>, Arc<Unanswered>),
) -> Result<Stored, Failure> {
    let Envelope { checksum, signing } = envelope(&s3, &content).await;
    let length = i64::try_from(content.size_bytes).unwrap_or(i64::MAX);
    retry::attempts(&s3, &live, async || {
        let turn = pace.turn().await;
        let progress = Progress::new();
        let md5 = content_md5(s3.part_checksum, &checksum);
        let request = live
            .data
            .upload_part()
            .bucket(&target.bucket)
            .key(&target.key)
            .upload_id(&upload_id)
            .part_number(part_number)
            .content_length(length)
            .set_expected_bucket_owner(s3.config.expected_bucket_owner.clone());
        let sending = with_checksum!(request, s3.part_checksum, checksum.clone())
            .set_content_md5(md5.clone())
            .body(stream(&content, &progress))
            .customize()
            .interceptor(signing.clone())
            .interceptor(progress.interceptor())
            .send();
        let (bucket, key) = (&target.bucket, &target.key);
        let stored = match progress.watch(s3.progress_timeout(), sending).await {
            None => {
                unanswered.note(true);
                return Err(target.stalled(&s3, "UploadPart"));
            }
            Some(Err(error)) => {
                let failure = Failure::of_sdk("UploadPart", bucket, key, &error);
                if failure.status.is_none() {
                    unanswered.note(false);
                }
                if failure.kind == Kind::Throttled {
                    turn.slow_down();
                }
                return Err(failure);
            }
            Some(Ok(stored)) => stored,
        };
        turn.went_well();
        let kms = stored.ssekms_key_id().is_some();
        check_etag(&s3, &target, "UploadPart", stored.e_tag(), kms, md5)
    })
    .await
    .map(|etag| {
        add(&live.process.metrics.parts_sent, 1);
        Stored {
            part_number,
            size_bytes: content.size_bytes,
            etag,
            checksum,
        }
    })
}

/// Sends a whole image in one request that creates and never overwrites.
pub async fn put_object(
    s3: &Arc<S3>,
    live: &Live,
    target: &Target,
    content: &Content,
    if_none_match: bool,
) -> Result<(), Failure> {
    let Envelope { checksum, signing } = envelope(s3, content).await;
    let length = i64::try_from(content.size_bytes).unwrap_or(i64::MAX);
    retry::attempts(s3, live, || {
        let progress = Progress::new();
        let md5 = content_md5(s3.part_checksum, &checksum);
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
        let sending = with_checksum!(request, s3.part_checksum, checksum.clone())
            .set_content_md5(md5.clone())
            .body(stream(content, &progress))
            .customize()
            .interceptor(signing.clone())
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

/// The ETag of a stored body. It must be there; and where Content-MD5 was sent and no KMS key is in
/// play, it must be that MD5 (S3 API Reference, "Object": ETag).
fn check_etag(
    s3: &S3,
    target: &Target,
    operation: &'static str,
    etag: Option<&str>,
    kms: bool,
    content_md5: Option<String>,
) -> Result<String, Failure> {
    let bad = |message: String| {
        Failure::new(
            Kind::Integrity,
            operation,
            &target.bucket,
            &target.key,
            message,
        )
    };
    let etag = etag
        .filter(|etag| !etag.trim_matches('"').is_empty())
        .ok_or_else(|| bad("the answer has no ETag".into()))?;
    let encrypted = kms || s3.config.server_side_encryption.as_deref() == Some("aws:kms");
    let sent = content_md5
        .filter(|_| !encrypted)
        .map(|md5| hex(&base64::decode(md5).expect("we have encoded it")));
    if sent.is_some_and(|md5| etag.trim_matches('"') != md5) {
        let mut failure = bad(format!(
            "the answer's ETag {etag} is not the MD5 of what was sent"
        ));
        if operation == "PutObject" {
            failure.code = Some(WRONG_OBJECT.into());
        }
        return Err(failure);
    }
    Ok(etag.to_owned())
}
