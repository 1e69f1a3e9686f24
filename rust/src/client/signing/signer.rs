//! The SDK's signer, which also leaves the seed for a body in chunks.
//!
//! A chunk is signed with the keys and at the time of its request, which only the signer knows for
//! sure: keys may be replaced at any moment. The SDK signs chunks only for bodies that it frames
//! itself, and then computes their hashes one by one.

use aws_credential_types::Credentials;
use aws_runtime::auth::sigv4::{SCHEME_ID, SigV4Signer};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign,
};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::{GetIdentityResolver, RuntimeComponents};
use aws_smithy_types::config_bag::ConfigBag;

use super::chain::{Chain, Seed};

/// Stands in for the SDK's scheme of the same id.
#[derive(Debug)]
pub struct Signer;

impl AuthScheme for Signer {
    fn scheme_id(&self) -> AuthSchemeId {
        SCHEME_ID
    }

    fn identity_resolver(&self, all: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        all.identity_resolver(SCHEME_ID)
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for Signer {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        endpoint: AuthSchemeEndpointConfig<'_>,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        let signer = SigV4Signer::new();
        signer.sign_http_request(request, identity, endpoint, components, config)?;
        if let Some(seed) = config.load::<Seed>() {
            let keys = identity.data::<Credentials>().ok_or("there are no keys")?;
            seed.put(Chain::of(request.headers(), keys)?);
        }
        Ok(())
    }
}
