//! Whether a part is on the server as it was sent.

use super::part::{Part, Stored};
use crate::client::checksum::{hex, md5_of};

/// By its ETag, which is the MD5 of what it holds unless a KMS key encrypts it, or the server makes
/// others (S3 API Reference, "Object": ETag); then by its size. What cannot be known is a no.
pub async fn is_as_sent(part: &Part, stored: &Stored) -> bool {
    let pieces = part.content.pieces.clone();
    let md5 = tokio::task::spawn_blocking(move || hex(&md5_of(&pieces)));
    if md5
        .await
        .is_ok_and(|md5| stored.etag.trim_matches('"') == md5)
    {
        return true;
    }
    size_bytes(part).await == i64::try_from(part.content.size_bytes).ok()
}

/// What the server says of it.
async fn size_bytes(part: &Part) -> Option<i64> {
    let listed = part
        .live
        .control
        .list_parts()
        .bucket(&part.target.bucket)
        .key(&part.target.key)
        .upload_id(&part.upload_id)
        .part_number_marker((part.part_number - 1).to_string())
        .max_parts(1)
        .set_expected_bucket_owner(part.s3.config.expected_bucket_owner.clone())
        .send()
        .await
        .ok()?;
    let [only] = listed.parts() else {
        return None;
    };
    (only.part_number() == Some(part.part_number)).then_some(only.size()?)
}
