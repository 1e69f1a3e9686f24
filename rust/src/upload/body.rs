//! One body on its way to the server, in pieces.
//!
//! A body is a list of pieces, never joined; it can be made again from memory as often as it has to
//! be sent.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_sdk_s3::primitives::{ByteStream, SdkBody};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::chunked_body::ChunkedBody;
use super::content::Content;
use super::progress::Progress;
use crate::client::signing::Signing;

/// What goes out between two marks of progress: little enough for a slow link to take in the time
/// that it is given.
const FRAME_BYTES: usize = 256 * 1024;

/// An HTTP body that yields its pieces one by one.
struct PieceBody {
    pieces: VecDeque<Bytes>,
    left_bytes: u64,
    progress: Arc<Progress>,
}

impl Body for PieceBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.progress.mark();
        let Some(mut piece) = self.pieces.pop_front() else {
            return Poll::Ready(None);
        };
        if piece.len() > FRAME_BYTES {
            let rest = piece.split_off(FRAME_BYTES);
            self.pieces.push_front(rest);
        }
        self.left_bytes -= piece.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left_bytes)
    }
}

/// The body of one attempt, as it is signed.
pub fn stream(content: &Content, signing: &Signing, progress: &Arc<Progress>) -> ByteStream {
    if content.size_bytes == 0 {
        return ByteStream::new(SdkBody::from(""));
    }
    let (content, progress) = (content.clone(), Arc::clone(progress));
    let chunks = signing.chunks.clone();
    ByteStream::new(SdkBody::retryable(move || {
        progress.mark();
        let (content, progress) = (content.clone(), Arc::clone(&progress));
        match chunks.clone() {
            None => SdkBody::from_body_1_x(PieceBody {
                pieces: content.pieces.into(),
                left_bytes: content.size_bytes,
                progress,
            }),
            Some((chunks, seed)) => {
                SdkBody::from_body_1_x(ChunkedBody::new(content, chunks, seed, progress))
            }
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_tells_its_exact_size_until_its_end() {
        let mut body = PieceBody {
            pieces: [Bytes::from_static(b"abc"), Bytes::from_static(b"de")].into(),
            left_bytes: 5,
            progress: Progress::new(),
        };
        let mut context = Context::from_waker(std::task::Waker::noop());
        assert_eq!(body.size_hint().exact(), Some(5));
        assert!(Pin::new(&mut body).poll_frame(&mut context).is_ready());
        assert_eq!(body.size_hint().exact(), Some(2));
        assert!(!body.is_end_stream());
        assert!(Pin::new(&mut body).poll_frame(&mut context).is_ready());
        assert!(body.is_end_stream());
    }
}
