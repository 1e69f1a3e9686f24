//! What a body is made of.

use std::sync::Arc;

use bytes::Bytes;

use super::Slot;

/// The bytes of one body, with the budget that they stand on.
#[derive(Clone, Debug)]
pub struct Content {
    pub pieces: Vec<Bytes>,
    pub size_bytes: u64,
    slots: Vec<Arc<Slot>>,
}

impl Content {
    pub fn new(slot: Arc<Slot>) -> Self {
        Self {
            pieces: Vec::new(),
            size_bytes: 0,
            slots: vec![slot],
        }
    }

    /// The content of an empty image.
    pub fn empty() -> Self {
        Self::join(Vec::new())
    }

    pub fn push(&mut self, piece: Bytes) {
        self.size_bytes += piece.len() as u64;
        self.pieces.push(piece);
    }

    /// Several contents as one body.
    pub fn join(contents: Vec<Self>) -> Self {
        let mut joined = Self {
            pieces: Vec::new(),
            size_bytes: 0,
            slots: Vec::new(),
        };
        for content in contents {
            joined.size_bytes += content.size_bytes;
            joined.pieces.extend(content.pieces);
            joined.slots.extend(content.slots);
        }
        joined
    }
}
