//! The object that an upload is to become, and what the server holds in its place.
//!
//! Every object is written with a mark of its upload, a random id in the user metadata. When the
//! answer to a PUT or Complete is lost or odd, the object itself is asked: with our mark and our
//! size it is ours, and the upload has succeeded; with our mark and another size it is broken, and
//! deleted; with another's mark it is a duplicate; and if there is none, the failure stands. Nothing is
//! guessed from the failure. A server that keeps no user metadata shows no mark: there, what Complete
//! has made is known by the ETag in its answer.

use std::collections::HashMap;

use super::leftover::log_leftover;
use crate::client::etag::same_etag;
use crate::client::{Live, S3, retry};
use crate::config::Config;
use crate::error::{Failure, Kind};

/// The user metadata that carries the mark.
const MARK: &str = "glance-s3-fast-upload";
const IMAGE_ID: &str = "glance-image-id";
/// So often an object is looked for that is not what was completed.
const LOOKS: u32 = 3;

/// The object that an upload is to become.
#[derive(Debug)]
pub struct Target {
    pub bucket: String,
    pub key: String,
    mark: String,
}

/// What the server holds under a target's key.
#[derive(Debug)]
pub enum Found {
    Nothing,
    Ours,
    /// Ours by its mark, and not by its size.
    Broken,
    /// Ours by its mark; the answer has no size.
    Unmeasured,
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

    pub async fn find(&self, s3: &S3, live: &Live, size_bytes: u64) -> Result<Found, Failure> {
        self.find_completed(s3, live, size_bytes, None).await
    }

    /// The same, where Complete has answered with the object's ETag.
    async fn find_completed(
        &self,
        s3: &S3,
        live: &Live,
        size_bytes: u64,
        etag: Option<&str>,
    ) -> Result<Found, Failure> {
        let Some(object) = s3.look(live, &self.bucket, &self.key).await? else {
            return Ok(Found::Nothing);
        };
        let mark = object.metadata().and_then(|metadata| metadata.get(MARK));
        let ours = match mark {
            Some(mark) => *mark == self.mark,
            None => etag
                .zip(object.e_tag())
                .is_some_and(|(a, b)| same_etag(a, b)),
        };
        Ok(match object.content_length().map(u64::try_from) {
            _ if !ours => Found::Anothers,
            Some(Ok(length)) if length == size_bytes => Found::Ours,
            // Without a mark it is nothing to delete.
            Some(Ok(_)) if mark.is_none() => Found::Anothers,
            Some(Ok(_)) => Found::Broken,
            Some(Err(_)) | None => Found::Unmeasured,
        })
    }

    /// Settles a failed PUT or Complete by what is there now.
    pub async fn settle(
        &self,
        s3: &S3,
        live: &Live,
        size_bytes: u64,
        failure: Failure,
        upload_id: Option<&str>,
    ) -> Result<(), Failure> {
        let found = match self.find(s3, live, size_bytes).await {
            Ok(found) => found,
            // What the look itself met does not hide the first cause.
            Err(mut look) => {
                look.open_upload_id = upload_id.map(str::to_owned);
                log_leftover("whether the object was stored is not known", Err(look)).await;
                return Err(failure);
            }
        };
        match found {
            Found::Ours if failure.kind != Kind::Integrity => return Ok(()),
            // What the server has made of a body, or may have, is not to be kept.
            Found::Ours | Found::Broken | Found::Unmeasured => {
                let deleted = s3.delete_unseen(live, &self.bucket, &self.key).await;
                log_leftover("an object that is not whole may be left behind", deleted).await;
            }
            // NoSuchUpload: it was ended by a conflict that an earlier try met.
            Found::Anothers if matches!(failure.status, Some(404 | 409 | 412)) => {
                return Err(self.duplicate());
            }
            Found::Anothers => return Err(failure),
            Found::Nothing => {}
        }
        // A Complete that comes later finds its upload aborted; a PUT is what it is.
        if failure.unanswered && upload_id.is_none() {
            let what = "the object may still appear, as an attempt was not answered";
            log_leftover(what, Err(failure.clone())).await;
        }
        Err(failure)
    }

    /// Sees whether what was completed, with this ETag if the answer has come, is what is there:
    /// another upload of the same image id may have been let through at the same moment, and only one
    /// of the two is whole.
    pub async fn confirm(
        &self,
        s3: &S3,
        live: &Live,
        size_bytes: u64,
        etag: Option<&str>,
    ) -> Result<(), Failure> {
        let mut found = self.find_completed(s3, live, size_bytes, etag).await;
        // One of several servers behind a name may be behind the others.
        for attempt in 2..=LOOKS {
            if !matches!(found, Ok(Found::Nothing | Found::Broken)) {
                break;
            }
            tokio::time::sleep(retry::pause(attempt)).await;
            found = self.find_completed(s3, live, size_bytes, etag).await;
        }
        match found {
            // Where the look fails, or has no size, the answer to Complete stands.
            Ok(Found::Ours | Found::Unmeasured) | Err(_) => Ok(()),
            Ok(Found::Anothers) => Err(self.duplicate()),
            Ok(Found::Nothing) => {
                let message = "the object is not there although it was completed";
                Err(self.failure(Kind::Integrity, message))
            }
            // The caller's failure has it deleted.
            Ok(Found::Broken) => {
                let message = "the object has another size than what was completed";
                Err(self.failure(Kind::Integrity, message))
            }
        }
    }

    /// Removes the object if this upload made it: for an interrupt between a request that made it
    /// visible and its answer.
    pub async fn undo(&self, s3: &S3, live: &Live, size_bytes: u64) -> Result<(), Failure> {
        match self.find(s3, live, size_bytes).await? {
            Found::Ours | Found::Broken | Found::Unmeasured => {
                s3.delete_unseen(live, &self.bucket, &self.key).await
            }
            Found::Nothing | Found::Anothers => Ok(()),
        }
    }
}
