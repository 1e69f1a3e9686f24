//! Both hashes of one image, as this processor computes them best.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::company::{Companies, Company};
use super::ending::{md5_digest, sha512_digest};
use super::kernel::Kernel;
use super::stream::Stream;
use super::{avx2, avx512};

/// A set of instructions that is enough for both hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instructions {
    Avx512,
    Avx2,
}

impl Instructions {
    /// Those that this processor has, the better first.
    pub fn available() -> impl Iterator<Item = Self> {
        let mut each = Vec::new();
        each.extend(avx512::is_supported().then_some(Self::Avx512));
        each.extend(avx2::is_supported().then_some(Self::Avx2));
        each.into_iter()
    }

    /// As operators write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Avx512 => "avx512",
            Self::Avx2 => "avx2",
        }
    }
}

/// Both digests of one image, fed in order.
#[derive(Debug)]
pub struct Md5Sha512 {
    streams: Streams,
    in_company: bool,
}

/// A stream for every thread that can be at work for the image.
#[derive(Debug)]
enum Streams {
    OnePass(Mutex<Stream<avx512::OnePass>>),
    Apart(Mutex<Stream<avx2::Md5>>, Box<Mutex<Stream<avx2::Sha512>>>),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Md5Sha512 {
    /// `in_company`: whether this image may be hashed together with others.
    pub fn new(instructions: Instructions, in_company: bool) -> Self {
        let streams = match instructions {
            Instructions::Avx512 => Streams::OnePass(Mutex::default()),
            Instructions::Avx2 => Streams::Apart(Mutex::default(), Box::default()),
        };
        Self {
            streams,
            in_company,
        }
    }

    /// How many threads can be at work for it: each is to [`feed`](Self::feed) all pieces.
    pub fn threads(&self) -> usize {
        match &self.streams {
            Streams::OnePass(_) => 1,
            Streams::Apart(..) => 2,
        }
    }

    /// The next pieces, by the thread of this number.
    pub fn feed(&self, thread: usize, companies: &Companies, pieces: &[Bytes]) {
        match (&self.streams, thread) {
            (Streams::OnePass(both), _) => self.feed_one(both, &companies.one_pass, pieces),
            (Streams::Apart(md5, _), 0) => self.feed_one(md5, &companies.md5, pieces),
            (Streams::Apart(_, sha512), _) => self.feed_one(sha512, &companies.sha512, pieces),
        }
    }

    fn feed_one<K: Kernel>(
        &self,
        stream: &Mutex<Stream<K>>,
        company: &Company<K>,
        pieces: &[Bytes],
    ) {
        let mut stream = lock(stream);
        match self.in_company {
            true => stream.update_in(company, pieces),
            false => pieces.iter().for_each(|piece| stream.update(piece)),
        }
    }

    /// The next bytes, all by the caller.
    pub fn update(&self, bytes: &[u8]) {
        match &self.streams {
            Streams::OnePass(both) => lock(both).update(bytes),
            Streams::Apart(md5, sha512) => {
                lock(md5).update(bytes);
                lock(sha512).update(bytes);
            }
        }
    }

    /// The MD5 and the SHA-512 of everything so far.
    pub fn digests(&self) -> ([u8; 16], [u8; 64]) {
        match &self.streams {
            Streams::OnePass(both) => {
                let both = lock(both);
                let (rest, total_bytes) = (both.rest(), both.total_bytes());
                let md5 = md5_digest(both.state().md5, rest, total_bytes);
                (md5, sha512_digest(both.state().sha512, rest, total_bytes))
            }
            Streams::Apart(md5, sha512) => {
                let (md5, sha512) = (lock(md5), lock(sha512));
                (
                    md5_digest(*md5.state(), md5.rest(), md5.total_bytes()),
                    sha512_digest(*sha512.state(), sha512.rest(), sha512.total_bytes()),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::tests::noise;
    use md5::{Digest, Md5};
    use proptest::prelude::*;
    use sha2::Sha512;

    fn apart(bytes: &[u8]) -> ([u8; 16], [u8; 64]) {
        (Md5::digest(bytes).into(), Sha512::digest(bytes).into())
    }

    #[test]
    fn every_length_around_the_edges_of_blocks() {
        let bytes = noise(1100);
        for instructions in Instructions::available() {
            for length in 0..bytes.len() {
                let hasher = Md5Sha512::new(instructions, false);
                hasher.update(&bytes[..length]);
                assert_eq!(hasher.digests(), apart(&bytes[..length]), "{length}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_split_gives_the_same(length in 0_usize..20_000, cuts in prop::collection::vec(0_usize..700, 0..60)) {
            let bytes = noise(length);
            for instructions in Instructions::available() {
                let hasher = Md5Sha512::new(instructions, false);
                let mut rest = &bytes[..];
                for cut in &cuts {
                    let (now, later) = rest.split_at((*cut).min(rest.len()));
                    hasher.update(now);
                    rest = later;
                }
                hasher.update(rest);
                prop_assert_eq!(hasher.digests(), apart(&bytes));
            }
        }

        #[test]
        fn any_pieces_on_its_threads_give_the_same(
            lengths in prop::collection::vec(0_usize..150_000, 0..6),
            in_company: bool,
        ) {
            let bytes = Bytes::from(noise(lengths.iter().sum()));
            let companies = Companies::new(2);
            for instructions in Instructions::available() {
                let mut rest = bytes.clone();
                let pieces: Vec<Bytes> = lengths.iter().map(|length| rest.split_to(*length)).collect();
                let hasher = Md5Sha512::new(instructions, in_company);
                for thread in 0..hasher.threads() {
                    hasher.feed(thread, &companies, &pieces);
                }
                prop_assert_eq!(hasher.digests(), apart(&bytes));
            }
        }
    }
}
