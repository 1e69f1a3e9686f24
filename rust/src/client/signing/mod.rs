//! How the signature of a request covers its body.
//!
//! A body is a list of pieces, which the SDK would send unsigned, so what is signed is computed here
//! and handed to the signer. There are three ways (S3 API Reference, "Signature Calculations for the
//! Authorization Header"):
//!
//! - not at all, over TLS, which protects the body itself;
//! - the SHA-256 of the whole;
//! - in chunks of 64 KiB, each with a signature that continues the one before it and the first of
//!   which continues the request's. Chunks are hashed at the same time (`hash::chunks`), so that
//!   this costs half of the whole's SHA-256. The body says where chunks begin, which every server has
//!   to understand: [`trial`] finds out whether this one does.

pub mod chain;
mod signer;
pub mod trial;

use aws_runtime::auth::PayloadSigningOverride;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;

use super::checksum::{hex, sha256_of};
use crate::hash::sha256_of_chunks;
pub use chain::Chunks;
use chain::Seed;
pub use signer::Signer;

/// What the signature says of a body in chunks instead of its hash.
const IN_CHUNKS: &str = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

/// What is signed of one body, for all its attempts.
#[derive(Clone, Debug)]
pub enum Payload {
    Unsigned,
    /// The SHA-256, in hexadecimal digits.
    Whole(String),
    Chunks(Chunks),
}

impl Payload {
    pub fn whole(pieces: &[Bytes]) -> Self {
        Self::Whole(hex(&sha256_of(pieces)))
    }

    pub fn in_chunks(pieces: &[Bytes]) -> Self {
        let digests = sha256_of_chunks(pieces, chain::CHUNK_BYTES);
        let size_bytes = pieces.iter().map(|piece| piece.len() as u64).sum();
        Self::Chunks(Chunks::new(digests, size_bytes))
    }

    /// For one attempt: its signature is no other's.
    pub fn signing(&self) -> Signing {
        match self {
            Self::Unsigned => Signing::of(PayloadSigningOverride::UnsignedPayload, None),
            Self::Whole(sha256) => {
                Signing::of(PayloadSigningOverride::Precomputed(sha256.clone()), None)
            }
            Self::Chunks(chunks) => Signing::of(
                PayloadSigningOverride::Precomputed(IN_CHUNKS.to_owned()),
                Some((chunks.clone(), Seed::default())),
            ),
        }
    }
}

/// How the signer treats one request's body.
#[derive(Clone, Debug)]
pub struct Signing {
    payload: PayloadSigningOverride,
    pub chunks: Option<(Chunks, Seed)>,
}

impl Signing {
    fn of(payload: PayloadSigningOverride, chunks: Option<(Chunks, Seed)>) -> Self {
        Self { payload, chunks }
    }

    /// How long a body of `size_bytes` is on the wire.
    pub fn content_length(&self, size_bytes: u64) -> u64 {
        match &self.chunks {
            Some((chunks, _)) => chunks.length_on_the_wire(),
            None => size_bytes,
        }
    }
}

#[dyn_dispatch_hint]
impl Intercept for Signing {
    fn name(&self) -> &'static str {
        "Signing"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        config.interceptor_state().store_put(self.payload.clone());
        if let Some((chunks, seed)) = &self.chunks {
            let headers = context.request_mut().headers_mut();
            headers.insert("content-encoding", "aws-chunked");
            let size = chunks.size_bytes().to_string();
            headers.insert("x-amz-decoded-content-length", size);
            config.interceptor_state().store_put(seed.clone());
        }
        Ok(())
    }
}
