//! The signatures of a body's chunks, and the frame around each (S3 API Reference, "Signature
//! Calculations for the Authorization Header: Transferring Payload in Multiple Chunks").

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::DateTime;
use aws_smithy_types::config_bag::{Storable, StoreReplace};
use aws_smithy_types::date_time::Format;

use crate::client::checksum::hex;

/// The least that S3 recommends. It divides a block of memory (`crate::blocks`), so that no chunk has
/// two pieces, into as many as are hashed at once.
pub const CHUNK_BYTES: usize = 64 * 1024;
/// `;chunk-signature=`, 64 digits, and the ends of the line and of the data.
const FRAME_BYTES: u64 = 17 + 64 + 2 + 2;
const SHA256_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

type Sum = [u8; 32];

/// A body's chunks: all are of [`CHUNK_BYTES`] but the last.
#[derive(Clone, Debug)]
pub struct Chunks {
    digests: Arc<[Sum]>,
    size_bytes: u64,
}

impl Chunks {
    pub fn new(digests: Vec<Sum>, size_bytes: u64) -> Self {
        Self {
            digests: digests.into(),
            size_bytes,
        }
    }

    pub fn digests(&self) -> &[Sum] {
        &self.digests
    }

    /// Of what is in the chunks.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    pub fn length_on_the_wire(&self) -> u64 {
        let chunk_bytes = CHUNK_BYTES as u64;
        let framed = |size: u64| digits(size) + FRAME_BYTES + size;
        let last = self.size_bytes % chunk_bytes;
        let rest = if last > 0 { framed(last) } else { 0 };
        self.size_bytes / chunk_bytes * framed(chunk_bytes) + rest + framed(0)
    }
}

/// Hexadecimal ones.
fn digits(size: u64) -> u64 {
    u64::from(size.checked_ilog(16).unwrap_or(0)) + 1
}

/// Where the signer leaves what the chunks' signatures continue, for the body that follows.
#[derive(Clone, Debug, Default)]
pub struct Seed(Arc<Mutex<Option<Chain>>>);

impl Storable for Seed {
    type Storer = StoreReplace<Self>;
}

impl Seed {
    pub fn put(&self, chain: Chain) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(chain);
    }

    /// # Errors
    /// If the request was not signed.
    pub fn chain(&self) -> Result<Chain, BoxError> {
        let chain = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chain.clone().ok_or_else(|| "there is no signature".into())
    }
}

/// The signatures of one request's chunks, one after the other.
#[derive(Clone)]
pub struct Chain {
    signing_key: Arc<[u8]>,
    /// The lines that are the same for all.
    head: Arc<str>,
    previous: String,
}

impl Chain {
    /// What continues the signature in `headers`.
    ///
    /// # Errors
    /// If that is none of version 4, in the header `authorization`.
    pub fn of(headers: &Headers, keys: &Credentials) -> Result<Self, BoxError> {
        let field = |name| headers.get(name).ok_or(format!("{name} is missing"));
        let (time, authorization) = (field("x-amz-date")?, field("authorization")?);
        let part = |name| {
            let (_, rest) = authorization.split_once(name)?;
            rest.split(',').next()
        };
        let credential = part("Credential=").ok_or("no credential")?;
        // From its end: an access key may have slashes, too.
        let terms: Vec<&str> = credential.rsplitn(5, '/').collect();
        let [end, service, region, date, _access_key] = terms[..] else {
            return Err("no scope".into());
        };
        let scope = [date, region, service, end].join("/");
        let secret = keys.secret_access_key();
        let key = generate_signing_key(secret, moment(time)?, region, service);
        Ok(Self {
            signing_key: key.as_ref().into(),
            head: format!("AWS4-HMAC-SHA256-PAYLOAD\n{time}\n{scope}\n").into(),
            previous: part("Signature=").ok_or("no signature")?.to_owned(),
        })
    }

    /// What stands before the next chunk, of `size_bytes`.
    pub fn frame(&mut self, size_bytes: usize, digest: &Sum) -> String {
        self.next(size_bytes, &hex(digest))
    }

    /// What stands before the end: a chunk of nothing.
    pub fn last_frame(&mut self) -> String {
        self.next(0, SHA256_OF_NOTHING)
    }

    fn next(&mut self, size_bytes: usize, sha256: &str) -> String {
        let Self { head, previous, .. } = self;
        let text = format!("{head}{previous}\n{SHA256_OF_NOTHING}\n{sha256}");
        self.previous = calculate_signature(&self.signing_key, text.as_bytes());
        format!("{size_bytes:x};chunk-signature={}\r\n", self.previous)
    }
}

impl std::fmt::Debug for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chain(..)")
    }
}

/// From `20130524T000000Z`.
fn moment(time: &str) -> Result<SystemTime, BoxError> {
    let part = |range| time.get(range).ok_or("x-amz-date is too short");
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    let (hour, minute, second) = (part(9..11)?, part(11..13)?, part(13..15)?);
    let time = format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z");
    Ok(DateTime::from_str(&time, Format::DateTime)?.try_into()?)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::hash::sha256_of_chunks;
    use bytes::Bytes;

    /// What continues the signature of the example in the S3 API Reference.
    pub fn chain() -> Chain {
        let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        let keys = Credentials::new("AKIAIOSFODNN7EXAMPLE", secret, None, None, "test");
        let mut headers = Headers::new();
        headers.insert("x-amz-date", "20130524T000000Z");
        headers.insert(
            "authorization",
            "AWS4-HMAC-SHA256 \
             Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,\
             SignedHeaders=content-encoding;content-length;host,\
             Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
        );
        Chain::of(&headers, &keys).expect("signed")
    }

    /// 65 KiB of "a".
    #[test]
    fn the_example_of_the_reference() {
        let bytes = Bytes::from(vec![b'a'; 66560]);
        let digests = sha256_of_chunks(std::slice::from_ref(&bytes), CHUNK_BYTES);
        let chunks = Chunks::new(digests, 66560);
        assert_eq!(chunks.length_on_the_wire(), 66824);

        let mut chain = chain();
        assert_eq!(
            chain.frame(65536, &chunks.digests()[0]),
            "10000;chunk-signature=\
             ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n"
        );
        assert_eq!(
            chain.frame(1024, &chunks.digests()[1]),
            "400;chunk-signature=\
             0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n"
        );
        assert_eq!(
            chain.last_frame(),
            "0;chunk-signature=\
             b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n"
        );
        assert_eq!(format!("{chain:?}"), "Chain(..)");
    }

    #[test]
    fn an_access_key_may_have_slashes() {
        let keys = Credentials::new("a/b", "secret", None, None, "test");
        let frame = |access_key: &str| {
            let mut headers = Headers::new();
            headers.insert("x-amz-date", "20130524T000000Z");
            let scope = "20130524/us-east-1/s3/aws4_request";
            let text = format!("AWS4-HMAC-SHA256 Credential={access_key}/{scope}, Signature=ab");
            headers.insert("authorization", text);
            Chain::of(&headers, &keys).expect("signed").last_frame()
        };
        assert_eq!(frame("a/b"), frame("ab"));
    }

    #[test]
    fn what_is_not_signed_has_no_chain() {
        assert!(Seed::default().chain().is_err());
        let keys = Credentials::new("a", "b", None, None, "test");
        assert!(Chain::of(&Headers::new(), &keys).is_err());
    }
}
