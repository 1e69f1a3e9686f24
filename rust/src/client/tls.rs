//! Whom to trust over TLS: the operator's CA bundle alone, or the system's roots.

use aws_smithy_http_client::tls::{TlsContext, TrustStore};

use crate::config::Config;
use crate::error::{Failure, Kind};

pub fn context(config: &Config) -> Result<TlsContext, Failure> {
    let bad = |message: String| Failure::new(Kind::Configuration, "configure", "", "", message);
    let trusted = match &config.ca_bundle_path {
        None => TrustStore::default(),
        Some(path) => {
            let pem = std::fs::read(path)
                .map_err(|error| bad(format!("s3_store_cacert: cannot read {path}: {error}")))?;
            TrustStore::empty().with_pem_certificate(pem)
        }
    };
    TlsContext::builder()
        .with_trust_store(trusted)
        .build()
        .map_err(|error| bad(format!("s3_store_cacert: {error}")))
}
