"""The checksum that goes with each part, in a header.

Computed here, not by botocore: over TLS botocore sends checksums as trailers of a chunked body,
which Ceph RGW refuses, and it hands out no value for the MD5 or for CompleteMultipartUpload, which
wants the parts' checksums again.

CRC-32C and CRC-64/NVME need the library that ``botocore[crt]`` installs. Without it the store uses
CRC-32, which every botocore has, and says so once: a plain Python loop over every byte would be
slower than the network.
"""

import base64
import hashlib
import importlib
import logging
import zlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

LOG = logging.getLogger(__name__)

try:
    crt: Any = importlib.import_module("awscrt.checksums")
except ImportError:
    crt = None


class Checksum(NamedTuple):
    """How one checksum is named in the S3 API, and how it is computed."""

    header: str
    """The member of the request, and of Complete's part unless it is ``ContentMD5``."""
    algorithm: str | None
    """CreateMultipartUpload's ChecksumAlgorithm; None for MD5, which is not declared."""
    digest: Callable[[Iterable[memoryview]], bytes]

    def base64(self, views: Iterable[memoryview]) -> str:
        """Return the checksum of the views' bytes as the API wants it."""
        return base64.b64encode(self.digest(views)).decode("ascii")


def checksum_for(name: str) -> Checksum | None:
    """Return the checksum for a value of ``s3_fast_part_checksum``; None for ``none``."""
    if name == "none":
        return None
    if name in ("crc32c", "crc64nvme") and crt is None:
        LOG.warning(
            "s3_fast_part_checksum = %s needs botocore[crt] with the boto3 engine; "
            "crc32 is used instead",
            name,
        )
        name = "crc32"
    return {
        "crc32": Checksum("ChecksumCRC32", "CRC32", _crc(zlib.crc32, 4)),
        "crc32c": Checksum("ChecksumCRC32C", "CRC32C", _crc(getattr(crt, "crc32c", None), 4)),
        "crc64nvme": Checksum(
            "ChecksumCRC64NVME", "CRC64NVME", _crc(getattr(crt, "crc64nvme", None), 8)
        ),
        "sha256": Checksum("ChecksumSHA256", "SHA256", _hash("sha256")),
        "md5": Checksum("ContentMD5", None, _hash("md5")),
    }[name]


def _crc(function: Any, width_bytes: int) -> Callable[[Iterable[memoryview]], bytes]:
    def digest(views: Iterable[memoryview]) -> bytes:
        value = 0
        for view in views:
            value = function(view, value)
        return value.to_bytes(width_bytes, "big")

    return digest


def _hash(name: str) -> Callable[[Iterable[memoryview]], bytes]:
    def digest(views: Iterable[memoryview]) -> bytes:
        hasher = hashlib.new(name, usedforsecurity=False)
        for view in views:
            hasher.update(view)
        return hasher.digest()

    return digest
