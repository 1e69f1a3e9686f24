//! A body in signed chunks on its way to the server (S3's `aws-chunked`).
//!
//! The signatures are made as the body goes out: each needs the one before it, and the first the
//! request's, which is there when the body is first asked for.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_smithy_runtime_api::box_error::BoxError;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::content::Content;
use super::progress::Progress;
use crate::client::signing::Chunks;
use crate::client::signing::chain::{CHUNK_BYTES, Chain, Seed};

/// An HTTP body that yields a frame, the chunk's bytes, the next frame …
pub struct ChunkedBody {
    content: Content,
    chunks: Chunks,
    seed: Seed,
    chain: Option<Chain>,
    progress: Arc<Progress>,
    left_bytes: u64,
    /// Whose frame comes next.
    next: usize,
    /// The piece and the offset in it that the next chunk begins at.
    place: (usize, usize),
    /// What the last frame was for.
    data: Option<Bytes>,
}

impl ChunkedBody {
    pub fn new(content: Content, chunks: Chunks, seed: Seed, progress: Arc<Progress>) -> Self {
        Self {
            left_bytes: chunks.length_on_the_wire(),
            content,
            chunks,
            seed,
            chain: None,
            progress,
            next: 0,
            place: (0, 0),
            data: None,
        }
    }

    /// The next chunk's bytes. Those of all but the last are [`CHUNK_BYTES`].
    fn take_chunk(&mut self) -> Bytes {
        let (piece, start) = self.place;
        let bytes = &self.content.pieces[piece];
        let end = bytes.len().min(start + CHUNK_BYTES);
        self.place = match end == bytes.len() {
            true => (piece + 1, 0),
            false => (piece, end),
        };
        bytes.slice(start..end)
    }

    fn next_bytes(&mut self) -> Result<Option<Bytes>, BoxError> {
        if let Some(data) = self.data.take() {
            return Ok(Some(data));
        }
        let mut chain = match self.chain.take() {
            Some(chain) => chain,
            None => self.seed.chain()?,
        };
        let number = self.next;
        self.next += 1;
        let mut frame = String::from(if number > 0 { "\r\n" } else { "" });
        match self.chunks.digests().get(number).copied() {
            Some(digest) => {
                let data = self.take_chunk();
                frame += &chain.frame(data.len(), &digest);
                self.data = Some(data);
            }
            None if self.left_bytes > 0 => {
                frame += &chain.last_frame();
                frame += "\r\n";
            }
            None => return Ok(None),
        }
        self.chain = Some(chain);
        Ok(Some(Bytes::from(frame)))
    }
}

impl Body for ChunkedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.progress.mark();
        let bytes = self.next_bytes().transpose();
        if let Some(Ok(bytes)) = &bytes {
            self.left_bytes -= bytes.len() as u64;
        }
        Poll::Ready(bytes.map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left_bytes == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::signing::Payload;
    use crate::client::signing::chain::tests::chain;

    /// All that `body` gives, its sizes checked on the way.
    fn drain(mut body: ChunkedBody) -> Vec<u8> {
        let mut context = Context::from_waker(std::task::Waker::noop());
        let mut all = Vec::new();
        let whole = body.size_hint().exact().expect("exact");
        while let Poll::Ready(Some(frame)) = Pin::new(&mut body).poll_frame(&mut context) {
            all.extend_from_slice(frame.expect("signed").data_ref().expect("data"));
            assert_eq!(body.size_hint().exact(), Some(whole - all.len() as u64));
        }
        assert!(body.is_end_stream());
        all
    }

    #[test]
    fn the_content_stands_between_the_frames_and_the_length_is_as_told() {
        for lengths in [
            vec![1],
            vec![CHUNK_BYTES],
            vec![2 * CHUNK_BYTES, 5],
            vec![3 * CHUNK_BYTES + 1000],
        ] {
            let pieces: Vec<Bytes> = (1..)
                .zip(&lengths)
                .map(|(byte, length)| Bytes::from(vec![byte; *length]))
                .collect();
            let Payload::Chunks(chunks) = Payload::in_chunks(&pieces) else {
                panic!("in chunks was asked for");
            };
            let (seed, mut expected) = (Seed::default(), Vec::new());
            seed.put(chain());
            let mut chain = chain();
            let parts = pieces.iter().flat_map(|piece| piece.chunks(CHUNK_BYTES));
            for (part, digest) in parts.zip(chunks.digests()) {
                expected.extend_from_slice(chain.frame(part.len(), digest).as_bytes());
                expected.extend_from_slice(part);
                expected.extend_from_slice(b"\r\n");
            }
            expected.extend_from_slice(chain.last_frame().as_bytes());
            expected.extend_from_slice(b"\r\n");
            let mut content = Content::empty();
            pieces.into_iter().for_each(|piece| content.push(piece));
            let body = ChunkedBody::new(content, chunks, seed, Progress::new());
            assert_eq!(drain(body), expected, "{lengths:?}");
        }
    }
}
