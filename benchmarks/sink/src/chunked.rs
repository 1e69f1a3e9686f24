//! The framing of chunked bodies: HTTP's own (RFC 9112, 7.1) and S3's `aws-chunked`, which is the
//! same but for a signature as chunk extension, and may stand inside the other.

use std::io;

#[derive(Default)]
enum At {
    #[default]
    Size,
    Extension,
    Data,
    DataEnd,
    TrailerStart,
    Trailer,
    Done,
}

/// Takes framed bytes in pieces of any size and gives the payload in them.
#[derive(Default)]
pub struct Decoder {
    at: At,
    left: u64,
}

impl Decoder {
    pub fn is_done(&self) -> bool {
        matches!(self.at, At::Done)
    }

    /// Passes on the payload in `input` and returns how much of it was taken: all, unless the body
    /// ended in it.
    pub fn feed(
        &mut self,
        input: &[u8],
        payload: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<usize> {
        let mut position = 0;
        while position < input.len() && !self.is_done() {
            if matches!(self.at, At::Data) {
                let run =
                    (input.len() - position).min(usize::try_from(self.left).unwrap_or(usize::MAX));
                payload(&input[position..position + run])?;
                position += run;
                self.left -= run as u64;
                if self.left == 0 {
                    self.at = At::DataEnd;
                }
                continue;
            }
            self.frame(input[position])?;
            position += 1;
        }
        Ok(position)
    }

    fn frame(&mut self, byte: u8) -> io::Result<()> {
        self.at = match (&self.at, byte) {
            (At::Size | At::Extension, b'\n') if self.left == 0 => At::TrailerStart,
            (At::Size | At::Extension, b'\n') => At::Data,
            (At::Size, b'\r' | b' ') => At::Size,
            (At::Size, b';') | (At::Extension, _) => At::Extension,
            (At::Size, digit) => {
                let digit = char::from(digit).to_digit(16).ok_or_else(malformed)?;
                self.left = self.left.checked_mul(16).ok_or_else(malformed)? + u64::from(digit);
                At::Size
            }
            (At::DataEnd, b'\n') => At::Size,
            (At::DataEnd, b'\r') => At::DataEnd,
            (At::DataEnd, _) => return Err(malformed()),
            (At::TrailerStart, b'\n') => At::Done,
            (At::TrailerStart, b'\r') => At::TrailerStart,
            (At::Trailer, b'\n') => At::TrailerStart,
            (At::TrailerStart | At::Trailer, _) => At::Trailer,
            (At::Data | At::Done, _) => return Err(malformed()),
        };
        Ok(())
    }
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "malformed chunk")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(wire: &[u8], piece_bytes: usize) -> (Vec<u8>, usize, bool) {
        let (mut decoder, mut payload, mut taken) = (Decoder::default(), Vec::new(), 0);
        for piece in wire.chunks(piece_bytes) {
            taken += decoder
                .feed(piece, &mut |bytes| {
                    payload.extend_from_slice(bytes);
                    Ok(())
                })
                .unwrap();
        }
        (payload, taken, decoder.is_done())
    }

    #[test]
    fn payload_is_the_same_however_the_wire_is_cut() {
        let wire = b"5;chunk-signature=ab\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nx-amz-checksum-crc32: a\r\n\r\nGET /";
        for piece_bytes in 1..=wire.len() {
            let (payload, taken, done) = decode(wire, piece_bytes);
            assert_eq!(payload, b"hello0123456789abcdef");
            assert_eq!(taken, wire.len() - b"GET /".len());
            assert!(done);
        }
    }

    #[test]
    fn an_unfinished_body_is_not_done_and_a_malformed_one_is_refused() {
        assert!(!decode(b"5\r\nhello\r\n0\r\n", 64).2);
        let refused = Decoder::default().feed(b"zz\r\n", &mut |_| Ok(()));
        assert!(refused.is_err());
    }
}
