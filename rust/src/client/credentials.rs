//! Keys for signing, asked from Python.
//!
//! The Python side knows where keys come from (the store's options, or botocore's default chain)
//! and refreshes them. That keeps one credential chain for both engines. Rejected: the Rust SDK's own
//! chain, a second one with its own order of sources and two more service clients to build.
//!
//! Keys are kept here until shortly before they end, so that most requests ask nobody. The SDK keeps
//! none: every attempt is signed with the keys in force, and keys that a server refuses are replaced
//! while a transfer goes on ([`FromPython::renewed_since`]).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::calling::call_method;
use crate::error::keys::KeptOut;

/// Keys that end sooner than this are asked for anew: botocore begins to refresh them then.
const REFRESHED_BEFORE_END: Duration = Duration::from_secs(15 * 60);

/// `glance_s3_fast.credentials.Credentials`.
#[derive(FromPyObject)]
struct Keys {
    access_key: String,
    secret_key: String,
    session_token: Option<String>,
    expires_at_epoch: Option<f64>,
}

impl Keys {
    fn expires_after(&self) -> Option<SystemTime> {
        self.expires_at_epoch
            .and_then(|epoch| Duration::try_from_secs_f64(epoch).ok())
            .map(|since_epoch| SystemTime::UNIX_EPOCH + since_epoch)
    }
}

/// What was given out last.
#[derive(Default)]
struct Kept {
    credentials: Option<Credentials>,
    /// The same as Python's object, to tell Python which keys were refused.
    object: Option<Arc<Py<PyAny>>>,
    /// How many different keys there were.
    generation: u64,
}

/// `glance_s3_fast.credentials.CredentialsSource`.
pub struct FromPython {
    source: Arc<Py<PyAny>>,
    kept: Mutex<Kept>,
    kept_out: KeptOut,
}

impl FromPython {
    pub fn new(source: Py<PyAny>) -> Arc<Self> {
        Arc::new(Self {
            source: Arc::new(source),
            kept: Mutex::default(),
            kept_out: KeptOut::new(),
        })
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stands for the keys that a request is about to be signed with.
    pub fn generation(&self) -> u64 {
        self.kept().generation
    }

    /// Whether there are other keys than those of `generation`, which a server has refused. They
    /// are looked up anew for that.
    pub async fn renewed_since(&self, generation: u64) -> bool {
        let refused = {
            let kept = self.kept();
            if kept.generation != generation {
                return true;
            }
            kept.object.clone()
        };
        let Some(refused) = refused else {
            return false;
        };
        let source = Arc::clone(&self.source);
        let renewed = tokio::task::spawn_blocking(move || {
            Python::attach(|py| {
                let refused = (&*refused,).into_pyobject(py)?;
                let answer = call_method(source.bind(py), intern!(py, "renew"), &refused)?;
                answer.extract::<bool>()
            })
        });
        let renewed = matches!(renewed.await, Ok(Ok(true)));
        let mut kept = self.kept();
        if renewed && kept.generation == generation {
            kept.credentials = None;
            kept.generation += 1;
        }
        renewed
    }

    async fn current(&self) -> Result<Credentials, CredentialsError> {
        if let Some(credentials) = self.kept().credentials.clone()
            && credentials
                .expiry()
                .is_none_or(|end| end > SystemTime::now() + REFRESHED_BEFORE_END)
        {
            return Ok(credentials);
        }
        let source = Arc::clone(&self.source);
        // On a thread that may block: it waits for the GIL, and a chain may ask a server.
        let (keys, object) = tokio::task::spawn_blocking(move || {
            Python::attach(|py| {
                let nothing = PyTuple::empty(py);
                let object = call_method(source.bind(py), intern!(py, "get"), &nothing)?;
                Ok((object.extract::<Keys>()?, object.unbind()))
            })
            // In words, while this is a thread that may wait for the GIL.
            .map_err(|error: PyErr| error.to_string())
        })
        .await
        .map_err(CredentialsError::provider_error)?
        .map_err(CredentialsError::not_loaded)?;
        let token = keys.session_token.as_deref();
        self.kept_out.add(
            [keys.access_key.as_str(), &keys.secret_key]
                .into_iter()
                .chain(token),
        );
        let expires_after = keys.expires_after();
        let credentials = Credentials::new(
            keys.access_key,
            keys.secret_key,
            keys.session_token,
            expires_after,
            "glance-s3-fast",
        );
        let mut kept = self.kept();
        if let Some(before) = &kept.credentials
            && *before != credentials
        {
            kept.generation += 1;
        }
        kept.credentials = Some(credentials.clone());
        kept.object = Some(Arc::new(object));
        Ok(credentials)
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
        future::ProvideCredentials::new(self.current())
    }
}
