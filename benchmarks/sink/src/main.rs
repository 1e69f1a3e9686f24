//! `s3-sink`: an S3 server that keeps nothing, for measuring what S3 clients cost.
//!
//! It guarantees that it is cheaper than any client, so that on a machine with few cores the client
//! is what is measured: uploaded bytes are thrown away inside the kernel (`system::discard`),
//! downloaded ones come from one block of memory. What a client can see is true HTTP/1.1 and S3:
//! sizes, part lists, ranges, preconditions and errors are right; only the bytes of an upload are
//! lost. On SIGTERM (and at `GET /_sink/report`) it says what it saw and what CPU that cost.
//!
//! One blocking thread per connection: a large blocking `recv` costs fewer wake-ups than an event
//! loop does, and a benchmark has at most some hundred connections.

mod body;
mod channel;
mod chunked;
mod connection;
mod multipart;
mod objects;
mod options;
mod pace;
mod pattern;
mod report;
mod request;
mod response;
mod s3;
mod state;
mod system;
mod writing;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;

use rustls::ServerConfig;

use crate::options::Options;
use crate::state::State;

const STACK_BYTES: usize = 256 << 10;

fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("s3-sink: {message}\n{}", options::USAGE);
            return ExitCode::from(2);
        }
    };
    // Before any thread exists, so that every thread has them blocked and only `wait` takes them.
    let signals = system::Signals::block();
    let tls = match (&options.tls_certificate, &options.tls_key) {
        (Some(certificate), Some(key)) => match channel::tls_config(certificate, key) {
            Ok(config) => Some(config),
            Err(message) => {
                eprintln!("s3-sink: {message}");
                return ExitCode::FAILURE;
            }
        },
        _ => None,
    };
    let (listener, tls_listener) = match (listen(options.port, &options), listen(0, &options)) {
        (Ok(listener), Ok(tls_listener)) => (listener, tls_listener),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("s3-sink: cannot listen on port {}: {error}", options.port);
            return ExitCode::FAILURE;
        }
    };
    let port = |listener: &TcpListener| listener.local_addr().map_or(0, |address| address.port());
    println!(
        "{}",
        serde_json::json!({
            "port": port(&listener),
            "tls_port": tls.as_ref().map(|_| port(&tls_listener)),
            "pid": std::process::id(),
        })
    );
    let _ = std::io::stdout().flush();

    if options.until_stdin_closes {
        std::thread::spawn(|| {
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
            system::Signals::terminate_self();
        });
    }
    let state = Arc::new(State::new(options));
    let accepting = Arc::clone(&state);
    std::thread::spawn(move || accept(&listener, None, &accepting));
    if tls.is_some() {
        let accepting = Arc::clone(&state);
        std::thread::spawn(move || accept(&tls_listener, tls.as_ref(), &accepting));
    }
    signals.wait();
    println!("{}", report::report(&state));
    ExitCode::SUCCESS
}

fn listen(port: u16, options: &Options) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    if options.ingest_bytes_per_sec.is_some() {
        // Otherwise the kernel takes some 6 MB a connection at full speed before the limit is felt.
        system::set_receive_buffer_bytes(&listener, 256 << 10);
    }
    Ok(listener)
}

fn accept(listener: &TcpListener, tls: Option<&Arc<ServerConfig>>, state: &Arc<State>) {
    for stream in listener.incoming() {
        // A failing accept (out of descriptors, reset before it was taken) is the client's to see.
        let Ok(stream) = stream else { continue };
        let (state, tls) = (Arc::clone(state), tls.cloned());
        let spawned = std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn(move || connection::serve(stream, tls.as_ref(), &state));
        if let Err(error) = spawned {
            eprintln!("s3-sink: no thread for a connection: {error}");
        }
    }
}
