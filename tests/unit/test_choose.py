"""The choice of engine: once, said in the log, and never a store that vanishes."""

import hashlib
import io
import logging
import os
import shutil
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from glance_store.exceptions import BadStoreConfiguration

import glance_s3_fast
from glance_s3_fast.config import EngineConfig
from glance_s3_fast.credentials import source
from glance_s3_fast.engines import PutResult, choose
from glance_s3_fast.engines.native import NativeEngine, problem

NATIVE = "glance_s3_fast._native"
Load = Callable[..., EngineConfig]


class Client:
    """Stands in for the Rust client, to see what the adapter asks of it."""

    def __init__(self, config: Any, credentials: Any) -> None:
        self.made_of = (config, credentials)
        self.calls: list[tuple[Any, ...]] = []

    def put(self, *arguments: Any) -> tuple[int, int]:
        self.calls.append(arguments)
        _, _, image, _, hashers, _ = arguments
        data = image.read(-1)
        for hasher in hashers:
            hasher.update(data)
        return len(data), 3

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments: self.calls.append((name, *arguments))


@pytest.fixture
def fake_native(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType(NATIVE)
    module.Client = Client  # type: ignore[attr-defined]
    # A processor without AVX2: hashlib does all hashes. The contract suite has the other kind.
    module.Md5Sha512 = SimpleNamespace(available=list)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, NATIVE, module)


@pytest.fixture
def no_native(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, NATIVE, None)


def chosen(config: EngineConfig) -> Any:
    return choose(config, source(config))


@pytest.mark.usefixtures("fake_native")
@pytest.mark.parametrize("wanted", ["auto", "native"])
def test_native_where_it_can_be_loaded(
    load: Load, caplog: pytest.LogCaptureFixture, wanted: str
) -> None:
    caplog.set_level(logging.INFO)
    assert chosen(load(s3_fast_engine=wanted)).name == "native"
    (record,) = caplog.records
    assert record.levelname == "INFO"
    assert record.getMessage() == f"Store fast: engine native (s3_fast_engine = {wanted})"


@pytest.mark.usefixtures("fake_native")
def test_boto3_on_demand(load: Load, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="glance_s3_fast.engines")
    assert chosen(load(s3_fast_engine="boto3")).name == "boto3"
    (record,) = caplog.records
    assert record.levelname == "INFO"
    assert record.getMessage() == "Store fast: engine boto3 (s3_fast_engine = boto3)"


@pytest.mark.usefixtures("no_native")
def test_boto3_with_a_warning_where_native_is_missing(
    load: Load, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="glance_s3_fast.engines")
    assert chosen(load()).name == "boto3"
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert "engine boto3" in record.getMessage()
    assert NATIVE in record.getMessage()


@pytest.mark.usefixtures("no_native")
def test_native_demanded_but_missing_says_what_to_do(load: Load) -> None:
    with pytest.raises(BadStoreConfiguration) as caught:
        chosen(load(s3_fast_engine="native"))
    assert NATIVE in caught.value.msg
    assert "set s3_fast_engine to auto or boto3" in caught.value.msg


@pytest.mark.usefixtures("no_native")
def test_the_environment_overrides(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLANCE_S3_FAST_ENGINE", "boto3")
    assert chosen(load(s3_fast_engine="native")).name == "boto3"


@pytest.mark.parametrize(
    "error", [ImportError("no"), OSError("libc too old"), RuntimeError("init"), SystemError("x")]
)
def test_whatever_an_import_raises_is_a_problem_not_a_crash(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    class Finder:
        @staticmethod
        def find_spec(name: str, *_: Any) -> None:
            if name == NATIVE:
                raise error

    monkeypatch.delitem(sys.modules, NATIVE, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    assert problem() == f"{type(error).__name__}: {error}"


def test_a_module_that_is_not_ours_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, NATIVE, types.ModuleType(NATIVE))
    assert "cannot import name 'Client'" in str(problem())


CONFIGURE = """
import logging
from oslo_config import cfg
from glance_s3_fast.store import Store
logging.basicConfig(format="%(levelname)s %(message)s")
conf = cfg.ConfigOpts()
store = Store(conf, backend="fast")
conf(args=[], default_config_files=["glance.conf"], default_config_dirs=[])
store.configure(re_raise_bsc=True)
print(store._engine.name)
"""


def test_a_broken_library_leaves_a_store_that_works(tmp_path: Path) -> None:
    package = Path(glance_s3_fast.__file__).parent
    ignored = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
    broken = shutil.copytree(package, tmp_path / "glance_s3_fast", ignore=ignored)
    (broken / "_native.abi3.so").write_bytes(b"\x7fELF, but not for long")
    options = ("host = localhost", "access_key = a", "secret_key = b", "bucket = glance")
    (tmp_path / "glance.conf").write_text(
        "\n".join(["[fast]", *(f"s3_store_{option}" for option in options)])
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", CONFIGURE],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "boto3\n", done.stderr
    assert "WARNING Store fast: engine boto3" in done.stderr
    assert "_native.abi3.so" in done.stderr


@pytest.fixture
def adapter(fake_native: None, load: Load) -> NativeEngine:
    config = load()
    return NativeEngine(config, source(config))


def put(engine: NativeEngine, algo: str) -> PutResult:
    image = io.BytesIO(b"image")
    return engine.put("b", "k", image, size_bytes=5, hashing_algo=algo, verifier=None)


@pytest.mark.parametrize("algo", ["sha512", "sha256", "blake2b", "md5"])
def test_native_put_hashes_twice_unless_both_are_md5(adapter: NativeEngine, algo: str) -> None:
    md5 = hashlib.md5(b"image").hexdigest()
    multihash = hashlib.new(algo, b"image").hexdigest()
    assert put(adapter, algo) == PutResult(5, md5, multihash, 3)
    client: Any = adapter._client
    ((bucket, key, _, size_bytes, hashers, verifier),) = client.calls
    assert (bucket, key, size_bytes, verifier) == ("b", "k", 5, None)
    assert len(hashers) == (1 if algo == "md5" else 2)


@pytest.mark.parametrize(
    ("hashing", "available", "made"),
    [
        ("auto", ["avx512", "avx2"], (True, "avx512")),
        ("auto", ["avx2"], (True, "avx2")),
        ("avx2", ["avx512", "avx2"], (True, "avx2")),
        ("alone", ["avx512", "avx2"], (False, "avx512")),
        ("avx2", [], None),
        ("hashlib", ["avx512", "avx2"], None),
    ],
)
@pytest.mark.usefixtures("fake_native")
def test_native_put_hashes_as_the_option_says(
    load: Load,
    monkeypatch: pytest.MonkeyPatch,
    hashing: str,
    available: list[str],
    made: tuple[bool, str] | None,
) -> None:
    class Md5Sha512:
        def __init__(self, *arguments: object) -> None:
            self.made_of = arguments

        @staticmethod
        def available() -> list[str]:
            return available

        def update(self, data: bytes) -> None:
            pass

        def hexdigests(self) -> tuple[str, str]:
            return "md5", "sha512"

    monkeypatch.setattr(sys.modules[NATIVE], "Md5Sha512", Md5Sha512)
    config = load(s3_fast_hashing=hashing)
    engine = NativeEngine(config, source(config))
    put(engine, "sha512")
    client: Any = engine._client
    ((_, _, _, _, hashers, _),) = client.calls
    assert [getattr(hasher, "made_of", None) for hasher in hashers] == (
        [made] if made else [None, None]
    )


@pytest.mark.usefixtures("fips")
def test_native_put_on_a_fips_system(adapter: NativeEngine) -> None:
    expected = hashlib.md5(b"image", usedforsecurity=False).hexdigest()
    assert put(adapter, "sha256").checksum == expected


def test_native_put_refuses_an_unknown_hash_before_reading(adapter: NativeEngine) -> None:
    with pytest.raises(ValueError, match="no_such_hash"):
        put(adapter, "no_such_hash")
    client: Any = adapter._client
    assert client.calls == []


def test_native_passes_calls_on(adapter: NativeEngine) -> None:
    adapter.get("b", "k", offset=1, length=2, chunk_bytes=3)
    adapter.size("b", "k")
    adapter.delete("b", "k")
    adapter.bucket_exists("b")
    adapter.create_bucket("b")
    client: Any = adapter._client
    assert client.calls == [
        ("get", "b", "k", 1, 2, 3),
        ("head", "b", "k"),
        ("delete", "b", "k"),
        ("head_bucket", "b"),
        ("create_bucket", "b"),
    ]
