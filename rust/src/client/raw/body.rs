//! A connection that is taken out of hyper's hands behind an answer's head, and read.

use std::io;
use std::mem::MaybeUninit;
use std::net::TcpStream;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use bytes::{Buf, Bytes, BytesMut};
use http_body::Body;
use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::client::conn::http1::Connection;
use hyper::header::{CONNECTION, CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING};
use hyper::http::{Response, Version};
use socket2::SockRef;
use tokio::runtime::Handle;

use super::idle::{Idle, Stream};

/// A read gives up for the moment after this long without a byte, so that its caller can look
/// around: for signals, and for how long that has been going on.
pub const SLICE: Duration = Duration::from_millis(100);

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

/// Takes the connection out of hyper's hands where the body is simply so many bytes.
pub fn take_over(
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
