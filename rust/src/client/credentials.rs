//! Keys for signing, asked from Python.
//!
//! The Python side knows where keys come from (the store's options, or botocore's default chain)
//! and refreshes them; the SDK asks again when they are about to expire. That keeps one credential
//! chain for both engines. Rejected: the Rust SDK's own chain, a second one with its own order of
//! sources and two more service clients to build.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use pyo3::prelude::*;

/// `glance_s3_fast.credentials.Credentials`.
#[derive(FromPyObject)]
struct Keys {
    access_key: String,
    secret_key: String,
    session_token: Option<String>,
    expires_at_epoch: Option<f64>,
}

/// How long keys are kept that are not known to end. They may be replaced all the same, in a file
/// for instance. The SDK asks again at some moment of the last ten seconds.
const KEPT: Duration = Duration::from_secs(15);

pub struct FromPython(Py<PyAny>);

impl FromPython {
    pub fn new(source: Py<PyAny>) -> Self {
        Self(source)
    }
}

impl std::fmt::Debug for FromPython {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FromPython(..)")
    }
}

impl ProvideCredentials for FromPython {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async move {
            let source = Python::attach(|py| self.0.clone_ref(py));
            // On a thread that may block: it waits for the GIL, and a chain may ask a server.
            let keys = tokio::task::spawn_blocking(move || {
                Python::attach(|py| source.bind(py).call_method0("get")?.extract::<Keys>())
            })
            .await
            .map_err(CredentialsError::provider_error)?
            .map_err(CredentialsError::not_loaded)?;
            let expires_after = keys
                .expires_at_epoch
                .and_then(|epoch| Duration::try_from_secs_f64(epoch).ok())
                .map_or_else(
                    || SystemTime::now() + KEPT,
                    |since_epoch| SystemTime::UNIX_EPOCH + since_epoch,
                );
            Ok(Credentials::new(
                keys.access_key,
                keys.secret_key,
                keys.session_token,
                Some(expires_after),
                "glance-s3-fast",
            ))
        })
    }
}
