"""Our transfer engine alone, without an image's hashes and without glance_store around it.

No image is stored so by Glance, which always wants both hashes: this is here because none of the
other clients computes any, and only like can be compared with like. Everything else is as in an
upload by the driver: the same options, the same reader, parts and requests.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from benchmarks.consume import consume
from benchmarks.endpoint import Endpoint
from benchmarks.files import keep
from benchmarks.source import MIB, Source
from benchmarks.stores import Subject
from glance_s3_fast import config, credentials
from glance_s3_fast._native import Client


class Unhashed:
    """The native engine's ``put`` with no hashers, and its ``get``."""

    def __init__(
        self, endpoint: Endpoint, options: dict[str, Any], backend: str | None = None
    ) -> None:
        """Configure as the driver does; raises ``BadStoreConfiguration`` as it does."""
        store = Subject("native", endpoint, options, backend)
        loaded = config.load(store.conf, backend)
        self._bucket = endpoint.bucket
        self._client = Client(loaded, credentials.source(loaded))

    def upload(self, key: str, source: Source | Path, size_bytes: int) -> tuple[int, str, str]:
        """Send; no digest comes back."""
        declared = size_bytes or None
        if isinstance(source, Path):
            with source.open("rb", buffering=0) as file:
                stored, _parts = self._client.put(self._bucket, key, file, declared, [], None)
        else:
            stored, _parts = self._client.put(self._bucket, key, source, declared, [], None)
        return stored, "", ""

    def download(
        self, key: str, size_bytes: int, into: Path | None = None, bytes_per_sec: int = 0
    ) -> float:
        """Fetch in pieces of 1 MiB, the driver's own size."""
        began = time.perf_counter()
        pieces = self._client.get(self._bucket, key, 0, None, MIB)
        if into is None:
            return consume(iter(pieces), size_bytes, began, bytes_per_sec)
        keep(pieces, into, size_bytes)
        return 0.0
