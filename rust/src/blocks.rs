//! Memory for image bytes on their way up: blocks of 1 MiB, used again and again.
//!
//! What a source's `read` returns is copied into a block at once and let go. That sounds wasteful and
//! is not: keeping hold of Python's own objects makes the allocator find fresh pages for every read,
//! which costs as much as the copy, and spreads them over its arenas, from which they do not come
//! back. Measured with eight uploads at once under a limit of 512 MiB: 700 MB of resident memory
//! with kept objects, less than the limit with blocks.
//!
//! Blocks are mapped, so what is let go is gone. While any is in use, free ones are kept warm; their
//! number is bounded by the memory budget, which is taken before a block is; what downloads take of
//! the budget, free blocks make room for.
//!
//! A new block gets its pages by one call (`MADV_POPULATE_WRITE`), not by 256 faults: 0.48 instead of
//! 0.495 CPU-s/GB for eight uploads at once without hashes (`peers-upload-8-fresh`, 24 runs in turns).
//!
//! Rejected: huge pages for blocks. Faults become fewer and dearer: eight uploads at once took a tenth of
//! a CPU-second a GB more in the kernel. And waiting up to a millisecond for a block to come free before a
//! new one is mapped: 38 instead of 94 MB for one upload without hashes, but nothing where hashing bounds
//! it, and an image in a single PUT, which gives nothing back while it is read, took half as long again.

use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
#[cfg(target_os = "linux")]
use memmap2::Advice;
use memmap2::MmapMut;

pub const BLOCK_BYTES: usize = 1024 * 1024;

/// All blocks of a process.
#[derive(Debug, Default)]
pub struct Blocks {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    free: Vec<MmapMut>,
    in_use: usize,
}

impl Blocks {
    /// A block of undefined content.
    pub fn take(self: &Arc<Self>) -> io::Result<Block> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (memory, fresh) = match state.free.pop() {
            Some(memory) => (memory, false),
            None => (MmapMut::map_anon(BLOCK_BYTES)?, true),
        };
        state.in_use += 1;
        Ok(Block {
            memory: Some(memory),
            fresh,
            length: BLOCK_BYTES,
            owner: Arc::clone(self),
        })
    }

    /// Gives free blocks back to the system, because somebody else is to use the memory.
    pub fn trim(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let unused = std::mem::take(&mut state.free);
        drop(state);
        drop(unused);
    }

    fn give_back(&self, memory: MmapMut) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.in_use -= 1;
        state.free.push(memory);
        if state.in_use == 0 {
            // Nothing moves: the memory goes back to the system.
            let unused = std::mem::take(&mut state.free);
            drop(state);
            drop(unused);
        }
    }
}

/// One block, given back on drop.
#[derive(Debug)]
pub struct Block {
    memory: Option<MmapMut>,
    /// Its pages have not been asked for.
    fresh: bool,
    length: usize,
    owner: Arc<Blocks>,
}

impl Block {
    /// Some of the block, to be written.
    pub fn space(&mut self, range: Range<usize>) -> &mut [u8] {
        &mut self.memory.as_mut().expect("there until drop")[range]
    }

    /// The same, where most of `range` is likely to be written: in a new block, its pages are got by
    /// one call instead of a fault each. That takes a while, so it is not for who holds the GIL.
    pub fn space_with_pages(&mut self, range: Range<usize>) -> &mut [u8] {
        #[cfg(target_os = "linux")]
        if std::mem::take(&mut self.fresh)
            && let Some(memory) = &self.memory
            && range.end <= memory.len()
        {
            // Kernels before 5.14 cannot; then there are faults.
            let _ = memory.advise_range(Advice::PopulateWrite, range.start, range.len());
        }
        self.space(range)
    }

    /// The first `length` bytes, to be read and shared.
    pub fn freeze(mut self, length: usize) -> Bytes {
        self.length = length;
        Bytes::from_owner(self)
    }
}

impl AsRef<[u8]> for Block {
    fn as_ref(&self) -> &[u8] {
        &self.memory.as_ref().expect("there until drop")[..self.length]
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        if let Some(memory) = self.memory.take() {
            self.owner.give_back(memory);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_got_at_once_are_written_like_others() {
        let blocks = Arc::new(Blocks::default());
        let mut block = blocks.take().expect("memory");
        block.space(0..3).copy_from_slice(b"abc");
        block.space_with_pages(3..BLOCK_BYTES).fill(b'd');
        let bytes = block.freeze(BLOCK_BYTES);
        assert_eq!(&bytes[..4], b"abcd");
        assert!(bytes[4..].iter().all(|byte| *byte == b'd'));
    }

    #[test]
    fn blocks_are_used_again_while_any_is_in_use() {
        let blocks = Arc::new(Blocks::default());
        let mut first = blocks.take().expect("memory");
        first.space(0..3).copy_from_slice(b"abc");
        let first = first.freeze(3);
        let shared = first.clone();
        assert_eq!(&first[..], b"abc");

        let second = blocks.take().expect("memory");
        let address = second.memory.as_ref().map(|memory| memory.as_ptr());
        drop(second);
        let third = blocks.take().expect("memory");
        assert_eq!(third.memory.as_ref().map(|memory| memory.as_ptr()), address);

        drop((first, third));
        assert_eq!(blocks.state.lock().expect("sound").free.len(), 1);
        drop(shared);
        let state = blocks.state.lock().expect("sound");
        assert_eq!((state.in_use, state.free.len()), (0, 0));
    }
}
