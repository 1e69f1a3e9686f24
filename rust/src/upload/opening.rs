//! A multipart upload is opened, and given up.
//!
//! CreateMultipartUpload can have its answer lost, and is sent again then: the server has two open
//! uploads, and only the id of one is known. So when a Create was sent more than once, the uploads of
//! this very key that are as young as this one are looked for when it ends, and aborted. One of another
//! process would be among them if it stored the same image id at the same moment; it fails then, as one
//! of the two has to. A server may also be late with what it was asked: an upload that a Create without
//! an answer may open yet is told to the log.
//!
//! A part that the server is still at when its upload is aborted may bring the upload back (S3 API
//! Reference, AbortMultipartUpload). So it is looked for after the abort as well.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use super::target::Target;
use super::unanswered::Unanswered;
use crate::client::{Live, S3, retry};
use crate::error::{Failure, Kind};
use crate::metrics::add;

/// The server's clock may be behind ours.
const CLOCKS_DIFFER: Duration = Duration::from_secs(300);

/// What is known of Create.
#[derive(Debug)]
pub struct Opening {
    since: SystemTime,
    /// It was sent more than once, or its outcome is not known.
    unclear: AtomicBool,
    unanswered: Unanswered,
}

impl Opening {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            since: SystemTime::now(),
            unclear: AtomicBool::default(),
            unanswered: Unanswered::default(),
        })
    }

    /// Looks, after the abort, for what a part without an answer has brought back, too.
    pub async fn sweep_aborted(
        &self,
        s3: &S3,
        live: &Live,
        target: &Target,
        parts: &Unanswered,
    ) -> Result<(), Failure> {
        if parts.attempts() > 0 {
            self.unclear.store(true, Ordering::Relaxed);
        }
        self.sweep(s3, live, target).await?;
        if parts.stalled() {
            let message = "UploadPart was not answered, and may take effect after the abort";
            return Err(target.failure(Kind::Timeout, message));
        }
        Ok(())
    }

    /// Opens a multipart upload; its id.
    pub async fn create(
        self: Arc<Self>,
        s3: Arc<S3>,
        live: Arc<Live>,
        target: Arc<Target>,
    ) -> Result<String, Failure> {
        let config = &s3.config;
        let operation = "CreateMultipartUpload";
        let created = retry::attempts(&s3, &live, async || {
            let request = live
                .data
                .create_multipart_upload()
                .bucket(&target.bucket)
                .key(&target.key)
                .set_metadata(Some(target.metadata(config)))
                .set_checksum_algorithm(s3.part_checksum.algorithm())
                .set_content_type(config.content_type.clone())
                .set_storage_class(config.storage_class.as_deref().map(Into::into))
                .set_server_side_encryption(
                    config.server_side_encryption.as_deref().map(Into::into),
                )
                .set_ssekms_key_id(config.sse_kms_key_id.clone())
                .set_expected_bucket_owner(config.expected_bucket_owner.clone());
            let failure = match tokio::time::timeout(s3.progress_timeout(), request.send()).await {
                Ok(Ok(created)) => return Ok(created),
                Ok(Err(error)) => Failure::of_sdk(operation, &target.bucket, &target.key, &error),
                Err(_) => target.stalled(&s3, operation),
            };
            if failure.is_transient() {
                self.unclear.store(true, Ordering::Relaxed);
            }
            if failure.status.is_none() {
                self.unanswered.note(failure.kind == Kind::Timeout);
            }
            Err(failure)
        });
        created
            .await?
            .upload_id
            .filter(|id| !id.is_empty())
            .ok_or_else(|| {
                let message = "the answer to CreateMultipartUpload has no upload_id";
                target.failure(Kind::Server, message)
            })
    }

    /// Aborts what a Create has opened without our learning of it.
    pub async fn sweep(&self, s3: &S3, live: &Live, target: &Target) -> Result<(), Failure> {
        if !self.unclear.load(Ordering::Relaxed) {
            return Ok(());
        }
        let (bucket, key) = (&target.bucket, &target.key);
        let listed = retry::signed_anew(live, async || {
            live.control
                .list_multipart_uploads()
                .bucket(bucket)
                .prefix(key)
                .set_expected_bucket_owner(s3.config.expected_bucket_owner.clone())
                .send()
                .await
                .map_err(|error| Failure::of_sdk("ListMultipartUploads", bucket, key, &error))
        });
        let oldest = self.since - CLOCKS_DIFFER;
        let mut found_here = 0;
        for found in listed.await?.uploads() {
            let began = found
                .initiated()
                .and_then(|at| SystemTime::try_from(*at).ok());
            let young = began.is_some_and(|began| began >= oldest);
            if let Some(upload_id) = found.upload_id()
                && found.key() == Some(key)
                && young
            {
                abort(s3, live, target, upload_id).await?;
                found_here += 1;
            }
        }
        if self.unanswered.stalled() && found_here < self.unanswered.attempts() {
            let message = "CreateMultipartUpload was not answered, and may take effect yet";
            return Err(target.failure(Kind::Timeout, message));
        }
        Ok(())
    }
}

/// Gives a multipart upload up. One that is gone already is no error.
pub async fn abort(s3: &S3, live: &Live, target: &Target, upload_id: &str) -> Result<(), Failure> {
    add(&live.process.metrics.uploads_aborted, 1);
    let answer = retry::signed_anew(live, async || {
        live.control
            .abort_multipart_upload()
            .bucket(&target.bucket)
            .key(&target.key)
            .upload_id(upload_id)
            .set_expected_bucket_owner(s3.config.expected_bucket_owner.clone())
            .send()
            .await
            .map_err(|error| {
                Failure::of_sdk("AbortMultipartUpload", &target.bucket, &target.key, &error)
            })
    });
    match answer.await {
        Ok(_) => Ok(()),
        Err(mut failure) => {
            failure.open_upload_id = Some(upload_id.to_owned());
            match failure.kind {
                Kind::NotFound => Ok(()),
                _ if failure.code.as_deref() == Some("NoSuchUpload") => Ok(()),
                _ => Err(failure),
            }
        }
    }
}
