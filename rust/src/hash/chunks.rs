//! SHA-256 of each chunk of a body, sixteen at once where the processor can.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::avx512::sixteen;
use super::sixteen_at_once;

/// The SHA-256 of every `chunk_bytes` of each piece; the last of a piece may be shorter.
pub fn sha256_of_chunks(pieces: &[Bytes], chunk_bytes: usize) -> Vec<[u8; 32]> {
    let chunks: Vec<&[u8]> = pieces
        .iter()
        .flat_map(|piece| piece.chunks(chunk_bytes))
        .collect();
    let at_once = sixteen_at_once() && chunk_bytes.is_multiple_of(sixteen::BLOCK_BYTES);
    let mut digests = Vec::with_capacity(chunks.len());
    let (together, rest) = chunks.as_chunks::<{ sixteen::LANES }>();
    for sixteen in together {
        match at_once && sixteen.iter().all(|chunk| chunk.len() == chunk_bytes) {
            true => digests.extend(sixteen::sha256(*sixteen)),
            false => digests.extend(sixteen.iter().map(|chunk| sha256(chunk))),
        }
    }
    digests.extend(rest.iter().map(|chunk| sha256(chunk)));
    digests
}

fn sha256(chunk: &[u8]) -> [u8; 32] {
    Sha256::digest(chunk).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::tests::noise;

    #[test]
    fn the_digests_of_chunks_are_in_order_whatever_is_left_over() {
        for lengths in [
            vec![],
            vec![1],
            vec![16 * 128, 16 * 128],
            vec![40 * 128 + 5],
            vec![3 * 128 + 64, 20 * 128],
        ] {
            let mut bytes = Bytes::from(noise(lengths.iter().sum()));
            let pieces: Vec<Bytes> = lengths
                .iter()
                .map(|length| bytes.split_to(*length))
                .collect();
            let expected: Vec<[u8; 32]> = pieces
                .iter()
                .flat_map(|piece| piece.chunks(128).map(sha256))
                .collect();
            assert_eq!(sha256_of_chunks(&pieces, 128), expected, "{lengths:?}");
        }
    }
}
