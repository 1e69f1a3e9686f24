//! What goes with a body besides its bytes, and what its answer has to bring.

use std::sync::Arc;

use aws_smithy_types::base64;

use super::content::Content;
use super::target::Target;
use crate::client::S3;
use crate::client::checksum::{PartChecksum, hex};
use crate::client::etag::same_etag;
use crate::client::signing::Payload;
use crate::error::{Failure, Kind, WRONG_OBJECT};

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
pub(super) use with_checksum;

/// A body's checksum and what is signed of it, for all its attempts.
pub struct Envelope {
    pub checksum: Option<String>,
    pub payload: Payload,
}

impl Envelope {
    /// Hashing a part takes milliseconds: on a thread that may block, so that the sockets of other
    /// parts are served meanwhile.
    pub async fn of(s3: &Arc<S3>, content: &Content, in_chunks: bool) -> Self {
        let unsigned = s3.config.unsigned_payload();
        if s3.part_checksum == PartChecksum::None && unsigned {
            return Self {
                checksum: None,
                payload: Payload::Unsigned,
            };
        }
        // With the budget that the bytes stand on: nothing stops this, whatever becomes of the part.
        let (checksum, content) = (s3.part_checksum, content.clone());
        let made = tokio::task::spawn_blocking(move || Self {
            checksum: checksum.of(&content.pieces),
            payload: match (unsigned, in_chunks) {
                (true, _) => Payload::Unsigned,
                (false, true) => Payload::in_chunks(&content.pieces),
                (false, false) => Payload::whole(&content.pieces),
            },
        });
        made.await.expect("computing a checksum does not panic")
    }

    /// The header Content-MD5.
    pub fn content_md5(&self, algorithm: PartChecksum) -> Option<String> {
        self.checksum
            .clone()
            .filter(|_| algorithm == PartChecksum::Md5)
    }
}

/// The ETag of a stored body. It must be there; and where Content-MD5 was sent and no KMS key is in
/// play, it must be that MD5 (S3 API Reference, "Object": ETag).
pub fn check_etag(
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
    if sent.is_some_and(|md5| !same_etag(etag, &md5)) {
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
