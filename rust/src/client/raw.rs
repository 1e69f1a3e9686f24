//! The body of a GET, read from its socket.
//!
//! hyper reads a body into buffers of its own, on a thread of the runtime; from there it is handed
//! to the thread that waits for it and copied once more. On a fast link that is most of what a
//! download costs. A caller that would rather read the socket itself says so ([`or_raw`]); it then
//! gets the connection as it stands behind the answer's head. Everything before, from signing to
//! parsing, stays the SDK's and hyper's, and so does every answer that is not simply so many bytes.
//!
//! Plain HTTP/1.1 without a proxy only: TLS needs a buffer of its own between socket and caller.

use std::future::{Future, poll_fn};
use std::io;
use std::mem::MaybeUninit;
use std::net::TcpStream;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::{Buf, Bytes, BytesMut};
use http_body::Body;
use hyper::body::Incoming;
use hyper::client::conn::http1::{Connection, handshake};
use hyper::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderValue, TRANSFER_ENCODING};
use hyper::http::{Request, Response, Version, request};
use hyper::{StatusCode, Uri};
use hyper_util::client::legacy::connect::HttpConnector as TcpConnector;
use hyper_util::rt::TokioIo;
use socket2::SockRef;
use tokio::runtime::Handle;
use tower_service::Service;

/// A read gives up for the moment after this long without a byte, so that its caller can look
/// around: for signals, and for how long that has been going on.
pub const SLICE: Duration = Duration::from_millis(100);

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type Stream = TokioIo<tokio::net::TcpStream>;
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

/// A connection whose next bytes are an answer's body.
#[derive(Debug)]
pub struct RawBody {
    stream: TcpStream,
    /// What came together with the answer's head.
    first: Bytes,
    left_bytes: u64,
    /// Where the connection goes when the body has been read.
    home: Option<(Arc<Idle>, HeaderValue, Handle)>,
}

impl RawBody {
    /// Reads what is there; `WouldBlock` if that is nothing. At the end of the body 0, or if `space`
    /// is empty; an end before it is `UnexpectedEof`.
    pub fn read(&mut self, space: &mut [MaybeUninit<u8>]) -> io::Result<usize> {
        self.receive(space, libc::MSG_DONTWAIT)
    }

    /// The same, but waits for the first byte, and for no longer than a [`SLICE`].
    pub fn wait(&mut self, space: &mut [MaybeUninit<u8>]) -> io::Result<usize> {
        self.receive(space, 0)
    }

    fn receive(&mut self, space: &mut [MaybeUninit<u8>], flags: i32) -> io::Result<usize> {
        let left = usize::try_from(self.left_bytes).unwrap_or(usize::MAX);
        let wanted = space.len().min(left);
        let space = &mut space[..wanted];
        if space.is_empty() {
            return Ok(0);
        }
        let count = if self.first.is_empty() {
            SockRef::from(&self.stream).recv_with_flags(space, flags)?
        } else {
            let count = self.first.len().min(space.len());
            space[..count].write_copy_of_slice(&self.first[..count]);
            self.first.advance(count);
            count
        };
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left_bytes -= count as u64;
        Ok(count)
    }

    /// Keeps the connection for the next request, if the body has been read to its end.
    pub fn recycle(self) {
        if self.left_bytes == 0
            && self.first.is_empty()
            && let Some((idle, host, runtime)) = self.home
        {
            idle.put(host, self.stream, &runtime);
        }
    }
}

/// Connections that wait for their next request.
#[derive(Debug)]
pub struct Idle {
    streams: Mutex<Vec<(Instant, HeaderValue, TcpStream)>>,
    max: usize,
    timeout: Duration,
}

impl Idle {
    pub fn new(max: usize, timeout: Duration) -> Arc<Self> {
        Arc::new(Self {
            streams: Mutex::default(),
            max,
            timeout,
        })
    }

    fn streams(&self) -> MutexGuard<'_, Vec<(Instant, HeaderValue, TcpStream)>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first one has a task look after them, until they are gone.
    fn put(self: &Arc<Self>, host: HeaderValue, stream: TcpStream, runtime: &Handle) {
        let mut streams = self.streams();
        if streams.is_empty() {
            let (idle, timeout) = (Arc::downgrade(self), self.timeout);
            runtime.spawn(async move {
                loop {
                    tokio::time::sleep(timeout).await;
                    match idle.upgrade() {
                        Some(idle) if idle.close_old() > 0 => {}
                        _ => return,
                    }
                }
            });
        }
        if streams.len() < self.max {
            streams.push((Instant::now(), host, stream));
        }
    }

    /// How many are left.
    fn close_old(&self) -> usize {
        let mut streams = self.streams();
        streams.retain(|(since, ..)| since.elapsed() < self.timeout);
        streams.len()
    }

    fn take(&self, host: &HeaderValue) -> Option<Stream> {
        self.close_old();
        let mut streams = self.streams();
        while let Some(at) = streams.iter().rposition(|(_, of, _)| of == host) {
            let (_, _, stream) = streams.swap_remove(at);
            // Nothing may come unasked: what does is the end, or nonsense.
            let quiet = stream.set_nonblocking(true).is_ok()
                && matches!(stream.peek(&mut [0]), Err(error) if error.kind() == io::ErrorKind::WouldBlock);
            if quiet && let Ok(stream) = tokio::net::TcpStream::from_std(stream) {
                return Some(TokioIo::new(stream));
            }
        }
        None
    }
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
            let (answer, body) = exchange(request, tcp, idle).await?;
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = body;
            HttpResponse::try_from(answer).map_err(|error| ConnectorError::user(error.into()))
        })
    }
}

/// Sends a request without a body and waits for the head of its answer.
async fn exchange(
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

/// When a kept connection gives no answer, the others to the same host are no better: something on
/// the way may have forgotten them all. The wait for it may also just be dropped.
struct Doubt<'a>(Option<(&'a Idle, &'a HeaderValue)>);

impl Drop for Doubt<'_> {
    fn drop(&mut self) {
        if let Some((idle, host)) = self.0 {
            idle.streams().retain(|(_, of, _)| of != host);
        }
    }
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

/// Takes the connection out of hyper's hands where the body is simply so many bytes.
fn take_over(
    answer: Response<Incoming>,
    connection: Connection<Stream, SdkBody>,
    idle: Arc<Idle>,
    host: HeaderValue,
) -> Result<(Response<SdkBody>, Option<RawBody>), ConnectorError> {
    let (head, body) = answer.into_parts();
    let length = head
        .headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let Some(left_bytes) = length.filter(|_| is_plain(&head.headers, head.status, head.version))
    else {
        // An error's text, as a rule. hyper reads it, and the connection ends with it.
        tokio::spawn(connection);
        let body = SdkBody::from_body_1_x(body);
        return Ok((Response::from_parts(head, body), None));
    };
    // What hyper has read of the body by now: passed on already, or still in its buffer.
    let mut first = passed_on(body);
    let parts = connection.into_parts();
    first.extend_from_slice(&parts.read_buf);
    let stream = parts.io.into_inner().into_std().and_then(|stream| {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(SLICE))?;
        Ok(stream)
    });
    // RFC 9112, section 9.6.
    let stays = !head.headers.get_all(CONNECTION).iter().any(|line| {
        let mut options = line.to_str().unwrap_or("close").split(',');
        options.any(|option| option.trim().eq_ignore_ascii_case("close"))
    });
    let body = RawBody {
        stream: stream.map_err(|error| ConnectorError::io(error.into()))?,
        first: first.freeze(),
        left_bytes,
        home: stays.then(|| (idle, host, Handle::current())),
    };
    Ok((Response::from_parts(head, SdkBody::empty()), Some(body)))
}

/// The frames of `body` that are there. No more can come, as nobody drives its connection.
fn passed_on(mut body: Incoming) -> BytesMut {
    let mut context = Context::from_waker(Waker::noop());
    let mut bytes = BytesMut::new();
    while let Poll::Ready(Some(Ok(frame))) = Pin::new(&mut body).poll_frame(&mut context) {
        if let Some(data) = frame.data_ref() {
            bytes.extend_from_slice(data);
        }
    }
    bytes
}

fn is_plain(headers: &hyper::HeaderMap, status: StatusCode, version: Version) -> bool {
    matches!(status, StatusCode::OK | StatusCode::PARTIAL_CONTENT)
        && version == Version::HTTP_11
        && !headers.contains_key(TRANSFER_ENCODING)
}
