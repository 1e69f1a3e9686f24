"""What the unit tests share: real configuration files, and an engine that keeps objects in memory.

The engine is not a mock of calls: it keeps the `Engine` interface, so the store's own behaviour
can be seen without a server. That engines keep it on real servers is the contract tests' subject.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from glance_store import location
from oslo_config import cfg

import glance_s3_fast
from glance_s3_fast import config as config_module
from glance_s3_fast import store as store_module
from glance_s3_fast.engines import PutResult
from glance_s3_fast.errors import EngineError, ErrorKind
from glance_s3_fast.options import OPTIONS

BASE = {
    "s3_store_host": "http://127.0.0.1:8333",
    "s3_store_access_key": "AKIDEXAMPLEACCESS",
    "s3_store_secret_key": "wJalr/XUtnFEMI+K7MDENG@bPxRfiCY",
    "s3_store_bucket": "glance",
}


@pytest.fixture
def keys() -> tuple[str, str]:
    """Return the access key and the secret key that stores are configured with."""
    return BASE["s3_store_access_key"], BASE["s3_store_secret_key"]


@pytest.fixture
def base() -> dict[str, str]:
    """Return the options every store has, unless a test changes them."""
    return dict(BASE)


@pytest.fixture(autouse=True)
def _no_outside_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's own AWS settings and the engine variable out of the tests."""
    for name in list(os.environ):
        if name.startswith("AWS_") or name == config_module.ENGINE_VARIABLE:
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "no-config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "no-credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


MakeConf = Callable[..., Any]


@pytest.fixture
def make_conf(tmp_path: Path) -> MakeConf:
    """Return a function that reads a configuration file with the given sections.

    A section's options are added to `BASE`; a value of None leaves the option out.
    """

    def make(**sections: dict[str, Any]) -> Any:
        lines = []
        for section, values in sections.items():
            base = {} if section in ("DEFAULT", "backend_defaults") else BASE
            lines.append(f"[{section}]")
            lines += [f"{k} = {v}" for k, v in {**base, **values}.items() if v is not None]
        path = tmp_path / f"glance-{len(list(tmp_path.iterdir()))}.conf"
        path.write_text("\n".join(lines) + "\n")
        conf = cfg.ConfigOpts()
        conf.register_opt(cfg.DictOpt("enabled_backends"))
        for section in (*sections, "backend_defaults"):
            if section != "DEFAULT":
                conf.register_opts(OPTIONS, group=section)
        conf(args=[], default_config_files=[str(path)], default_config_dirs=[])
        return conf

    return make


@pytest.fixture
def load(make_conf: MakeConf) -> Callable[..., config_module.EngineConfig]:
    """Return a function that loads the configuration of one store, named ``fast``."""

    def load_options(**values: Any) -> config_module.EngineConfig:
        return config_module.load(make_conf(fast=values), "fast")

    return load_options


class MemoryDownload:
    """A `Download` of bytes at hand; fails after `fail_after` pieces."""

    def __init__(
        self, engine: "MemoryEngine", data: bytes, wanted: bytes, chunk_bytes: int
    ) -> None:
        self.engine, self.size_bytes, self.length_bytes = engine, len(data), len(wanted)
        self.closed = 0
        self._pieces = iter(
            [wanted[i : i + chunk_bytes] for i in range(0, len(wanted), chunk_bytes)]
        )
        self._given = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._given == self.engine.fail_after:
            raise EngineError(
                ErrorKind.OBJECT_CHANGED,
                "it has another ETag now",
                operation="GetObject",
                bucket="glance",
                key="image",
            )
        self._given += 1
        return next(self._pieces)

    def close(self) -> None:
        self.closed += 1

    def __enter__(self) -> "MemoryDownload":
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()


class MemoryEngine:
    """An `Engine` over a dict, which notes its calls and raises what `errors` has for them."""

    name = "memory"

    def __init__(self) -> None:
        self.buckets: dict[str, dict[str, bytes]] = {"glance": {}}
        self.calls: list[str] = []
        self.errors: dict[str, Exception] = {}
        self.fail_after = -1
        self.put_size_bytes: int | None = -1
        self.download: MemoryDownload | None = None

    def _note(self, call: str) -> None:
        self.calls.append(call)
        if call in self.errors:
            raise self.errors[call]

    @staticmethod
    def error(kind: str, bucket: str, key: str = "", **more: Any) -> EngineError:
        return EngineError(kind, "the cause", operation="Op", bucket=bucket, key=key, **more)

    def put(
        self,
        bucket: str,
        key: str,
        source: Any,
        *,
        size_bytes: int | None,
        hashing_algo: str,
        verifier: Any,
    ) -> PutResult:
        self._note("put")
        self.put_size_bytes = size_bytes
        if bucket not in self.buckets:
            raise self.error("no_such_bucket", bucket, key)
        if key in self.buckets[bucket]:
            raise self.error("duplicate", bucket, key)
        data = source.read(-1) if hasattr(source, "read") else b"".join(source)
        if size_bytes is not None and len(data) != size_bytes:
            raise self.error("size_mismatch", bucket, key, expected=size_bytes, actual=len(data))
        if verifier is not None:
            verifier.update(data)
        self.buckets[bucket][key] = data
        md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
        return PutResult(len(data), md5, hashlib.new(hashing_algo, data).hexdigest(), 0)

    def _object(self, bucket: str, key: str) -> bytes:
        try:
            return self.buckets[bucket][key]
        except KeyError:
            raise self.error("not_found", bucket, key) from None

    def get(
        self,
        bucket: str,
        key: str,
        *,
        offset: int = 0,
        length: int | None = None,
        chunk_bytes: int,
    ) -> MemoryDownload:
        self._note("get")
        data = self._object(bucket, key)
        if offset and offset >= len(data):
            raise self.error("bad_range", bucket, key)
        wanted = data[offset:] if length is None else data[offset : offset + length]
        self.download = MemoryDownload(self, data, wanted, chunk_bytes)
        return self.download

    def size(self, bucket: str, key: str) -> int:
        self._note("size")
        return len(self._object(bucket, key))

    def delete(self, bucket: str, key: str) -> None:
        self._note("delete")
        self._object(bucket, key)
        del self.buckets[bucket][key]

    def bucket_exists(self, bucket: str) -> bool:
        self._note("bucket_exists")
        return bucket in self.buckets

    def create_bucket(self, bucket: str) -> None:
        self._note("create_bucket")
        self.buckets[bucket] = {}


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> MemoryEngine:
    """Return the engine in memory that every store configured in this test gets."""
    made = MemoryEngine()
    monkeypatch.setattr(store_module, "choose", lambda config, credentials: made)
    return made


@pytest.fixture
def make_store(make_conf: MakeConf, engine: MemoryEngine) -> Callable[..., store_module.Store]:
    """Return a function that configures a store, ``fast`` unless `single`."""

    def make(single: bool = False, **values: Any) -> store_module.Store:
        group = "glance_store" if single else "fast"
        store = store_module.Store(
            make_conf(**{group: values}), backend=None if single else "fast"
        )
        store.configure()
        return store

    return make


@pytest.fixture
def locate() -> Callable[..., location.Location]:
    """Return a function that makes the location of an image as Glance hands it to a store."""

    def make(key: str = "image", bucket: str = "glance", host: str = "127.0.0.1:8333") -> Any:
        return location.Location(
            "s3",
            store_module.StoreLocation,
            cfg.ConfigOpts(),
            uri=f"s3://{host}/{bucket}/{key}",
            backend="fast",
        )

    return make


@pytest.fixture
def entry_point(tmp_path: Path) -> list[str]:
    """Return a path on which our driver is installed."""
    info = tmp_path / "site" / "glance_s3_fast-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: glance-s3-fast\nVersion: 0\n")
    (info / "entry_points.txt").write_text(
        "[glance_store.drivers]\ns3_fast = glance_s3_fast.store:Store\n"
    )
    return [str(tmp_path / "site"), str(Path(glance_s3_fast.__file__).parents[1])]


@pytest.fixture
def fips(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have hashlib refuse MD5 for security, as on a FIPS system."""
    allowed = hashlib.md5

    def md5(data: bytes = b"", *, usedforsecurity: bool = True) -> Any:
        if usedforsecurity:
            raise ValueError("[digital envelope routines] unsupported")
        return allowed(data, usedforsecurity=False)

    monkeypatch.setattr(hashlib, "md5", md5)
