//! A request, over a connection that was kept or a new one, up to the head of its answer.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use hyper::Uri;
use hyper::body::Incoming;
use hyper::client::conn::http1::{Connection, handshake};
use hyper::header::{HOST, HeaderValue};
use hyper::http::{Request, Response, request};
use hyper_util::client::legacy::connect::HttpConnector as TcpConnector;
use tower_service::Service;

use super::body::{RawBody, take_over};
use super::idle::{Doubt, Idle, Stream};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Sends a request without a body and waits for the head of its answer.
pub async fn exchange(
    request: HttpRequest,
    mut tcp: TcpConnector,
    idle: Arc<Idle>,
) -> Result<(Response<SdkBody>, Option<RawBody>), ConnectorError> {
    let request = request
        .try_into_http1x()
        .map_err(|error| ConnectorError::user(error.into()))?;
    let (mut head, _) = request.into_parts();
    let uri = std::mem::take(&mut head.uri);
    let host = host(&uri).map_err(ConnectorError::user)?;
    head.headers.insert(HOST, host.clone());
    head.uri = uri
        .path_and_query()
        .cloned()
        .map_or_else(Uri::default, Uri::from);
    // A connection that was kept may have been closed just now: that is no answer, so ask anew.
    if let Some(stream) = idle.take(&host) {
        let mut doubt = Doubt(Some((&idle, &host)));
        if let Ok((answer, connection)) = ask(stream, &head).await {
            doubt.0 = None;
            return take_over(answer, connection, Arc::clone(&idle), host.clone());
        }
    }
    let stream = tcp.call(uri).await.map_err(|error| {
        let is_timeout = std::error::Error::source(&error)
            .and_then(|cause| cause.downcast_ref::<io::Error>())
            .is_some_and(|cause| cause.kind() == io::ErrorKind::TimedOut);
        match is_timeout {
            true => ConnectorError::timeout(error.into()),
            false => ConnectorError::io(error.into()),
        }
    })?;
    let (answer, connection) = ask(stream, &head).await.map_err(ConnectorError::io)?;
    take_over(answer, connection, idle, host)
}

/// The Host header as hyper's own client sets it: the port only where it is not the usual one.
fn host(uri: &Uri) -> Result<HeaderValue, BoxError> {
    let name = uri.host().ok_or("the endpoint has no host")?;
    Ok(match uri.port_u16() {
        None | Some(80) => HeaderValue::from_str(name)?,
        Some(port) => HeaderValue::from_str(&format!("{name}:{port}"))?,
    })
}

async fn ask(
    stream: Stream,
    head: &request::Parts,
) -> Result<(Response<Incoming>, Connection<Stream, SdkBody>), BoxError> {
    let (mut sender, mut connection) = handshake(stream).await?;
    let request = Request::from_parts(head.clone(), SdkBody::empty());
    let mut answer = pin!(sender.send_request(request));
    let answer = poll_fn(|context| {
        let ended = connection.poll_without_shutdown(context);
        match (answer.as_mut().poll(context), ended) {
            (Poll::Ready(answer), _) => Poll::Ready(answer.map_err(BoxError::from)),
            (Poll::Pending, Poll::Ready(Err(error))) => Poll::Ready(Err(error.into())),
            (Poll::Pending, Poll::Ready(Ok(()))) => {
                Poll::Ready(Err("the connection was closed before the answer".into()))
            }
            (Poll::Pending, Poll::Pending) => Poll::Pending,
        }
    })
    .await?;
    Ok((answer, connection))
}
