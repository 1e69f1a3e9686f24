//! The ends of an upload: made visible whole, or gone.
//!
//! Every object is written with a mark of its upload, a random id in the user metadata. When the
//! answer to a PUT or Complete is lost or odd, the object itself is asked: with our mark and our
//! size it is ours, and the upload has succeeded; with another's it is a duplicate; and if there is
//! none, the failure stands. Nothing is guessed from the failure.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;

use aws_sdk_s3::types::CompletedMultipartUpload;

use super::body::Content;
use super::ending::log_leftover;
use super::part::{Stored, put_object};
use crate::client::{Live, S3, retry};
use crate::config::Config;
use crate::error::{Failure, Kind};

/// The user metadata that carries the mark.
const MARK: &str = "glance-s3-fast-upload";
const IMAGE_ID: &str = "glance-image-id";

/// A server may take minutes to put thousands of parts together (S3 API Reference,
/// CompleteMultipartUpload), so one attempt has this many progress timeouts. After each the object is
/// looked for, in case only the answer is missing.
const COMPLETE_PATIENCE: u32 = 4;

/// The object that an upload is to become.
#[derive(Debug)]
pub struct Target {
    pub bucket: String,
    pub key: String,
    mark: String,
}

/// What the server holds under a target's key.
enum Found {
    Nothing,
    Ours,
    Anothers,
}

impl Target {
    pub fn new(bucket: &str, key: &str) -> Self {
        Self {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            mark: uuid::Uuid::new_v4().simple().to_string(),
        }
    }

    pub fn metadata(&self, config: &Config) -> HashMap<String, String> {
        let mut metadata = HashMap::from([(MARK.to_owned(), self.mark.clone())]);
        if config.image_id_metadata {
            metadata.insert(IMAGE_ID.to_owned(), self.key.clone());
        }
        metadata
    }

    pub fn failure(&self, kind: Kind, message: impl Into<String>) -> Failure {
        Failure::new(kind, "put", &self.bucket, &self.key, message)
    }

    pub fn stalled(&self, s3: &S3, operation: &'static str) -> Failure {
        let secs = s3.config.progress_timeout_secs;
        let message = format!("no progress for {secs} s (s3_fast_progress_timeout_secs)");
        Failure::new(Kind::Timeout, operation, &self.bucket, &self.key, message)
    }

    fn duplicate(&self) -> Failure {
        self.failure(Kind::Duplicate, "the object exists already")
    }

    /// Fails if the object is already there.
    pub async fn check_free(&self, s3: &S3, live: &Live) -> Result<(), Failure> {
        match s3.look(live, &self.bucket, &self.key).await? {
            None => Ok(()),
            Some(_) => Err(self.duplicate()),
        }
    }

    async fn find(&self, s3: &S3, live: &Live, size_bytes: u64) -> Result<Found, Failure> {
        let Some(object) = s3.look(live, &self.bucket, &self.key).await? else {
            return Ok(Found::Nothing);
        };
        let mark = object.metadata().and_then(|metadata| metadata.get(MARK));
        let ours = mark.is_some_and(|mark| *mark == self.mark);
        let whole = object.content_length() == i64::try_from(size_bytes).ok();
        Ok(if ours && whole {
            Found::Ours
        } else {
            Found::Anothers
        })
    }

    /// Settles a failed PUT or Complete by what is there now.
    async fn settle(
        &self,
        s3: &S3,
        live: &Live,
        size_bytes: u64,
        failure: Failure,
        upload_id: Option<&str>,
    ) -> Result<(), Failure> {
        match self.find(s3, live, size_bytes).await {
            // A body that the server took for another is not ours to keep.
            Ok(Found::Ours) if failure.kind == Kind::Integrity => {
                s3.delete_unseen(live, &self.bucket, &self.key).await?;
                Err(failure)
            }
            Ok(Found::Ours) => Ok(()),
            // NoSuchUpload: it was ended by a conflict that an earlier try met.
            Ok(Found::Anothers) if matches!(failure.status, Some(404 | 409 | 412)) => {
                Err(self.duplicate())
            }
            // A Complete that comes later finds its upload aborted; a PUT is what it is.
            Ok(Found::Nothing) if failure.unanswered && upload_id.is_none() => {
                let what = "the object may still appear, as an attempt was not answered";
                log_leftover(what, Err(failure.clone())).await;
                Err(failure)
            }
            Ok(Found::Anothers | Found::Nothing) => Err(failure),
            // What the look itself met does not hide the first cause.
            Err(mut look) => {
                look.open_upload_id = upload_id.map(str::to_owned);
                log_leftover("whether the object was stored is not known", Err(look)).await;
                Err(failure)
            }
        }
    }

    /// Sees whether what was completed is what is there: another upload of the same image id may
    /// have been let through at the same moment, and only one of the two is whole.
    async fn confirm(&self, s3: &S3, live: &Live, size_bytes: u64) -> Result<(), Failure> {
        match self.find(s3, live, size_bytes).await {
            // Where the look fails, the answer to Complete stands.
            Ok(Found::Ours) | Err(_) => Ok(()),
            Ok(Found::Anothers) => Err(self.duplicate()),
            Ok(Found::Nothing) => {
                let message = "the object is not there although it was completed";
                Err(self.failure(Kind::Integrity, message))
            }
        }
    }

    /// Removes the object if this upload made it: for an interrupt between a request that made it
    /// visible and its answer.
    pub async fn undo(&self, s3: &S3, live: &Live, size_bytes: u64) -> Result<(), Failure> {
        match self.find(s3, live, size_bytes).await? {
            Found::Ours => s3.delete_unseen(live, &self.bucket, &self.key).await,
            Found::Nothing | Found::Anothers => Ok(()),
        }
    }
}

/// Whether a server does not know If-None-Match on this operation.
fn condition_unknown(failure: &Failure) -> bool {
    failure.status == Some(501) || failure.code.as_deref() == Some("NotImplemented")
}

/// A small image in one request.
pub async fn put(
    s3: Arc<S3>,
    live: Arc<Live>,
    target: Arc<Target>,
    content: Content,
) -> Result<(), Failure> {
    let mut sent = put_object(&s3, &live, &target, &content, true).await;
    if sent.as_ref().is_err_and(condition_unknown) {
        sent = put_object(&s3, &live, &target, &content, false).await;
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
    let endpoint = s3.config.endpoint_url.as_deref().unwrap_or_default();
    let name = format!("{endpoint} {} {}", target.bucket, target.key);
    let _landing = live.process.landings.begin(name).await;
    // Ceph RGW ignores If-None-Match here and overwrites.
    target.check_free(&s3, &live).await?;
    let parts = stored
        .iter()
        .map(|part| part.completed(s3.part_checksum))
        .collect::<Vec<_>>();
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
                Ok(Ok(_)) => return Ok(()),
                Ok(Err(error)) => {
                    let failure = Failure::of_sdk(operation, &target.bucket, &target.key, &error);
                    return Err(failure);
                }
                Err(_) => {
                    if matches!(target.find(&s3, &live, size_bytes).await, Ok(Found::Ours)) {
                        return Ok(());
                    }
                }
            }
        }
        Err(target.stalled(&s3, operation))
    };
    let mut completed = retry::attempts(&s3, &live, || send(Some("*"))).await;
    if completed.as_ref().is_err_and(condition_unknown) {
        completed = retry::attempts(&s3, &live, || send(None)).await;
    }
    match completed {
        Ok(()) => target.confirm(&s3, &live, size_bytes).await,
        Err(failure) => {
            let upload_id = Some(upload_id.as_str());
            target
                .settle(&s3, &live, size_bytes, failure, upload_id)
                .await
        }
    }
}
