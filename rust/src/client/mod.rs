//! The store's S3 client: made at the first call of a process, shared by all its threads.

pub mod checksum;
mod credentials;
mod endpoint;
pub mod etag;
mod http;
mod object;
pub mod raw;
pub mod retry;
pub mod send_queue;
pub mod signing;
mod tls;

use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::{
    BehaviorVersion, IdentityCache, RequestChecksumCalculation, ResponseChecksumValidation,
    StalledStreamProtectionConfig,
    retry::{RetryConfig, RetryPartition, TokenBucket},
    timeout::TimeoutConfig,
};
use pyo3::prelude::*;

use crate::config::Config;
use crate::error::{Error, Failure, Kind, Result};
use crate::experience::Experience;
use crate::runtime::{PerProcess, Process, process};
use checksum::PartChecksum;
use credentials::FromPython;
use signing::Signer;
use signing::trial::Trials;

/// A store's connection to its server.
#[derive(Debug)]
pub struct S3 {
    pub config: Config,
    pub part_checksum: PartChecksum,
    credentials: Py<PyAny>,
    live: PerProcess<Live>,
}

/// What one process uses. Cheap to share, never inherited by a child.
#[derive(Debug)]
pub struct Live {
    pub process: Arc<Process>,
    /// For requests whose whole answer comes within the progress timeout, or is broken.
    pub control: Client,
    /// For requests that carry a part: no limit on their total time, which depends on the link.
    /// They are watched for progress and repeated by `retry`.
    pub data: Client,
    pub keys: Arc<FromPython>,
    /// What `streams` counts its times from.
    pub since: Instant,
    /// How many streams have been good for a download lately.
    pub streams: Experience,
    /// Whether parts may be signed in chunks.
    pub chunks: Trials,
}

impl S3 {
    /// Makes nothing yet but the value itself.
    pub fn new(config: Config, credentials: Py<PyAny>) -> Result<Self> {
        let part_checksum = PartChecksum::from_option(&config.part_checksum).ok_or_else(|| {
            Failure::new(
                Kind::Configuration,
                "configure",
                "",
                "",
                format!(
                    "s3_fast_part_checksum: {} is unknown to the native engine",
                    config.part_checksum
                ),
            )
        })?;
        Ok(Self {
            config,
            part_checksum,
            credentials,
            live: PerProcess::new(),
        })
    }

    pub fn progress_timeout(&self) -> Duration {
        Duration::from_secs_f64(self.config.progress_timeout_secs)
    }

    /// The runtime and clients of this process.
    pub fn live(&self, py: Python<'_>) -> Result<Arc<Live>> {
        self.live.get_or_make(|| self.connect(py))
    }

    fn connect(&self, py: Python<'_>) -> Result<Live> {
        let process = process(self.config.memory_limit_bytes).map_err(|error| {
            let message = format!("the native runtime could not be started: {error}");
            Error::from(Failure::new(Kind::Configuration, "start", "", "", message))
        })?;
        let secs = Duration::from_secs_f64;
        let connect_timeout = secs(self.config.connect_timeout_secs);
        let keys = FromPython::new(self.credentials.clone_ref(py));
        let builder = endpoint::apply(aws_sdk_s3::Config::builder(), &self.config)
            .behavior_version(BehaviorVersion::latest())
            .http_client(http::client(&self.config)?)
            .credentials_provider(Arc::clone(&keys) as Arc<dyn ProvideCredentials>)
            .identity_cache(IdentityCache::no_cache())
            .push_auth_scheme(Signer)
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(match self.config.response_checksum.as_str() {
                "when_supported" => ResponseChecksumValidation::WhenSupported,
                _ => ResponseChecksumValidation::WhenRequired,
            })
            // The SDK's own stall protection knows nothing of an answer that never comes after a
            // body that went out whole, and measures a rate where we want progress: ours does both.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .retry_config(
                RetryConfig::standard()
                    .with_max_attempts(self.config.max_attempts)
                    .with_initial_backoff(secs(0.2)),
            );
        let timeouts = TimeoutConfig::builder().connect_timeout(connect_timeout);
        let data = builder
            .clone()
            .timeout_config(timeouts.clone().build())
            .retry_config(RetryConfig::disabled())
            .build();
        // The SDK's own quota is one for all clients of a process: what fails in one transfer would use
        // up the attempts of another.
        let quota = RetryPartition::custom("glance-s3-fast").token_bucket(TokenBucket::unlimited());
        let control = builder
            .retry_classifier(retry::TooManyRequests)
            .retry_partition(quota.build())
            .timeout_config(
                timeouts
                    .operation_attempt_timeout(connect_timeout + self.progress_timeout())
                    .build(),
            )
            .build();
        Ok(Live {
            process,
            control: Client::from_conf(control),
            data: Client::from_conf(data),
            keys,
            since: Instant::now(),
            streams: Experience::default(),
            chunks: Trials::default(),
        })
    }
}
