"""The native engine: a thin adapter over the Rust module ``glance_s3_fast._native``.

Rust reads the source, sends the parts and feeds the hashes. Glance's default pair, MD5 and
SHA-512, is computed in Rust where the processor can; all else by Python's own hashlib objects,
so that every algorithm Glance can name works, on FIPS systems too.
This file is the only one that imports the Rust module, and only inside functions, since it may be
missing or not fit this interpreter.
"""

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from glance_store.common.utils import get_hasher

from glance_s3_fast.engines import Download, PutResult, Reader, Verifier

if TYPE_CHECKING:
    from glance_s3_fast.config import EngineConfig
    from glance_s3_fast.credentials import CredentialsSource


def problem() -> str | None:
    """Say why the native module cannot be used, None if it can."""
    try:
        from glance_s3_fast._native import Client  # noqa: F401, PLC0415
    except Exception as err:  # a broken library raises whatever it likes
        return f"{type(err).__name__}: {err}"
    return None


class NativeEngine:
    """An `Engine`, in Rust. Nothing is started before its first call."""

    name = "native"

    def __init__(self, config: "EngineConfig", credentials: "CredentialsSource") -> None:
        """Keep what is needed for the first call."""
        from glance_s3_fast._native import Client, Md5Sha512  # noqa: PLC0415 - see above

        self._client = Client(config, credentials)
        self._both_hashes: Callable[[], Md5Sha512] | None = None
        available = Md5Sha512.available()
        if config.hashing == "avx2":
            available = [name for name in available if name == "avx2"]
        if config.hashing != "hashlib" and available:
            in_company = config.hashing != "alone"
            self._both_hashes = functools.partial(Md5Sha512, in_company, available[0])

    def put(
        self,
        bucket: str,
        key: str,
        source: Reader | Iterable[bytes],
        *,
        size_bytes: int | None,
        hashing_algo: str,
        verifier: Verifier | None,
    ) -> PutResult:
        """See `Engine.put`."""
        if hashing_algo == "sha512" and self._both_hashes:
            both = self._both_hashes()
            stored_bytes, parts = self._client.put(
                bucket, key, source, size_bytes, [both], verifier
            )
            return PutResult(stored_bytes, *both.hexdigests(), parts)
        checksum = get_hasher("md5", False)
        # One pass over the bytes is enough when both are asked for the same.
        multihash = checksum if hashing_algo == "md5" else get_hasher(hashing_algo, False)
        hashers = [checksum] if multihash is checksum else [checksum, multihash]
        stored_bytes, parts = self._client.put(bucket, key, source, size_bytes, hashers, verifier)
        return PutResult(stored_bytes, checksum.hexdigest(), multihash.hexdigest(), parts)

    def get(
        self,
        bucket: str,
        key: str,
        *,
        offset: int = 0,
        length: int | None = None,
        chunk_bytes: int,
    ) -> Download:
        """See `Engine.get`."""
        return self._client.get(bucket, key, offset, length, chunk_bytes)

    def size(self, bucket: str, key: str) -> int:
        """See `Engine.size`."""
        return self._client.head(bucket, key)

    def delete(self, bucket: str, key: str) -> None:
        """See `Engine.delete`."""
        self._client.delete(bucket, key)

    def bucket_exists(self, bucket: str) -> bool:
        """See `Engine.bucket_exists`."""
        return self._client.head_bucket(bucket)

    def create_bucket(self, bucket: str) -> None:
        """See `Engine.create_bucket`."""
        self._client.create_bucket(bucket)
