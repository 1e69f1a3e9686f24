"""The drivers under measurement, configured as Glance configures them and used as Glance does."""

from __future__ import annotations

import importlib
import time
from pathlib import Path
from typing import Any

from glance_store import location as glance_location
from oslo_config import cfg

from benchmarks.consume import consume
from benchmarks.endpoint import Endpoint
from benchmarks.files import keep
from benchmarks.source import ALGO, Source

_CLASSES = {
    "stock": "glance_store._drivers.s3",
    "native": "glance_s3_fast.store",
    "boto3": "glance_s3_fast.store",
}


class Subject:
    """One configured store: uploads and downloads through ``Store.add`` and ``Store.get``."""

    def __init__(
        self,
        kind: str,
        endpoint: Endpoint,
        options: dict[str, Any],
        backend: str | None = None,
    ) -> None:
        """Configure; raises ``BadStoreConfiguration`` when the store refuses.

        `backend`: the name of a backend group; ``None`` is single-store mode.
        """
        values = {
            "s3_store_host": endpoint.url,
            "s3_store_access_key": endpoint.access_key,
            "s3_store_secret_key": endpoint.secret_key,
            "s3_store_bucket": endpoint.bucket,
            "s3_store_bucket_url_format": "path",
            **({"s3_store_cacert": endpoint.ca_path} if endpoint.ca_path else {}),
            **options,
        }
        if kind != "stock":
            values["s3_fast_engine"] = kind
        self._endpoint = endpoint
        self._backend = backend
        self._class = importlib.import_module(_CLASSES[kind]).Store
        # Options for several backends are read from the global object only.
        self.conf = cfg.CONF if backend else cfg.ConfigOpts()
        if backend:
            self.conf.register_opts([cfg.DictOpt("enabled_backends")])
            type_name = "s3" if kind == "stock" else "s3_fast"
            self.conf.set_override("enabled_backends", {backend: type_name})
        self.conf([], project="benchmarks", default_config_files=[])
        self._store = self._class(self.conf, backend=backend)
        for name, value in values.items():
            self.conf.set_override(name, value, group=backend or "glance_store")
        self._store.configure(re_raise_bsc=True)

    def upload(self, key: str, source: Source | Path, size_bytes: int) -> tuple[int, str, str]:
        """Give the size, the checksum and the multihash that the store reports."""
        if isinstance(source, Path):
            with source.open("rb", buffering=0) as file:
                return self._add(key, file, size_bytes)
        return self._add(key, source, size_bytes)

    def _add(self, key: str, reader: Any, size_bytes: int) -> tuple[int, str, str]:
        _uri, size, checksum, multihash, _metadata = self._store.add(key, reader, size_bytes, ALGO)
        return size, checksum, multihash

    def download(
        self, key: str, size_bytes: int, into: Path | None = None, bytes_per_sec: int = 0
    ) -> float:
        """Read an image to its end and check it; give the seconds until its first byte."""
        scheme = "s3+https" if self._endpoint.is_tls else "s3"
        location = glance_location.Location(
            scheme,
            self._store.get_store_location_class(),
            self.conf,
            uri=f"{scheme}://{self._endpoint.host}/{self._endpoint.bucket}/{key}",
            backend=self._backend,
        )
        began = time.perf_counter()
        pieces, size = self._store.get(location)
        if int(size) != size_bytes:
            raise ValueError(f"{key}: the store says {size} bytes, not {size_bytes}")
        if into is None:
            return consume(iter(pieces), size_bytes, began, bytes_per_sec)
        keep(pieces, into, size_bytes)
        return 0.0
