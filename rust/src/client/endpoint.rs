//! Where requests go: endpoint, region, addressing style.

use aws_sdk_s3::config::{Builder, Region};

use crate::config::Config;

/// Puts the store's endpoint into the SDK's configuration. Without an endpoint URL, AWS's own
/// endpoint of the region is taken.
pub fn apply(builder: Builder, config: &Config) -> Builder {
    let builder = builder
        .region(Region::new(config.region_name.clone()))
        .force_path_style(config.force_path_style);
    match &config.endpoint_url {
        // The SDK joins the bucket to an endpoint's path as it stands, without a slash between.
        Some(url) => builder.endpoint_url(format!("{url}/")),
        None => builder,
    }
}
