"""What goes wrong inside of the driver ends like everything else: cleaned up, and said."""

import dataclasses
import hashlib
import io
import logging
import threading
from types import ModuleType
from typing import Any

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, Locate, MakeStore
from contract.held import assert_no_memory_is_held
from contract.images import MIB, Failing, image
from contract.proxy import Fault, Proxy, error
from contract.rows import fault

LARGE = 12 * MIB
SMALL = 8 * MIB - 1
"""One PUT, and more than the broken hash takes."""
ALWAYS = 1000
BACKSTOP_SECS = 30


class BrokenHashError(Exception):
    """As from a hash of a library with a defect."""


class BrokenHash:
    """Fails after some bytes."""

    name = "sha256"
    digest_size = 32

    def __init__(self) -> None:
        self.left = 7 * MIB

    def update(self, data: Any) -> None:
        self.left -= len(data)
        if self.left < 0:
            raise BrokenHashError("this library is broken")

    def hexdigest(self) -> str:
        raise AssertionError("nobody asks for it")


@fault("a bad hash")
@pytest.mark.parametrize("size", [SMALL, LARGE, 40 * MIB])
def test_a_hash_that_fails_says_why(
    make_store: MakeStore,
    bucket: Bucket,
    key: str,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
) -> None:
    def get_hasher(name: str, _max: bool = True) -> Any:
        return hashlib.new(name) if name == "md5" else BrokenHash()

    monkeypatch.setattr("glance_s3_fast.engines.native.get_hasher", get_hasher)
    monkeypatch.setattr("glance_store.common.utils.get_hasher", get_hasher)
    with pytest.raises(BrokenHashError, match="this library is broken"):
        make_store().add(key, io.BytesIO(image(size)), size, "sha256")
    bucket.assert_nothing_of(key)
    assert_no_memory_is_held()


def panic_class(native: ModuleType, store: Any) -> type[BaseException]:
    """Return the class that a Rust panic has in Python, which no module gives away."""
    config = dataclasses.replace(store._config, connect_timeout_secs=float("nan"))
    client = native.Client(config, None)
    try:
        client.head("bucket", "key")
    except BaseException as panic:
        return type(panic)
    raise AssertionError("it did not panic")


@fault("a panic")
def test_a_panic_ends_and_aborts_the_upload(
    make_store: MakeStore, engine_name: str, bucket: Bucket, key: str, request: Any
) -> None:
    """PyO3 goes on with a panic that it meets in Python. For the boto3 engine there is none."""
    store = make_store()
    if engine_name == "boto3":
        with pytest.raises(SystemError) as caught:
            store.add(key, Failing(image(11 * MIB), SystemError("broken inside")), LARGE, "sha256")
    else:
        panic = panic_class(request.getfixturevalue("native"), store)
        assert panic.__name__ == "PanicException"
        with pytest.raises(exceptions.BackendException) as caught:  # type: ignore[assignment]
            store.add(key, Failing(image(11 * MIB), panic("broken inside")), LARGE, "sha256")
        assert "the native engine panicked" in str(caught.value)
        assert key in str(caught.value)
    bucket.assert_nothing_of(key)
    # The engine goes on.
    store.add(key, io.BytesIO(image(LARGE)), LARGE, "sha256")
    assert bucket.read(key) == image(LARGE)


@fault("Complete's outcome unknown", "Complete fails")
def test_neither_complete_nor_the_look_after_it_is_answered(
    make_store: MakeStore,
    proxy: Proxy,
    bucket: Bucket,
    key: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = (500, error("InternalError"))
    refused = Fault("HeadObject", times=0, answer=broken)

    def from_here_on() -> None:
        refused.times = ALWAYS

    complete = Fault("CompleteMultipartUpload", ALWAYS, answer=broken, before=from_here_on)
    proxy.faults = [refused, complete]
    store = make_store(s3_store_host=proxy.url)
    with pytest.raises(exceptions.BackendException, match="CompleteMultipartUpload"):
        store.add(key, io.BytesIO(image(LARGE)), LARGE, "sha256")
    upload_id = proxy.seen("CompleteMultipartUpload")[0].query["uploadId"][0]
    errors = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert any(upload_id in line and "not known" in line and key in line for line in errors)
    bucket.assert_nothing_of(key)


@fault("Create is lost")
@pytest.mark.parametrize("how", ["lost once", "lost, then refused", "always lost"])
def test_a_create_whose_answer_is_lost_leaves_no_upload(
    *, make_store: MakeStore, proxy: Proxy, bucket: Bucket, key: str, how: str
) -> None:
    operation = "CreateMultipartUpload"
    lost = Fault(operation, times=ALWAYS if how == "always lost" else 1, lost=True)
    refused = Fault(operation, times=ALWAYS, answer=(403, error("AccessDenied")))
    proxy.faults = [lost, refused] if how == "lost, then refused" else [lost]
    store = make_store(s3_store_host=proxy.url)
    if how == "lost once":
        store.add(key, io.BytesIO(image(LARGE)), LARGE, "sha256")
        assert bucket.read(key) == image(LARGE)
    else:
        with pytest.raises((exceptions.BackendException, exceptions.Forbidden)):
            store.add(key, io.BytesIO(image(LARGE)), LARGE, "sha256")
        assert bucket.objects(key) == {}
    assert bucket.open_uploads(key) == []


@fault("a slow or leaving consumer")
def test_a_download_that_another_thread_closes(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, locate: Locate, key: str
) -> None:
    """Under a chunk that never comes: the reader ends, as the progress timeout is far away."""
    bucket.write(key, image(LARGE))
    go_on, waiting = threading.Event(), threading.Event()
    blocks = iter(range(10_000))

    def block() -> None:
        if next(blocks) == 40:
            waiting.set()
            go_on.wait(BACKSTOP_SECS)

    proxy.faults = [Fault("GetObject", times=ALWAYS, each_block=block)]
    store = make_store(s3_store_host=proxy.url, s3_fast_progress_timeout_secs=600)
    pieces, _ = store.get(locate(store, key))
    got: list[bytes] = []
    errors: list[Exception] = []

    def read() -> None:
        try:
            got.extend(pieces)
        except RuntimeError as error:
            errors.append(error)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        assert waiting.wait(BACKSTOP_SECS)
        closer = threading.Thread(target=pieces.close, daemon=True)
        closer.start()
        closer.join(BACKSTOP_SECS / 2)
        reader.join(BACKSTOP_SECS / 2)
        assert not closer.is_alive(), "close() waits for the chunk"
        assert not reader.is_alive(), "the reader was not told"
    finally:
        go_on.set()
    # Between two chunks it just ends, as a generator does that is closed.
    assert {str(error) for error in errors} <= {"the download was closed while it was read"}
    assert b"".join(got) == image(LARGE)[: len(b"".join(got))]
