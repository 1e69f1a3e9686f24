//! One connection: requests in, answers out, until either side is done.

use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;

use crate::body::{self, Wire};
use crate::channel::Channel;
use crate::pace::Pace;
use crate::report;
use crate::request::Request;
use crate::response::Response;
use crate::s3;
use crate::state::State;

pub fn serve(stream: TcpStream, tls: Option<&Arc<ServerConfig>>, state: &State) {
    state.connected();
    // A client that goes away (reset, end in the middle) is a client's business: nothing to do but
    // forget the connection. What it left open is in the report.
    let _ = serve_requests(stream, tls, state);
    state.disconnected();
}

fn serve_requests(
    stream: TcpStream,
    tls: Option<&Arc<ServerConfig>>,
    state: &State,
) -> io::Result<()> {
    let egress = state
        .options
        .egress_per_connection_bytes_per_sec
        .map(Pace::new);
    let mut wire = Wire::new(Channel::new(stream, tls)?);
    while let Some(request) = next_request(&mut wire)? {
        if let Some(response) = own(&request, state) {
            response.write(&mut wire.channel, 0, &state.pattern, None)?;
            continue;
        }
        let operation = s3::Operation::of(&request);
        if request.expects_continue() {
            delay(state.options.latency);
            wire.channel.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            wire.channel.flush()?;
        }
        let want = operation.wants(state.options.etag_md5);
        let received = body::receive(&mut wire, &request, want, state.ingest.as_ref())?;
        let mut response = s3::answer(operation, &request, &received, state);
        if request.method == "HEAD" {
            response = response.without_content();
        }
        delay(state.options.latency);
        // Before the client has the answer: after it, it may have counters reset or reported.
        state.count(operation.name(), response.status);
        response.write(
            &mut wire.channel,
            state.next_serial(),
            &state.pattern,
            egress.as_ref(),
        )?;
        if request.closes() {
            break;
        }
    }
    Ok(())
}

fn next_request(wire: &mut Wire) -> io::Result<Option<Request>> {
    loop {
        let parsed = Request::parse(wire.unused())
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        if let Some((request, head_bytes)) = parsed {
            wire.used(head_bytes);
            return Ok(Some(request));
        }
        if wire.fill()? == 0 {
            return Ok(None);
        }
    }
}

/// The server's own requests, which S3 does not have. Neither counted nor delayed.
fn own(request: &Request, state: &State) -> Option<Response> {
    match (
        request.method.as_str(),
        request.bucket.as_str(),
        request.key.as_str(),
    ) {
        ("POST", "_sink", "reset") => {
            state.reset_counters();
            Some(Response::new(204))
        }
        ("GET", "_sink", "report") => Some(Response::json(report::report(state))),
        _ => None,
    }
}

fn delay(latency: Duration) {
    if !latency.is_zero() {
        std::thread::sleep(latency);
    }
}
