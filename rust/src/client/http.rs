//! The HTTP client: one pool of connections per store and process.

use std::time::Duration;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::shared::IntoShared;

use super::raw::{Idle, RawClient};
use super::tls;
use crate::config::Config;
use crate::error::Failure;

/// Servers and load balancers close idle connections after a minute or more; a connection that is
/// older than this is opened anew rather than found dead.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// Bodies of answers are not read from their sockets when one of these is set: through a proxy the
/// connection is not the server's. The others are the same for plain HTTP.
const PROXY_VARIABLES: [&str; 4] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/// A client that honours `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, as botocore does.
pub fn client(config: &Config) -> Result<SharedHttpClient, Failure> {
    let idle_max = config.parts_in_flight.max(config.download_concurrency);
    if config.is_plain_http() {
        // No roots are loaded for nothing.
        let usual = Builder::new().build_with_connector_fn(move |settings, components| {
            let mut connector = Connector::builder()
                .proxy_config(ProxyConfig::from_env())
                .pool_idle_timeout(IDLE_TIMEOUT)
                .pool_max_idle_per_host(idle_max);
            connector.set_connector_settings(settings.cloned());
            connector.set_sleep_impl(components.and_then(|c| c.sleep_impl()));
            connector.build_http()
        });
        if PROXY_VARIABLES
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
        {
            return Ok(usual);
        }
        let idle = Idle::new(idle_max, IDLE_TIMEOUT);
        return Ok(RawClient { usual, idle }.into_shared());
    }
    let trusted = tls::context(config)?;
    Ok(
        Builder::new().build_with_connector_fn(move |settings, components| {
            let mut connector = Connector::builder()
                .proxy_config(ProxyConfig::from_env())
                .pool_idle_timeout(IDLE_TIMEOUT)
                .pool_max_idle_per_host(idle_max)
                .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
                .tls_context(trusted.clone());
            connector.set_connector_settings(settings.cloned());
            connector.set_sleep_impl(components.and_then(|c| c.sleep_impl()));
            connector.build()
        }),
    )
}
