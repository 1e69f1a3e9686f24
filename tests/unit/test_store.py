"""The store: Glance's calls in, the engine's calls out, and nothing started on the way."""

import gc
import hashlib
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from glance_store import capabilities, exceptions
from glance_store._drivers import s3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import glance_s3_fast
from glance_s3_fast.errors import ErrorKind
from glance_s3_fast.response import ResponseIndexable
from glance_s3_fast.store import Store, StoreLocation

MIB = 1024 * 1024
MakeConf = Callable[..., Any]
MakeStore = Callable[..., Store]
Locate = Callable[..., Any]
DATA = bytes(range(256)) * 10


def add(store: Store, data: bytes = DATA, key: str = "image", size: int | None = None) -> Any:
    return store.add(key, io.BytesIO(data), len(data) if size is None else size, "sha512")


# --- what Glance looks at ------------------------------------------------------------------------


def test_capabilities_and_schemes(make_store: MakeStore) -> None:
    store = make_store()
    masks = capabilities.BitMasks
    assert store.is_capable(masks.RW_ACCESS, masks.READ_RANDOM, masks.DRIVER_REUSABLE)
    assert not store.is_capable(masks.WRITE_OFFSET)
    assert store.get_schemes() == ("s3", "s3+http", "s3+https")
    assert store.get_store_location_class() is StoreLocation
    assert StoreLocation.__module__ == "glance_s3_fast.location"


@pytest.mark.parametrize("method", ["get", "add", "delete"])
def test_the_capability_check_is_outermost(make_store: MakeStore, method: str) -> None:
    assert getattr(make_store(), method).__name__ == "op_checker"


def test_attributes_are_the_stock_drivers(make_conf: MakeConf, engine: Any) -> None:
    values = {"s3_store_host": "https://s3.example.org", "s3_store_region_name": "eu-west-1"}
    conf = make_conf(fast=values)
    ours, stock = Store(conf, backend="fast"), s3.Store(conf, backend="fast")
    ours.configure(re_raise_bsc=True)
    stock.configure(re_raise_bsc=True)
    for name in (
        "full_s3_host",
        "region_name",
        "access_key",
        "secret_key",
        "bucket",
        "scheme",
        "s3_store_large_object_size",
        "s3_store_large_object_chunk_size",
        "s3_store_thread_pools",
        "weight",
        "backend_group",
    ):
        assert getattr(ours, name) == getattr(stock, name), name
    assert ours.url_prefix == f"{stock.url_prefix}/" == "s3+https://s3.example.org/glance/"


def test_url_prefix_fits_the_locations_whatever_the_host_is_written_like(
    make_store: MakeStore,
) -> None:
    store = make_store(s3_store_host="http://localhost:8333/")
    assert add(store)[0].startswith(store.url_prefix)


def test_a_store_that_is_not_configured_still_shows_its_defaults(make_conf: MakeConf) -> None:
    store = Store(make_conf(fast={}), backend="fast")
    assert store.s3_store_large_object_size == 100 * MIB
    assert store.s3_store_large_object_chunk_size == 10 * MIB
    assert store.s3_store_thread_pools == 10
    assert store.READ_CHUNKSIZE == MIB
    assert store.url_prefix is None


# --- add -----------------------------------------------------------------------------------------


def test_add_returns_what_glance_wants(make_store: MakeStore, engine: Any) -> None:
    md5 = hashlib.md5(DATA).hexdigest()
    sha512 = hashlib.sha512(DATA).hexdigest()
    uri = "s3://127.0.0.1:8333/glance/image"
    assert add(make_store()) == (uri, len(DATA), md5, sha512, {"store": "fast"})
    assert engine.buckets["glance"]["image"] == DATA
    assert engine.put_size_bytes == len(DATA)


def test_a_single_store_adds_no_backend(make_store: MakeStore) -> None:
    assert add(make_store(single=True))[4] == {}


@pytest.mark.parametrize("size", [0, None])
def test_size_0_is_unknown(make_store: MakeStore, engine: Any, size: int | None) -> None:
    store = make_store()
    assert store.add("image", io.BytesIO(DATA), size, "sha256")[1] == len(DATA)
    assert engine.put_size_bytes is None


def test_the_verifier_and_an_iterable_reach_the_engine(make_store: MakeStore) -> None:
    seen = hashlib.sha1()
    size = make_store().add("image", iter([b"a", b"bc"]), 3, "sha256", None, seen)[1]
    assert (size, seen.hexdigest()) == (3, hashlib.sha1(b"abc").hexdigest())


def test_an_image_that_exists_is_a_duplicate(make_store: MakeStore, engine: Any) -> None:
    store = make_store()
    add(store, b"first")
    with pytest.raises(exceptions.Duplicate, match="Image image already exists"):
        add(store, b"second")
    assert engine.buckets["glance"]["image"] == b"first"


def test_another_size_than_declared_is_invalid(make_store: MakeStore) -> None:
    with pytest.raises(exceptions.Invalid, match="Size exceeds: expected 5 bytes, got 2560 bytes"):
        add(make_store(), size=5)


class SourceError(Exception):
    pass


class FailingSource:
    def __init__(self, error: BaseException) -> None:
        self.error = error

    def read(self, size: int) -> bytes:
        raise self.error


@pytest.mark.parametrize("error", [SourceError("gone"), OSError("pipe"), KeyboardInterrupt()])
def test_the_sources_own_exception_passes_unchanged(
    make_store: MakeStore, error: BaseException
) -> None:
    with pytest.raises(type(error)) as caught:
        make_store().add("image", FailingSource(error), 5, "sha256")
    assert caught.value is error


@pytest.mark.parametrize("key", ["", "a/b", "a@b", "a?b"])
def test_a_key_no_location_could_hold_is_refused_before_anything_is_sent(
    make_store: MakeStore, engine: Any, key: str
) -> None:
    with pytest.raises(exceptions.BadStoreUri):
        add(make_store(), key=key)
    assert engine.calls == []


def test_not_found_never_leaves_add(make_store: MakeStore, engine: Any) -> None:
    # Glance would delete the image.
    engine.errors["put"] = engine.error("not_found", "glance", "image")
    with pytest.raises(exceptions.BackendException, match="the cause"):
        add(make_store())


def test_an_upload_left_open_is_logged_with_all_that_is_needed_to_find_it(
    make_store: MakeStore, engine: Any, caplog: pytest.LogCaptureFixture
) -> None:
    engine.errors["put"] = engine.error("server", "glance", "image", upload_id="upload-1")
    with pytest.raises(exceptions.BackendException) as caught:
        add(make_store())
    assert caught.value.__cause__ is engine.errors["put"]
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    for part in ("upload-1", "bucket glance", "key image", "Store fast"):
        assert part in record.getMessage()


def test_other_failures_log_no_error(
    make_store: MakeStore, engine: Any, caplog: pytest.LogCaptureFixture
) -> None:
    engine.errors["put"] = engine.error("server", "glance", "image")
    with pytest.raises(exceptions.BackendException):
        add(make_store())
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


# --- the bucket ----------------------------------------------------------------------------------


def test_the_bucket_is_looked_for_once(make_store: MakeStore, engine: Any) -> None:
    store = make_store()
    for key in ("a", "b", "c"):
        add(store, key=key)
    assert engine.calls == ["bucket_exists", "put", "put", "put"]


def test_a_missing_bucket_is_named_with_the_option_before_anything_is_read(
    make_store: MakeStore, engine: Any
) -> None:
    del engine.buckets["glance"]
    source = io.BytesIO(DATA)
    with pytest.raises(exceptions.BackendException) as caught:
        make_store().add("image", source, len(DATA), "sha256")
    named = ("bucket glance", "key image", "does not exist in S3", "s3_store_create_bucket_on_put")
    for part in named:
        assert part in str(caught.value)
    assert source.tell() == 0
    assert engine.calls == ["bucket_exists"]


def test_a_missing_bucket_is_looked_for_again(make_store: MakeStore, engine: Any) -> None:
    store, objects = make_store(), engine.buckets.pop("glance")
    with pytest.raises(exceptions.BackendException):
        add(store)
    engine.buckets["glance"] = objects
    assert add(store)[1] == len(DATA)


def test_a_bucket_is_created_on_put_when_asked_for(make_store: MakeStore, engine: Any) -> None:
    del engine.buckets["glance"]
    store = make_store(s3_store_create_bucket_on_put="true")
    add(store, key="a")
    add(store, key="b")
    assert engine.calls == ["bucket_exists", "create_bucket", "put", "put"]


def test_a_bucket_that_vanishes_is_looked_for_again(make_store: MakeStore, engine: Any) -> None:
    store = make_store(s3_store_create_bucket_on_put="true")
    add(store, key="a")
    del engine.buckets["glance"]
    with pytest.raises(exceptions.BackendException, match="s3_store_create_bucket_on_put"):
        add(store, key="b")
    assert add(store, key="b")[1] == len(DATA)


def test_somebody_else_may_create_the_bucket_first(
    make_store: MakeStore, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    del engine.buckets["glance"]

    def create(bucket: str) -> None:
        engine.buckets[bucket] = {}
        raise engine.error("server", bucket, code="BucketAlreadyOwnedByYou")

    monkeypatch.setattr(engine, "create_bucket", create)
    assert add(make_store(s3_store_create_bucket_on_put="true"))[1] == len(DATA)


def test_a_bucket_that_cannot_be_created_is_an_error(make_store: MakeStore, engine: Any) -> None:
    del engine.buckets["glance"]
    engine.errors["create_bucket"] = engine.error("forbidden", "glance")
    with pytest.raises(exceptions.Forbidden, match="s3_store_access_key"):
        add(make_store(s3_store_create_bucket_on_put="true"))


# --- get, get_size, delete -----------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    size=st.integers(0, 100),
    offset=st.integers(0, 100),
    length=st.none() | st.integers(0, 120),
    chunk_bytes=st.integers(1, 50),
)
def test_ranges(
    *,
    make_store: MakeStore,
    locate: Locate,
    engine: Any,
    size: int,
    offset: int,
    length: int | None,
    chunk_bytes: int,
) -> None:
    data, offset = DATA[:size], min(offset, max(size - 1, 0))
    engine.buckets["glance"]["image"] = data
    store = make_store()
    store.READ_CHUNKSIZE = chunk_bytes
    body, told = store.get(locate(), offset=offset, chunk_size=length)
    wanted = data[offset:] if length is None else data[offset : offset + length]
    assert len(body) == len(wanted)
    pieces = list(body)
    assert b"".join(pieces) == wanted
    assert all(len(piece) == chunk_bytes for piece in pieces[:-1])
    assert told == (length or size)  # as the file store


def test_the_chunk_option_is_the_instances_chunk_size(make_store: MakeStore) -> None:
    assert make_store(s3_fast_read_chunk_kib=64).READ_CHUNKSIZE == 64 * 1024
    assert Store.READ_CHUNKSIZE == MIB


def test_the_locations_bucket_and_key_are_used(
    make_store: MakeStore, locate: Locate, engine: Any
) -> None:
    engine.buckets["former"] = {"k": b"old"}
    store = make_store()
    where = locate("k", bucket="former")
    assert b"".join(store.get(where)[0]) == b"old"
    assert store.get_size(where) == 3
    store.delete(where)
    assert engine.buckets["former"] == {}


@pytest.mark.parametrize("call", ["get", "get_size", "delete"])
def test_a_missing_image_is_not_found_at_once(
    make_store: MakeStore, locate: Locate, call: str
) -> None:
    with pytest.raises(exceptions.NotFound, match=r"Image gone not found .*bucket glance"):
        getattr(make_store(), call)(locate("gone"))


def test_an_offset_past_the_last_byte_is_invalid(make_store: MakeStore, locate: Locate) -> None:
    store = make_store()
    add(store)
    with pytest.raises(exceptions.Invalid, match="bucket glance, key image"):
        store.get(locate(), offset=len(DATA))


@pytest.mark.parametrize(("offset", "length"), [(-1, None), (0, -1)])
def test_negative_numbers_are_invalid(
    make_store: MakeStore, locate: Locate, offset: int, length: int | None
) -> None:
    store = make_store()
    add(store)
    with pytest.raises(exceptions.Invalid, match="must not be negative"):
        store.get(locate(), offset=offset, chunk_size=length)


def read(make_store: MakeStore, locate: Locate) -> ResponseIndexable:
    store = make_store()
    add(store)
    store.READ_CHUNKSIZE = 1000
    body: ResponseIndexable = store.get(locate())[0]
    return body


def test_iteration_is_direct_and_close_reaches_the_download(
    make_store: MakeStore, locate: Locate, engine: Any
) -> None:
    body = read(make_store, locate)
    assert iter(body) is body
    assert next(body) == DATA[:1000]
    download = engine.download
    assert download is not None
    assert download.closed == 0
    body.close()
    assert download.closed == 1


def test_dropping_it_closes_the_download(
    make_store: MakeStore, locate: Locate, engine: Any
) -> None:
    def as_glance_wraps_it(body: Any) -> Iterator[bytes]:
        for piece in body:  # noqa: UP028 - passes no close() on
            yield piece

    response = as_glance_wraps_it(read(make_store, locate))
    assert next(response) == DATA[:1000]
    download = engine.download
    assert download is not None
    assert download.closed == 0
    del response
    gc.collect()
    assert download.closed == 1


def test_a_failure_midway_is_a_glance_store_exception_and_closes(
    make_store: MakeStore, locate: Locate, engine: Any
) -> None:
    engine.fail_after = 1
    body = read(make_store, locate)
    assert next(body) == DATA[:1000]
    with pytest.raises(exceptions.BackendException, match=r"store fast.*another ETag"):
        next(body)
    assert engine.download is not None
    assert engine.download.closed == 1


def test_reading_by_index_as_copying_between_stores_does(
    make_store: MakeStore, locate: Locate
) -> None:
    body = read(make_store, locate)
    assert len(body) == len(DATA)
    assert body[0:] == DATA[:1000]
    assert body[1000:] == DATA[1000:2000]
    assert body[2000:] == DATA[2000:]
    assert body[len(DATA) :] == b""


def test_an_empty_image_is_not_taken_for_a_missing_one(
    make_store: MakeStore, locate: Locate
) -> None:
    store = make_store()
    add(store, b"")
    body, size = store.get(locate())
    assert body
    assert (list(body), size) == ([], 0)


# --- a store that could not be configured --------------------------------------------------------


def test_a_bad_configuration_disables_the_store_and_is_said_on_reading(
    make_store: MakeStore, locate: Locate, caplog: pytest.LogCaptureFixture
) -> None:
    store = make_store(s3_store_thread_pools=0)
    assert "s3_store_thread_pools is 0; possible values: 1 to 10000" in caplog.text
    assert "Disabling add method" in caplog.text
    with pytest.raises(exceptions.StoreAddDisabled):
        add(store)
    # Not StoreDeleteNotSupported, after which Glance forgets the image and the object stays.
    for call in (store.get, store.get_size, store.delete):
        with pytest.raises(exceptions.BadStoreConfiguration, match="s3_store_thread_pools is 0"):
            call(locate())
    assert store.s3_store_thread_pools == 10


def test_configure_can_raise_it(make_conf: MakeConf) -> None:
    store = Store(make_conf(fast={"s3_store_bucket": None}), backend="fast")
    with pytest.raises(exceptions.BadStoreConfiguration, match="Could not find s3_store_bucket"):
        store.configure(re_raise_bsc=True)


def test_an_engine_that_cannot_be_made_is_a_bad_configuration(
    make_conf: MakeConf, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(config: Any, credentials: Any) -> Any:
        raise engine.error(ErrorKind.CONFIGURATION, "glance")

    monkeypatch.setattr("glance_s3_fast.store.choose", refuse)
    store = Store(make_conf(fast={}), backend="fast")
    with pytest.raises(exceptions.BadStoreConfiguration, match="Op: the cause"):
        store.configure(re_raise_bsc=True)


def test_a_store_never_configured_says_so(make_conf: MakeConf, locate: Locate) -> None:
    with pytest.raises(exceptions.BadStoreConfiguration, match=r"configure\(\) was not called"):
        Store(make_conf(fast={}), backend="fast").get_size(locate())


def test_configuring_again_takes_the_new_options(make_conf: MakeConf, engine: Any) -> None:
    conf = make_conf(fast={})
    store = Store(conf, backend="fast")
    store.configure()
    add(store)
    conf.set_override("s3_store_bucket", "other", group="fast")
    engine.buckets["other"] = {}
    store.configure()
    assert add(store)[0] == "s3://127.0.0.1:8333/other/image"
    assert engine.calls == ["bucket_exists", "put", "bucket_exists", "put"]


def test_nothing_secret_is_logged(
    make_store: MakeStore,
    locate: Locate,
    engine: Any,
    keys: tuple[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    store = make_store()
    add(store)
    store.delete(locate())
    engine.errors["put"] = engine.error("forbidden", "glance", "image")
    with pytest.raises(exceptions.Forbidden) as caught:
        add(store)
    shown = caplog.text + str(caught.value) + repr(store) + repr(store._config)
    assert not [key for key in keys if key in shown]


# --- importing and configuring start nothing -----------------------------------------------------

# As Glance does it, with three stores of ours and one of the stock driver's, in a new process.
GLANCE = """
import json, os, sys, threading
import botocore.session

def no_session(*arguments, **options):
    raise AssertionError("a botocore session was made")

botocore.session.Session.__init__ = no_session
from oslo_config import cfg
conf = cfg.CONF
conf.register_opt(cfg.DictOpt("enabled_backends"))
conf(args=[], default_config_files=["glance.conf"], default_config_dirs=[])
import glance_store
glance_store.register_store_opts(conf)
count = glance_store.create_multi_stores(conf)
glance_store.verify_store()
from glance_store import location
stores = {name: entry["store"] for name, entry in location.SCHEME_TO_CLS_BACKEND_MAP["s3"].items()}
links = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
         if os.path.islink(f"/proc/self/fd/{fd}")]
json.dump(dict(
    count=count,
    kinds={name: type(store).__module__ for name, store in stores.items()},
    engines={name: getattr(getattr(store, "_engine", None), "name", None)
             for name, store in stores.items()},
    backends=conf.enabled_backends,
    found=[type(glance_store.get_store_from_store_identifier(name)).__module__ for name in stores],
    threads=len(threading.enumerate()),
    tasks=len(os.listdir("/proc/self/task")),
    sockets=[link for link in links if link.startswith("socket:")],
), sys.stdout)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("wanted", ["auto", "boto3"])
def test_glance_store_creates_the_stores_and_nothing_is_started(
    tmp_path: Path, wanted: str
) -> None:
    # The entry point, also where the package is not installed.
    info = tmp_path / "glance_s3_fast-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: glance-s3-fast\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(
        "[glance_store.drivers]\ns3_fast = glance_s3_fast.store:Store\n"
    )
    keys = "s3_store_access_key = a\ns3_store_secret_key = b\n"
    section = "[{0}]\ns3_store_host = http://127.0.0.1:1\ns3_store_bucket = {0}\n{1}\n"
    (tmp_path / "glance.conf").write_text(
        "[DEFAULT]\nenabled_backends = fast:s3_fast, chain:s3_fast, bad:s3_fast, stock:s3\n"
        "[glance_store]\ndefault_backend = fast\n"
        + section.format("fast", keys)
        + section.format("chain", "")
        + section.format("bad", keys + "s3_fast_max_attempts = 0")
        + section.format("stock", keys)
    )
    root = Path(glance_s3_fast.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", GLANCE],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{root}",
            "XDG_CACHE_HOME": str(tmp_path),  # stevedore's cache of entry points
            "GLANCE_S3_FAST_ENGINE": wanted,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    ours = "glance_s3_fast.store"
    assert seen["kinds"] == {
        "fast": ours,
        "chain": ours,
        "bad": ours,
        "stock": "glance_store._drivers.s3",
    }
    assert seen["found"] == list(seen["kinds"].values())
    assert seen["backends"] == dict.fromkeys(["fast", "chain", "bad", "stock"], "s3")
    engines = seen["engines"]
    assert (engines["bad"], engines["stock"]) == (None, None)
    assert engines["fast"] == engines["chain"]
    assert engines["fast"] in (["boto3"] if wanted == "boto3" else ["boto3", "native"])
    assert (seen["threads"], seen["tasks"], seen["sockets"]) == (1, 1, [])
