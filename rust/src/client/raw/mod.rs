//! The body of a GET, read from its socket.
//!
//! hyper reads a body into buffers of its own, on a thread of the runtime; from there it is handed
//! to the thread that waits for it and copied once more. On a fast link that is most of what a
//! download costs. A caller that would rather read the socket itself says so ([`or_raw`]); it then
//! gets the connection as it stands behind the answer's head. Everything before, from signing to
//! parsing, stays the SDK's and hyper's, and so does every answer that is not simply so many bytes.
//!
//! Plain HTTP/1.1 without a proxy only: TLS needs a buffer of its own between socket and caller.

mod body;
mod exchange;
mod idle;

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use hyper_util::client::legacy::connect::HttpConnector as TcpConnector;

pub use body::{RawBody, SLICE};
pub use idle::Idle;

type Slot = Arc<Mutex<Option<RawBody>>>;

tokio::task_local! {
    static WANTED: Slot;
}

/// The request that `future` makes, and its answer's body if that can be read from the socket. The
/// body in the answer is empty then.
pub async fn or_raw<F: Future>(future: F) -> (F::Output, Option<RawBody>) {
    let slot = Slot::default();
    let output = WANTED.scope(Arc::clone(&slot), future).await;
    let body = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    (output, body)
}

/// The usual client, and beside it the connections of those who read for themselves.
#[derive(Debug)]
pub struct RawClient {
    pub usual: SharedHttpClient,
    pub idle: Arc<Idle>,
}

impl HttpClient for RawClient {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(RawConnector {
            usual: self.usual.http_connector(settings, components),
            connect_timeout: settings.connect_timeout(),
            idle: Arc::clone(&self.idle),
        })
    }
}

#[derive(Debug)]
struct RawConnector {
    usual: SharedHttpConnector,
    connect_timeout: Option<Duration>,
    idle: Arc<Idle>,
}

impl HttpConnector for RawConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Ok(slot) = WANTED.try_with(Arc::clone) else {
            return self.usual.call(request);
        };
        let mut tcp = TcpConnector::new();
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(self.connect_timeout);
        let idle = Arc::clone(&self.idle);
        HttpConnectorFuture::new(async move {
            let (answer, body) = exchange::exchange(request, tcp, idle).await?;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = body;
            HttpResponse::try_from(answer).map_err(|error| ConnectorError::user(error.into()))
        })
    }
}
