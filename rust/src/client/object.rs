//! The small requests: whether a bucket or object exists, its size, deleting it, making a bucket.

use aws_sdk_s3::operation::head_object::HeadObjectOutput;
use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};

use super::{Live, S3, retry};
use crate::error::{Failure, Kind};

impl S3 {
    /// What the server says of an object, or `None` where there is none. A HEAD has no body, so
    /// a missing bucket cannot be told from a missing object here.
    pub async fn look(
        &self,
        live: &Live,
        bucket: &str,
        key: &str,
    ) -> Result<Option<HeadObjectOutput>, Failure> {
        let answer = retry::signed_anew(live, async || {
            live.control
                .head_object()
                .bucket(bucket)
                .key(key)
                .set_expected_bucket_owner(self.config.expected_bucket_owner.clone())
                .send()
                .await
                .map_err(|error| Failure::of_sdk("HeadObject", bucket, key, &error))
        });
        match answer.await {
            Ok(object) => Ok(Some(object)),
            Err(failure) if failure.kind == Kind::NotFound => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// The object's size in bytes.
    pub async fn size(&self, live: &Live, bucket: &str, key: &str) -> Result<u64, Failure> {
        let object = self.look(live, bucket, key).await?.ok_or_else(|| {
            Failure::new(Kind::NotFound, "HeadObject", bucket, key, "no such object")
        })?;
        object
            .content_length()
            .and_then(|length| u64::try_from(length).ok())
            .ok_or_else(|| {
                let message = "the answer has no valid Content-Length";
                Failure::new(Kind::Server, "HeadObject", bucket, key, message)
            })
    }

    /// Deletes an object that exists. S3 answers 204 to the deletion of anything, so it is looked
    /// at first.
    pub async fn delete(&self, live: &Live, bucket: &str, key: &str) -> Result<(), Failure> {
        self.size(live, bucket, key).await?;
        self.delete_unseen(live, bucket, key).await
    }

    pub async fn delete_unseen(&self, live: &Live, bucket: &str, key: &str) -> Result<(), Failure> {
        retry::signed_anew(live, async || {
            live.control
                .delete_object()
                .bucket(bucket)
                .key(key)
                .set_expected_bucket_owner(self.config.expected_bucket_owner.clone())
                .send()
                .await
                .map(drop)
                .map_err(|error| Failure::of_sdk("DeleteObject", bucket, key, &error))
        })
        .await
    }

    pub async fn bucket_exists(&self, live: &Live, bucket: &str) -> Result<bool, Failure> {
        let answer = retry::signed_anew(live, async || {
            live.control
                .head_bucket()
                .bucket(bucket)
                .set_expected_bucket_owner(self.config.expected_bucket_owner.clone())
                .send()
                .await
                .map_err(|error| Failure::of_sdk("HeadBucket", bucket, "", &error))
        });
        match answer.await {
            Ok(_) => Ok(true),
            Err(failure) if matches!(failure.kind, Kind::NotFound | Kind::NoSuchBucket) => {
                Ok(false)
            }
            Err(failure) => Err(failure),
        }
    }

    /// Makes the bucket. One that is already ours is no error.
    pub async fn create_bucket(&self, live: &Live, bucket: &str) -> Result<(), Failure> {
        // us-east-1 is the one region that must not be named (S3 API Reference, CreateBucket).
        let place = (self.config.region_name != "us-east-1").then(|| {
            CreateBucketConfiguration::builder()
                .location_constraint(BucketLocationConstraint::from(
                    self.config.region_name.as_str(),
                ))
                .build()
        });
        let answer = live
            .control
            .create_bucket()
            .bucket(bucket)
            .set_create_bucket_configuration(place)
            .send()
            .await;
        match answer {
            Ok(_) => Ok(()),
            Err(error) => match Failure::of_sdk("CreateBucket", bucket, "", &error) {
                failure if failure.code.as_deref() == Some("BucketAlreadyOwnedByYou") => Ok(()),
                failure => Err(failure),
            },
        }
    }
}
