"""The drivers under measurement, configured as Glance configures them and used as Glance does."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from typing import Any

from glance_store import location as glance_location
from oslo_config import cfg

from benchmarks import pattern
from benchmarks.source import Source

BUCKET = "bench"
ALGO = "sha512"
#: A look at each small piece would cost more than reading it does.
_LOOK_EVERY_BYTES = 1024 * 1024
_CLASSES = {
    "stock": "glance_store._drivers.s3",
    "native": "glance_s3_fast.store",
    "boto3": "glance_s3_fast.store",
}


class Subject:
    """One configured store: uploads and downloads through ``Store.add`` and ``Store.get``."""

    def __init__(
        self, kind: str, port: int, options: dict[str, Any], backend: str | None = None
    ) -> None:
        """Configure; raises ``BadStoreConfiguration`` when the store refuses.

        `backend`: the name of a backend group; ``None`` is single-store mode.
        """
        values = {
            "s3_store_host": f"http://127.0.0.1:{port}",
            "s3_store_access_key": "benchmark",
            "s3_store_secret_key": "benchmark-secret",
            "s3_store_bucket": BUCKET,
            "s3_store_bucket_url_format": "path",
            **options,
        }
        if kind != "stock":
            values["s3_fast_engine"] = kind
        self._kind = kind
        self._backend = backend
        self._class = importlib.import_module(_CLASSES[kind]).Store
        # Options for several backends are read from the global object only.
        self._conf = cfg.CONF if backend else cfg.ConfigOpts()
        if backend:
            self._conf.register_opts([cfg.DictOpt("enabled_backends")])
            type_name = "s3" if kind == "stock" else "s3_fast"
            self._conf.set_override("enabled_backends", {backend: type_name})
        self._conf([], project="benchmarks", default_config_files=[])
        self._store = self._class(self._conf, backend=backend)
        for name, value in values.items():
            self._conf.set_override(name, value, group=backend or "glance_store")
        self._store.configure(re_raise_bsc=True)

    def upload(self, key: str, source: Source, size_bytes: int) -> tuple[int, str, str]:
        """Give the size, the checksum and the multihash that the store reports."""
        _uri, size, checksum, multihash, _metadata = self._store.add(key, source, size_bytes, ALGO)
        return size, checksum, multihash

    def download(self, key: str, size_bytes: int, bytes_per_sec: int = 0) -> float:
        """Read an image to its end and check it; give the seconds until its first byte."""
        location = glance_location.Location(
            "s3",
            self._store.get_store_location_class(),
            self._conf,
            uri=f"s3://{self._conf_host()}/{BUCKET}/{key}",
            backend=self._backend,
        )
        began = time.perf_counter()
        pieces, size = self._store.get(location)
        if int(size) != size_bytes:
            raise ValueError(f"{key}: the store says {size} bytes, not {size_bytes}")
        return consume(iter(pieces), size_bytes, began, bytes_per_sec)

    def _conf_host(self) -> str:
        group = self._backend or "glance_store"
        return str(self._conf[group].s3_store_host).removeprefix("http://")


def consume(
    pieces: Iterator[bytes | memoryview], size_bytes: int, began: float, bytes_per_sec: int
) -> float:
    """Take all pieces, at `bytes_per_sec` (0: at once); look in every MiB for wrong bytes.

    Returns seconds from `began` to the first piece; raises ``ValueError`` on wrong bytes or
    length.
    """
    first_byte_secs = 0.0
    done = next_look = 0
    piece: bytes | memoryview = b""
    for piece in pieces:
        if done >= next_look:
            if not done:
                first_byte_secs = time.perf_counter() - began
            pattern.check(piece, done)
            next_look += _LOOK_EVERY_BYTES
        done += len(piece)
        if bytes_per_sec:
            early = began + done / bytes_per_sec - time.perf_counter()
            time.sleep(max(0.0, early))
    if done != size_bytes:
        raise ValueError(f"{done} bytes came instead of {size_bytes}")
    pattern.check(piece, done - len(piece))
    return first_byte_secs


def for_kind(kind: str) -> Callable[..., Any]:
    """Give what makes the subject of a kind: a store or a floor."""
    if kind in _CLASSES:
        return Subject
    return importlib.import_module("benchmarks.floors").Floor  # type: ignore[no-any-return]
