//! The store's validated settings, read once from `glance_s3_fast.config.EngineConfig`.
//!
//! Validation, defaults and error messages live in Python, beside the options they speak of; what
//! arrives here is taken as it is. Units stand in the names.

use pyo3::prelude::*;

use crate::hash;

/// The fields of `EngineConfig` that the engine needs, by the same names.
///
/// Keys are not among them: they come from the credentials object, so that rotated ones are seen.
#[derive(Debug, Clone, FromPyObject)]
pub struct Config {
    pub endpoint_url: Option<String>,
    pub region_name: String,
    pub force_path_style: bool,
    pub ca_bundle_path: Option<String>,
    pub multipart_threshold_bytes: u64,
    pub part_size_bytes: u64,
    pub parts_in_flight: usize,
    pub memory_limit_bytes: u64,
    pub response_checksum: String,
    pub part_checksum: String,
    pub unsigned_payload_over_http: bool,
    pub payload_signing: String,
    pub hashing: String,
    pub equal_parts: bool,
    pub download_concurrency: usize,
    pub connect_timeout_secs: f64,
    pub progress_timeout_secs: f64,
    pub max_attempts: u32,
    pub storage_class: Option<String>,
    pub server_side_encryption: Option<String>,
    pub sse_kms_key_id: Option<String>,
    pub expected_bucket_owner: Option<String>,
    pub content_type: Option<String>,
    pub image_id_metadata: bool,
}

impl Config {
    /// Whether the bodies of parts go out unsigned: always over TLS, which protects them itself,
    /// and over plain HTTP only where the operator chose so.
    pub fn unsigned_payload(&self) -> bool {
        self.unsigned_payload_over_http || !self.is_plain_http()
    }

    /// Whether parts are to be signed in chunks, if the server takes them: where that is cheaper.
    pub fn signs_in_chunks(&self) -> bool {
        // With `avx2` the operator says that AVX-512, which makes it cheaper, is not to be used.
        let at_once = hash::sixteen_at_once() && self.hashing != "avx2";
        let cheaper = self.vouches_for_chunks() || self.payload_signing == "auto" && at_once;
        cheaper && !self.unsigned_payload()
    }

    /// Whether the operator says that the server compares the signatures of chunks.
    pub fn vouches_for_chunks(&self) -> bool {
        self.payload_signing == "chunks"
    }

    pub fn is_plain_http(&self) -> bool {
        self.endpoint_url
            .as_deref()
            .is_some_and(|url| url.starts_with("http://"))
    }
}
