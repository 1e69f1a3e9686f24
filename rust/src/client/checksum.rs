//! Checksums of one body, computed before it is sent, so that they travel in a header.
//!
//! A trailer would save nothing, as parts are in memory anyway, and Ceph RGW refuses trailers.

use aws_sdk_s3::types::ChecksumAlgorithm;
use aws_smithy_checksums::ChecksumAlgorithm as Implementation;
use aws_smithy_types::base64;
use bytes::Bytes;
use md5::{Digest, Md5};

/// The option `s3_fast_part_checksum`, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartChecksum {
    None,
    /// `Content-MD5`, and the ETag compared with it.
    Md5,
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha256,
}

impl PartChecksum {
    pub fn from_option(name: &str) -> Option<Self> {
        Some(match name {
            "none" => Self::None,
            "md5" => Self::Md5,
            "crc32" => Self::Crc32,
            "crc32c" => Self::Crc32c,
            "crc64nvme" => Self::Crc64Nvme,
            "sha256" => Self::Sha256,
            _ => return None,
        })
    }

    /// What CreateMultipartUpload declares.
    pub fn algorithm(self) -> Option<ChecksumAlgorithm> {
        match self {
            Self::None | Self::Md5 => None,
            Self::Crc32 => Some(ChecksumAlgorithm::Crc32),
            Self::Crc32c => Some(ChecksumAlgorithm::Crc32C),
            Self::Crc64Nvme => Some(ChecksumAlgorithm::Crc64Nvme),
            Self::Sha256 => Some(ChecksumAlgorithm::Sha256),
        }
    }

    /// The base64 value of a body, as its header carries it.
    pub fn of(self, pieces: &[Bytes]) -> Option<String> {
        let implementation = match self {
            Self::None => return None,
            Self::Md5 => return Some(base64::encode(md5_of(pieces))),
            Self::Crc32 => Implementation::Crc32,
            Self::Crc32c => Implementation::Crc32c,
            Self::Crc64Nvme => Implementation::Crc64Nvme,
            Self::Sha256 => Implementation::Sha256,
        };
        Some(base64::encode(digest(implementation, pieces)))
    }
}

pub fn md5_of(pieces: &[Bytes]) -> [u8; 16] {
    let mut hasher = Md5::new();
    for piece in pieces {
        hasher.update(piece);
    }
    hasher.finalize().into()
}

pub fn sha256_of(pieces: &[Bytes]) -> Bytes {
    digest(Implementation::Sha256, pieces)
}

fn digest(implementation: Implementation, pieces: &[Bytes]) -> Bytes {
    let mut checksum = implementation.into_impl();
    for piece in pieces {
        checksum.update(piece);
    }
    checksum.finalize()
}

pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes everything");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check values of the CRC catalogue, and RFC 1321's and FIPS 180's, for "123456789".
    #[test]
    fn known_answers_whatever_the_split() {
        let whole = [Bytes::from_static(b"123456789")];
        let split = [
            Bytes::from_static(b"1234"),
            Bytes::new(),
            Bytes::from_static(b"56789"),
        ];
        for (checksum, hexadecimal) in [
            (PartChecksum::Crc32, "cbf43926"),
            (PartChecksum::Crc32c, "e3069283"),
            (PartChecksum::Crc64Nvme, "ae8b14860a799888"),
            (PartChecksum::Md5, "25f9e794323b453885f5181f1b624d0b"),
            (
                PartChecksum::Sha256,
                "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
            ),
        ] {
            for pieces in [&whole[..], &split[..]] {
                let value = checksum.of(pieces).expect("has a value");
                let bytes = base64::decode(value).expect("base64");
                assert_eq!(hex(&bytes), hexadecimal, "{checksum:?}");
            }
        }
        assert_eq!(PartChecksum::None.of(&whole), None);
    }
}
