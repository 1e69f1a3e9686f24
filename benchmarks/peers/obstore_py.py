"""obstore: Rust's object_store from Python. Unsigned payloads, no checksums.

A download is one plain GET: it has no parallel ranges of one object.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import obstore
from obstore.store import S3Store

from benchmarks.consume import consume
from benchmarks.endpoint import REGION, Endpoint
from benchmarks.files import check
from benchmarks.source import MIB, Source


class Obstore:
    """``obstore.put`` and ``obstore.get``."""

    def __init__(
        self, endpoint: Endpoint, part_bytes: int, concurrency: int, at_once: int
    ) -> None:
        """Make the store, which all transfers share; 0 leaves a setting as obstore has it."""
        del at_once
        options: dict[str, Any] = {"allow_http": not endpoint.is_tls}
        if endpoint.ca_path:
            options["root_certificate"] = Path(endpoint.ca_path).read_bytes()
        self._store = S3Store(
            endpoint.bucket,
            endpoint=endpoint.url,
            access_key_id=endpoint.access_key,
            secret_access_key=endpoint.secret_key,
            region=REGION,
            virtual_hosted_style_request=False,
            unsigned_payload=True,
            client_options=options,
        )
        self._put: dict[str, Any] = {}
        if part_bytes:
            self._put["chunk_size"] = part_bytes
        if concurrency:
            self._put["max_concurrency"] = concurrency

    def upload(self, key: str, source: Source | Path, size_bytes: int) -> tuple[int, str, str]:
        """Send; no digest comes back."""
        given: Any = source
        if isinstance(source, Source):
            # It takes a file object only if it can be sought in.
            given = iter(lambda: source.read(MIB), b"")
        obstore.put(self._store, key, given, use_multipart=size_bytes > MIB, **self._put)
        return size_bytes, "", ""

    def download(
        self, key: str, size_bytes: int, into: Path | None = None, bytes_per_sec: int = 0
    ) -> float:
        """Take the answer in pieces of at least 1 MiB."""
        began = time.perf_counter()
        pieces = obstore.get(self._store, key).stream(min_chunk_size=MIB)
        if into is None:
            views = (memoryview(piece) for piece in pieces)
            return consume(views, size_bytes, began, bytes_per_sec)
        with into.open("wb", buffering=0) as file:
            for piece in pieces:
                file.write(piece)
        check(into, size_bytes)
        return 0.0
