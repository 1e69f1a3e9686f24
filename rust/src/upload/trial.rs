//! The part that finds out whether the server takes bodies in chunks (`client::signing::trial` says
//! why it has to be found out).

use bytes::Bytes;

use super::content::Content;
use super::envelope::Envelope;
use super::part::{Part, Stored};
use crate::client::checksum::{hex, md5_of};
use crate::client::etag::same_etag;
use crate::client::retry::{pause, signed_anew};
use crate::client::signing::Payload;
use crate::client::signing::trial::Trial;
use crate::error::Failure;
use crate::logging::log;
use crate::metrics::add;

/// How a trial ended, if not well.
enum Verdict {
    /// The server is no good for it.
    Refused(&'static str),
    /// It may have been chance.
    Unlucky(String),
    /// What has nothing to do with chunks.
    Failed(Failure),
}

/// Sends `part` in chunks, for all that follow; `None` if it is to be sent signed as a whole.
///
/// # Errors
/// What another way of signing would not change.
pub async fn try_in_chunks(part: &Part, trial: Trial<'_>) -> Result<Option<Stored>, Failure> {
    let why = match tried_in_chunks(part).await {
        Ok(stored) => {
            trial.passed();
            return Ok(Some(stored));
        }
        Err(Verdict::Failed(failure)) => return Err(failure),
        Err(Verdict::Refused(why)) => {
            trial.refused();
            why.to_owned()
        }
        Err(Verdict::Unlucky(why)) => {
            trial.failed();
            why
        }
    };
    log("info", format!("parts are signed as a whole: {why}")).await;
    add(&part.live.process.metrics.requests_repeated, 1);
    tokio::time::sleep(pause(2)).await;
    Ok(None)
}

async fn tried_in_chunks(part: &Part) -> Result<Stored, Verdict> {
    if !part.s3.config.vouches_for_chunks() {
        wrong_ones_are_refused(part).await?;
    }
    right_ones_are_taken(part).await
}

/// A few bytes in the part's place, which the part itself then replaces, with the signature of others.
/// What is refused for another reason proves nothing. SeaweedFS answers 500, which twice, a while
/// apart, is no chance either.
async fn wrong_ones_are_refused(part: &Part) -> Result<(), Verdict> {
    let mut content = Content::empty();
    content.push(Bytes::from_static(b"wrong"));
    let envelope = Envelope {
        // Right, so that it is not what is refused.
        checksum: part.s3.part_checksum.of(&content.pieces),
        payload: Payload::in_chunks(&[Bytes::from_static(b"right")]),
    };
    let mut asked_again = false;
    loop {
        match part.send(&content, &envelope).await {
            Ok(_) => {
                let why = "the server takes wrong signatures of chunks";
                return Err(Verdict::Refused(why));
            }
            Err(failure) if failure.is_of_payload() => return Ok(()),
            Err(failure) if failure.status != Some(500) => return Err(of(failure)),
            Err(_) if asked_again => return Ok(()),
            Err(_) => {
                asked_again = true;
                tokio::time::sleep(pause(2)).await;
            }
        }
    }
}

async fn right_ones_are_taken(part: &Part) -> Result<Stored, Verdict> {
    let envelope = Envelope::of(&part.s3, &part.content, true).await;
    let sent = signed_anew(&part.live, || part.send(&part.content, &envelope)).await;
    let stored = sent.map_err(of)?;
    match is_as_sent(part, &stored).await {
        Some(true) => Ok(stored),
        Some(false) => Err(Verdict::Refused("the server takes frames for content")),
        None => Err(Verdict::Unlucky("the server does not list parts".into())),
    }
}

fn of(failure: Failure) -> Verdict {
    match failure.may_be_of_chunks() || failure.is_transient() {
        true => Verdict::Unlucky(failure.to_string()),
        false => Verdict::Failed(failure),
    }
}

/// Whether the part is on the server as it was sent. By its ETag, which is the MD5 of what it holds
/// unless a KMS key encrypts it, or the server makes others (S3 API Reference, "Object": ETag); then
/// by its size.
async fn is_as_sent(part: &Part, stored: &Stored) -> Option<bool> {
    let pieces = part.content.pieces.clone();
    let md5 = tokio::task::spawn_blocking(move || hex(&md5_of(&pieces)));
    if same_etag(&stored.etag, &md5.await.ok()?) {
        return Some(true);
    }
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
    let listed = listed.parts().first()?;
    let size_bytes = u64::try_from(listed.size()?).ok()?;
    (listed.part_number() == Some(part.part_number))
        .then_some(size_bytes == part.content.size_bytes)
}
