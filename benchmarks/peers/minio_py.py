"""minio-py. Over HTTP it signs every payload with SHA-256, over TLS it sends every part's MD5.

Neither can be switched off. A download is one plain GET.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import urllib3
from minio import Minio

from benchmarks.consume import consume
from benchmarks.endpoint import REGION, Endpoint
from benchmarks.files import check
from benchmarks.source import MIB, Source

_DEFAULT_UPLOADS = 3
_DEFAULT_PART_BYTES = 10 * MIB  # what its documentation's examples of streams take


class MinioPy:
    """``put_object`` with parallel parts, ``get_object``."""

    def __init__(
        self, endpoint: Endpoint, part_bytes: int, concurrency: int, at_once: int
    ) -> None:
        """Make the client, which all transfers share."""
        self._bucket = endpoint.bucket
        self._part_bytes = part_bytes or _DEFAULT_PART_BYTES
        self._uploads = concurrency or _DEFAULT_UPLOADS
        # Its own pool keeps ten connections; more at once would be made anew for each part.
        pool: dict[str, Any] = {"maxsize": self._uploads * at_once}
        if endpoint.ca_path:
            pool |= {"cert_reqs": "CERT_REQUIRED", "ca_certs": endpoint.ca_path}
        self._client = Minio(
            endpoint.host,
            access_key=endpoint.access_key,
            secret_key=endpoint.secret_key,
            region=REGION,
            secure=endpoint.is_tls,
            http_client=urllib3.PoolManager(**pool),
        )

    def upload(self, key: str, source: Source | Path, size_bytes: int) -> tuple[int, str, str]:
        """Send; no digest comes back."""
        options: dict[str, Any] = {
            "part_size": self._part_bytes,
            "num_parallel_uploads": self._uploads,
        }
        if isinstance(source, Path):
            self._client.fput_object(self._bucket, key, str(source), **options)
        else:
            data: Any = source
            self._client.put_object(self._bucket, key, data, size_bytes or -1, **options)
        return size_bytes, "", ""

    def download(
        self, key: str, size_bytes: int, into: Path | None = None, bytes_per_sec: int = 0
    ) -> float:
        """Read one answer in pieces of 1 MiB."""
        began = time.perf_counter()
        if into is not None:
            self._client.fget_object(self._bucket, key, str(into))
            check(into, size_bytes)
            return 0.0
        answer = self._client.get_object(self._bucket, key)
        try:
            pieces: Iterator[bytes] = answer.stream(MIB)
            return consume(pieces, size_bytes, began, bytes_per_sec)
        finally:
            answer.close()
            answer.release_conn()
