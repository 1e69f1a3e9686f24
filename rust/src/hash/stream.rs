//! One image's bytes on their way through a kernel, which takes whole strides only.

use std::ops::Range;

use bytes::Bytes;

use super::STRIDE_BYTES;
use super::company::Company;
use super::kernel::Kernel;

/// Shorter pieces are hashed faster than others are found to hash them with.
const SHARED_BYTES: usize = 64 * 1024;

/// A kernel's state after some bytes, fed in order.
#[derive(Debug)]
pub struct Stream<K: Kernel> {
    state: K::State,
    /// The beginning of a stride whose rest has not come yet.
    partial: [u8; STRIDE_BYTES],
    partial_bytes: usize,
    total_bytes: u64,
}

impl<K: Kernel> Default for Stream<K> {
    fn default() -> Self {
        Self {
            state: K::INITIAL,
            partial: [0; STRIDE_BYTES],
            partial_bytes: 0,
            total_bytes: 0,
        }
    }
}

impl<K: Kernel> Stream<K> {
    pub fn update(&mut self, bytes: &[u8]) {
        let whole = self.take_edges(bytes);
        K::alone(&mut self.state, &bytes[whole]);
    }

    /// The same with several pieces, together with other images' that are hashed at this time.
    pub fn update_in(&mut self, company: &Company<K>, pieces: &[Bytes]) {
        let mut whole = Vec::with_capacity(pieces.len());
        for piece in pieces {
            // The stride that a piece completes comes after all before it.
            if self.partial_bytes > 0 {
                self.flush_in(company, &mut whole);
            }
            let range = self.take_edges(piece);
            whole.push(piece.slice(range));
        }
        self.flush_in(company, &mut whole);
    }

    fn flush_in(&mut self, company: &Company<K>, whole: &mut Vec<Bytes>) {
        let pieces = std::mem::take(whole);
        if pieces.iter().map(Bytes::len).sum::<usize>() >= SHARED_BYTES {
            return company.compress(&mut self.state, pieces);
        }
        for piece in pieces {
            K::alone(&mut self.state, &piece);
        }
    }

    /// Takes what of `bytes` belongs to a stride with bytes before or after them; the rest, whole
    /// strides between these, is to be compressed next.
    fn take_edges(&mut self, bytes: &[u8]) -> Range<usize> {
        self.total_bytes += bytes.len() as u64;
        let mut start = 0;
        if self.partial_bytes > 0 {
            start = bytes.len().min(STRIDE_BYTES - self.partial_bytes);
            self.partial[self.partial_bytes..][..start].copy_from_slice(&bytes[..start]);
            self.partial_bytes += start;
            if self.partial_bytes < STRIDE_BYTES {
                return start..start;
            }
            K::alone(&mut self.state, &self.partial);
        }
        let end = bytes.len() - (bytes.len() - start) % STRIDE_BYTES;
        let rest = &bytes[end..];
        self.partial[..rest.len()].copy_from_slice(rest);
        self.partial_bytes = rest.len();
        start..end
    }

    /// The state after the last whole stride.
    pub fn state(&self) -> &K::State {
        &self.state
    }

    /// What came after that, less than a stride.
    pub fn rest(&self) -> &[u8] {
        &self.partial[..self.partial_bytes]
    }

    pub fn total_bytes(&self) -> u64 {
        self.total_bytes
    }
}
