//! Taking a request's body: discarded in the kernel where nobody looks at it, else read, unframed
//! and hashed.

use std::io::{self, Read};

use md5::{Digest, Md5};

use crate::channel::Channel;
use crate::chunked::Decoder;
use crate::pace::Pace;
use crate::request::Request;

/// With a limited server, the most that a connection takes at a time: several take turns.
const PACED_READ_BYTES: usize = 256 << 10;

/// A connection and what was read from it but not used yet.
pub struct Wire {
    pub channel: Channel,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    scratch: Box<[u8]>,
}

impl Wire {
    pub fn new(channel: Channel) -> Self {
        let buffer = vec![0; 128 << 10].into_boxed_slice();
        // Never touched on Linux, so it costs address space only.
        let scratch = vec![0; 1 << 20].into_boxed_slice();
        Self {
            channel,
            buffer,
            start: 0,
            end: 0,
            scratch,
        }
    }

    pub fn unused(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    pub fn used(&mut self, bytes: usize) {
        self.start += bytes;
    }

    /// Reads more behind what is unused; 0 at the end of the stream.
    pub fn fill(&mut self) -> io::Result<usize> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end == self.buffer.len() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "request head too large",
            ));
        }
        let read = self.channel.read(&mut self.buffer[self.end..])?;
        self.end += read;
        Ok(read)
    }
}

/// What a body was.
pub struct Received {
    /// Without its framing.
    pub size_bytes: u64,
    pub md5: Option<String>,
    /// The body itself, kept only when asked for.
    pub bytes: Vec<u8>,
}

/// What the caller wants of a body beside its size.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Want {
    Nothing,
    Md5,
    Bytes,
}

const MAX_KEPT_BYTES: usize = 4 << 20;

pub fn receive(
    wire: &mut Wire,
    request: &Request,
    want: Want,
    ingest: Option<&Pace>,
) -> io::Result<Received> {
    let length = request.number("content-length");
    if want == Want::Nothing && !request.is_http_chunked() {
        let wire_bytes = length.unwrap_or(0);
        discard(wire, wire_bytes, ingest)?;
        let size_bytes = request
            .number("x-amz-decoded-content-length")
            .filter(|_| request.is_aws_chunked());
        let size_bytes = size_bytes.unwrap_or(wire_bytes);
        return Ok(Received {
            size_bytes,
            md5: None,
            bytes: Vec::new(),
        });
    }
    let mut outer = request.is_http_chunked().then(Decoder::default);
    let mut inner = request.is_aws_chunked().then(Decoder::default);
    let mut left = length.unwrap_or(0);
    let (mut hash, mut bytes, mut size_bytes) = (Md5::new(), Vec::new(), 0);
    loop {
        let mut payload = |piece: &[u8]| -> io::Result<()> {
            size_bytes += piece.len() as u64;
            match want {
                Want::Nothing => {}
                Want::Md5 => hash.update(piece),
                Want::Bytes if bytes.len() + piece.len() > MAX_KEPT_BYTES => {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidData,
                        "document too large",
                    ));
                }
                Want::Bytes => bytes.extend_from_slice(piece),
            }
            Ok(())
        };
        let mut unframed = |piece: &[u8]| match &mut inner {
            Some(decoder) => decoder.feed(piece, &mut payload).map(|_| ()),
            None => payload(piece),
        };
        let unused = wire.unused();
        let taken = match &mut outer {
            Some(decoder) => decoder.feed(unused, &mut unframed)?,
            None => {
                let taken = unused
                    .len()
                    .min(usize::try_from(left).unwrap_or(usize::MAX));
                unframed(&unused[..taken])?;
                left -= taken as u64;
                taken
            }
        };
        wire.used(taken);
        if let Some(ingest) = ingest {
            ingest.pay(taken as u64);
        }
        if outer.as_ref().map_or(left == 0, Decoder::is_done) {
            break;
        }
        if wire.fill()? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    if inner.is_some_and(|decoder| !decoder.is_done()) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "aws-chunked body is cut short",
        ));
    }
    let md5 = (want == Want::Md5).then(|| format!("{:x}", hash.finalize()));
    Ok(Received {
        size_bytes,
        md5,
        bytes,
    })
}

fn discard(wire: &mut Wire, bytes: u64, ingest: Option<&Pace>) -> io::Result<()> {
    let buffered = wire
        .unused()
        .len()
        .min(usize::try_from(bytes).unwrap_or(usize::MAX));
    wire.used(buffered);
    if let Some(ingest) = ingest {
        ingest.pay(buffered as u64);
    }
    let mut left = bytes - buffered as u64;
    let most = if ingest.is_some() {
        PACED_READ_BYTES
    } else {
        wire.scratch.len()
    };
    while left > 0 {
        let ask = most.min(usize::try_from(left).unwrap_or(usize::MAX));
        let taken = match wire.channel.discard(&mut wire.scratch[..ask]) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(taken) => taken,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        left -= taken as u64;
        if let Some(ingest) = ingest {
            ingest.pay(taken as u64);
        }
    }
    Ok(())
}
