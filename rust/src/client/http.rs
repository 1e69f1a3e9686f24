//! The HTTP client: one pool of connections per store and process.

use std::time::Duration;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use super::tls;
use crate::config::Config;
use crate::error::Failure;

/// Servers and load balancers close idle connections after a minute or more; a connection that is
/// older than this is opened anew rather than found dead.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// A client that honours `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, as botocore does.
pub fn client(config: &Config) -> Result<SharedHttpClient, Failure> {
    let idle_max = config.parts_in_flight.max(config.download_concurrency);
    if config.is_plain_http() {
        // No roots are loaded for nothing.
        return Ok(
            Builder::new().build_with_connector_fn(move |settings, components| {
                let mut connector = Connector::builder()
                    .proxy_config(ProxyConfig::from_env())
                    .pool_idle_timeout(IDLE_TIMEOUT)
                    .pool_max_idle_per_host(idle_max);
                connector.set_connector_settings(settings.cloned());
                connector.set_sleep_impl(components.and_then(|c| c.sleep_impl()));
                connector.build_http()
            }),
        );
    }
    let trusted = tls::context(config)?;
    Ok(
        Builder::new().build_with_connector_fn(move |settings, components| {
            let mut connector = Connector::builder()
                .proxy_config(ProxyConfig::from_env())
                .pool_idle_timeout(IDLE_TIMEOUT)
                .pool_max_idle_per_host(idle_max)
                .tls_provider(Provider::Rustls(CryptoMode::Ring))
                .tls_context(trusted.clone());
            connector.set_connector_settings(settings.cloned());
            connector.set_sleep_impl(components.and_then(|c| c.sleep_impl()));
            connector.build()
        }),
    )
}
