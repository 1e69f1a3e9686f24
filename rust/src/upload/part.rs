//! One part, and one UploadPart of it.

use std::sync::Arc;

use aws_sdk_s3::types::CompletedPart;

use super::body::stream;
use super::content::Content;
use super::envelope::{Envelope, check_etag, with_checksum};
use super::pace::Pace;
use super::progress::Progress;
use super::target::Target;
use super::unanswered::Unanswered;
use crate::client::checksum::PartChecksum;
use crate::client::{Live, S3};
use crate::error::{Failure, Kind};

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

/// One part on its way.
pub struct Part {
    pub s3: Arc<S3>,
    pub live: Arc<Live>,
    pub target: Arc<Target>,
    pub upload_id: String,
    pub part_number: i32,
    pub content: Content,
    pub pace: Arc<Pace>,
    pub unanswered: Arc<Unanswered>,
}

impl Part {
    /// One attempt, to store `content` as this part.
    pub async fn send(&self, content: &Content, envelope: &Envelope) -> Result<Stored, Failure> {
        let Self { s3, target, .. } = self;
        let turn = self.pace.turn().await;
        let progress = Progress::new();
        let md5 = envelope.content_md5(s3.part_checksum);
        let signing = envelope.payload.signing();
        let length = signing.content_length(content.size_bytes);
        let request = self
            .live
            .data
            .upload_part()
            .bucket(&target.bucket)
            .key(&target.key)
            .upload_id(&self.upload_id)
            .part_number(self.part_number)
            .content_length(i64::try_from(length).unwrap_or(i64::MAX))
            .set_expected_bucket_owner(s3.config.expected_bucket_owner.clone());
        let sending = with_checksum!(request, s3.part_checksum, envelope.checksum.clone())
            .set_content_md5(md5.clone())
            .body(stream(content, &signing, &progress))
            .customize()
            .interceptor(signing)
            .interceptor(progress.interceptor())
            .send();
        let stored = match progress.watch(s3.progress_timeout(), sending).await {
            None => {
                self.unanswered.note(true);
                return Err(target.stalled(s3, "UploadPart"));
            }
            Some(Err(error)) => {
                let failure = Failure::of_sdk("UploadPart", &target.bucket, &target.key, &error);
                if failure.status.is_none() {
                    self.unanswered.note(false);
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
        let etag = check_etag(s3, target, "UploadPart", stored.e_tag(), kms, md5)?;
        Ok(Stored {
            part_number: self.part_number,
            size_bytes: content.size_bytes,
            etag,
            checksum: envelope.checksum.clone(),
        })
    }
}
