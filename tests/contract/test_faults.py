"""Faults of the network and the server: what can be saved is, and nothing is left of the rest."""

import hashlib
import io
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, Locate, MakeStore, new_store, store_options
from contract.images import MIB, image
from contract.proxy import Fault, Proxy, error, flipped, proxy_to
from contract.rows import fault
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store
from servers.features import Feature, Promise

LARGE = 12 * MIB  # three parts
SMALL = 100_000
ALWAYS = 1_000
BACKSTOP_SECS = 30


@pytest.fixture(scope="module")
def running_proxy(server: Server) -> Iterator[Proxy]:
    with proxy_to(server.endpoint_url) as running:
        yield running


@pytest.fixture
def proxy(running_proxy: Proxy) -> Proxy:
    running_proxy.forget()
    return running_proxy


@pytest.fixture
def store(make_store: MakeStore, proxy: Proxy) -> Store:
    return make_store(s3_store_host=proxy.url)


def add(store: Store, key: str, size: int, known: bool = True) -> Any:
    return store.add(key, io.BytesIO(image(size)), size if known else 0, "sha256")


RECOVERED: dict[str, tuple[str, Fault]] = {
    "a part's connection is reset": ("a part's connection", Fault("UploadPart", reset=True)),
    "a part's connection is closed": ("a part's connection", Fault("UploadPart", closed=True)),
    "a part's answer is lost": ("a part's connection", Fault("UploadPart", lost=True)),
    "a part meets a 500": (
        "server errors",
        Fault("UploadPart", answer=(500, error("InternalError"))),
    ),
    "a part meets a 503": ("server errors", Fault("UploadPart", answer=(503, error("SlowDown")))),
    "two parts meet a 502 without a body": (
        "server errors",
        Fault("UploadPart", times=2, answer=(502, b"")),
    ),
    "a part is refused for its checksum": (
        "a refused checksum",
        Fault("UploadPart", answer=(400, error("BadDigest"))),
    ),
    "a part's answer has no ETag": ("a wrong ETag", Fault("UploadPart", headers={"ETag": ""})),
    "Create meets a 500": (
        "server errors",
        Fault("CreateMultipartUpload", answer=(500, error("InternalError"))),
    ),
    "Complete meets a 500": (
        "server errors",
        Fault("CompleteMultipartUpload", answer=(500, error("InternalError"))),
    ),
    "Complete fails with status 200": (
        "Complete, 200 with an error",
        Fault("CompleteMultipartUpload", answer=(200, error("InternalError"))),
    ),
    "Complete's answer is lost": ("Complete is lost", Fault("CompleteMultipartUpload", lost=True)),
    "Complete's answer is lost over and over": (
        "Complete is lost",
        Fault("CompleteMultipartUpload", times=ALWAYS, lost=True),
    ),
    "the first HEAD is reset": ("a part's connection", Fault("HeadObject", reset=True)),
    "Complete knows no If-None-Match": (
        "server errors",
        Fault("CompleteMultipartUpload", answer=(501, error("NotImplemented"))),
    ),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=fault(row)) for name, (row, _) in RECOVERED.items()]
)
def test_an_upload_in_parts_goes_on(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, name: str
) -> None:
    _, made = RECOVERED[name]
    proxy.faults = [Fault(**vars(made))]
    add(store, key, LARGE)
    assert proxy.faults[0].times < made.times, "the fault did not happen"
    assert bucket.read(key) == image(LARGE)
    assert bucket.open_uploads(key) == []


@pytest.mark.parametrize(
    "made",
    [
        Fault("PutObject", reset=True),
        Fault("PutObject", lost=True),
        Fault("PutObject", lost=True, times=ALWAYS),
        Fault("PutObject", answer=(503, error("SlowDown"))),
        Fault("PutObject", answer=(400, error("BadDigest"))),
        Fault("PutObject", headers={"ETag": ""}),
    ],
    ids=["reset", "lost", "always lost", "503", "BadDigest", "no ETag"],
)
def test_a_single_put_goes_on(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, made: Fault
) -> None:
    proxy.faults = [Fault(**vars(made))]
    add(store, key, SMALL)
    assert proxy.faults[0].times < made.times, "the fault did not happen"
    assert bucket.read(key) == image(SMALL)


FOR_GOOD: dict[str, tuple[Fault, type[Exception], str]] = {
    "a part's connection": (Fault("UploadPart", reset=True), exceptions.BackendException, "fast"),
    "a part, 500": (
        Fault("UploadPart", answer=(500, error("InternalError"))),
        exceptions.BackendException,
        "InternalError",
    ),
    "a part, checksum": (
        Fault("UploadPart", answer=(400, error("BadDigest"))),
        exceptions.BackendException,
        "BadDigest",
    ),
    "a part, no ETag": (
        Fault("UploadPart", headers={"ETag": ""}),
        exceptions.BackendException,
        "ETag",
    ),
    "a part, forbidden": (
        Fault("UploadPart", answer=(403, error("AccessDenied"))),
        exceptions.Forbidden,
        "AccessDenied",
    ),
    "a part, full": (
        Fault("UploadPart", answer=(507, error("InsufficientStorage"))),
        exceptions.StorageFull,
        "InsufficientStorage",
    ),
    "a part, MinIO full": (
        Fault("UploadPart", answer=(507, error("XMinioStorageFull"))),
        exceptions.StorageFull,
        "XMinioStorageFull",
    ),
    "Complete, too large": (
        Fault("CompleteMultipartUpload", answer=(400, error("EntityTooLarge"))),
        exceptions.StorageFull,
        "EntityTooLarge",
    ),
    "Complete, 500": (
        Fault("CompleteMultipartUpload", answer=(500, error("InternalError"))),
        exceptions.BackendException,
        "InternalError",
    ),
    "Complete, 200 with an error": (
        Fault("CompleteMultipartUpload", answer=(200, error("InternalError"))),
        exceptions.BackendException,
        "InternalError",
    ),
    "Create, no bucket": (
        Fault("CreateMultipartUpload", answer=(404, error("NoSuchBucket"))),
        exceptions.BackendException,
        "s3_store_bucket",
    ),
    "Create, wrong region": (
        Fault(
            "CreateMultipartUpload",
            answer=(301, error("PermanentRedirect")),
            headers={"x-amz-bucket-region": "eu-middle-7"},
        ),
        exceptions.BackendException,
        "eu-middle-7",
    ),
}


ROW_OF = {
    "a part's connection": "a part's connection",
    "a part, 500": "server errors",
    "a part, checksum": "a refused checksum",
    "a part, no ETag": "a wrong ETag",
    "a part, forbidden": "refused",
    "a part, full": "storage full",
    "a part, MinIO full": "storage full",
    "Complete, too large": "storage full",
    "Complete, 500": "Complete fails",
    "Complete, 200 with an error": "Complete, 200 with an error",
    "Create, no bucket": "refused",
    "Create, wrong region": "wrong region",
}


@pytest.mark.promise(Promise.CLEAN)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=fault(ROW_OF[name])) for name in FOR_GOOD]
)
def test_an_upload_in_parts_that_fails_for_good_leaves_nothing(
    *, engine_name: str, server: Server, proxy: Proxy, bucket: Bucket, key: str, name: str
) -> None:
    made, exception, words = FOR_GOOD[name]
    # A store of its own: botocore goes on signing for the region that it was sent to.
    store = new_store(engine_name, store_options(server, s3_store_host=proxy.url))
    proxy.faults = [Fault(**{**vars(made), "times": ALWAYS})]
    with pytest.raises(exception, match=words) as caught:
        add(store, key, LARGE)
    assert type(caught.value) is exception
    assert key in str(caught.value)
    bucket.assert_nothing_of(key)


@fault("storage full", "refused")
@pytest.mark.parametrize(
    ("answer", "exception"),
    [
        ((403, error("AccessDenied")), exceptions.Forbidden),
        ((404, error("NoSuchBucket")), exceptions.BackendException),
        ((413, b""), exceptions.StorageFull),
        ((507, b""), exceptions.StorageFull),
        ((500, b""), exceptions.BackendException),
        ((400, error("QuotaExceeded")), exceptions.StorageFull),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, tuple) else "",
)
def test_a_single_put_that_fails_for_good_leaves_nothing(
    *,
    store: Store,
    proxy: Proxy,
    bucket: Bucket,
    key: str,
    answer: tuple[int, bytes],
    exception: type[Exception],
) -> None:
    proxy.faults = [Fault("PutObject", times=ALWAYS, answer=answer)]
    with pytest.raises(exception) as caught:
        add(store, key, SMALL)
    assert type(caught.value) is exception
    bucket.assert_nothing_of(key)


@fault("a wrong ETag")
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_an_etag_that_cannot_be_right_is_no_success(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, key: str, size: int
) -> None:
    wrong = {"ETag": '"00000000000000000000000000000000"'}
    operation = "PutObject" if size == SMALL else "UploadPart"
    proxy.faults = [Fault(operation, times=ALWAYS, headers=wrong)]
    store = make_store(s3_store_host=proxy.url, s3_fast_part_checksum="md5")
    with pytest.raises(exceptions.BackendException):
        add(store, key, size)
    bucket.assert_nothing_of(key)


@fault("refused")
def test_what_is_refused_is_not_asked_again(store: Store, proxy: Proxy, key: str) -> None:
    proxy.faults = [Fault("PutObject", times=ALWAYS, answer=(403, error("AccessDenied")))]
    with pytest.raises(exceptions.Forbidden):
        add(store, key, SMALL)
    assert len(proxy.seen("PutObject")) == 1


@fault("the abort fails")
def test_an_abort_that_fails_is_logged_and_hides_nothing(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    proxy.faults = [
        Fault("UploadPart", times=ALWAYS, answer=(403, error("AccessDenied"))),
        Fault("AbortMultipartUpload", times=ALWAYS, answer=(500, error("InternalError"))),
    ]
    with pytest.raises(exceptions.Forbidden, match="AccessDenied"):
        add(store, key, LARGE)
    upload_id = proxy.seen("UploadPart")[0].query["uploadId"][0]
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert any(upload_id in record.getMessage() for record in errors)
    bucket.client.abort_multipart_upload(Bucket=bucket.name, Key=key, UploadId=upload_id)


@fault("twice at once")
def test_an_object_that_comes_before_complete_is_kept(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    """Also by a server that ignores If-None-Match: it is looked for once more."""
    proxy.faults = [
        Fault("UploadPart", before=lambda: bucket.write(key, b"the other one's")),
    ]
    with pytest.raises(exceptions.Duplicate):
        add(store, key, LARGE)
    assert proxy.seen("CompleteMultipartUpload") == []
    assert bucket.read(key) == b"the other one's"
    assert bucket.open_uploads(key) == []


@pytest.mark.parametrize(
    ("size", "operation"), [(LARGE, "CompleteMultipartUpload"), (SMALL, "PutObject")]
)
def test_an_object_that_comes_at_the_last_moment_is_kept(
    *, store: Store, proxy: Proxy, bucket: Bucket, key: str, size: int, operation: str
) -> None:
    proxy.faults = [Fault(operation, before=lambda: bucket.write(key, b"the other one's"))]
    honoured = bucket.kind.has(Feature.CREATE_ONLY_COMPLETE)
    if operation == "CompleteMultipartUpload" and not honoured:
        # Such a server lets the last Complete win. What is left is whole, and is what was added.
        add(store, key, size)
        assert bucket.read(key) == image(size)
        assert bucket.open_uploads(key) == []
        return
    with pytest.raises(exceptions.Duplicate):
        add(store, key, size)
    assert bucket.read(key) == b"the other one's"
    assert bucket.open_uploads(key) == []


@fault("twice at once")
def test_an_object_that_is_overwritten_as_it_completes_is_no_success(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    """As on a server where two Completes at once both pass; this one was the first of them."""
    theirs = image(LARGE, seed=1)

    def overwrite() -> None:
        bucket.client.put_object(
            Bucket=bucket.name, Key=key, Body=theirs, Metadata={"glance-s3-fast-upload": "theirs"}
        )

    proxy.faults = [Fault("CompleteMultipartUpload", after=overwrite)]
    with pytest.raises(exceptions.Duplicate):
        add(store, key, LARGE)
    assert bucket.read(key) == theirs
    assert bucket.open_uploads(key) == []


def wait_until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + BACKSTOP_SECS
    while not condition():
        assert time.monotonic() < give_up, "it never happened"
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("size", "operation"),
    [
        (LARGE, "CreateMultipartUpload"),
        (LARGE, "UploadPart"),
        (LARGE, "CompleteMultipartUpload"),
        (SMALL, "PutObject"),
    ],
)
def test_an_interrupt_while_a_request_hangs(
    *, store: Store, proxy: Proxy, bucket: Bucket, key: str, size: int, operation: str
) -> None:
    """It ends the upload at once, and nothing is left when the request comes back after all."""
    go_on = threading.Event()

    def interrupt_and_hang() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        go_on.wait(BACKSTOP_SECS)

    hanging = Fault(operation, before=interrupt_and_hang)
    proxy.faults = [hanging]
    began = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            add(store, key, size)
        assert time.monotonic() - began < BACKSTOP_SECS / 2
    finally:
        go_on.set()
    assert hanging.over.wait(BACKSTOP_SECS)
    wait_until(lambda: not bucket.objects(key) and not bucket.open_uploads(key))


def read(store: Store, locate: Locate, key: str, **where: Any) -> bytes:
    pieces, _ = store.get(locate(store, key), **where)
    return b"".join(pieces)


@pytest.fixture
def stored(bucket: Bucket, key: str) -> bytes:
    data = image(LARGE)
    bucket.write(key, data)
    return data


@pytest.mark.promise(Promise.RESUMED)
@fault("a broken download")
@pytest.mark.parametrize("cut_bytes", [0, 1, MIB, LARGE - 1])
@pytest.mark.parametrize("offset", [0, 3 * MIB + 1])
def test_a_download_goes_on_where_it_broke(
    *,
    store: Store,
    proxy: Proxy,
    locate: Locate,
    stored: bytes,
    key: str,
    cut_bytes: int,
    offset: int,
) -> None:
    cut_bytes = min(cut_bytes, LARGE - offset - 1)
    proxy.faults = [Fault("GetObject", cut_bytes=cut_bytes)]
    assert read(store, locate, key, offset=offset) == stored[offset:]
    _, *others = proxy.seen("GetObject")
    assert others
    etag = others[0].headers["if-match"]
    assert all(other.headers["if-match"] == etag for other in others)
    # No byte is fetched twice without need: the rest begins behind what arrived.
    begin = int(others[0].headers["range"].removeprefix("bytes=").split("-")[0])
    assert offset <= begin <= offset + cut_bytes
    assert begin > offset + cut_bytes - MIB


@fault("a broken download")
def test_a_download_survives_many_breaks(
    store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str
) -> None:
    """More of them than there are attempts, but each brings something."""
    proxy.faults = [Fault("GetObject", times=8, cut_bytes=MIB + 5)]
    assert read(store, locate, key) == stored


@fault("a broken download")
def test_a_download_gives_up_when_nothing_comes(
    store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str
) -> None:
    proxy.faults = [Fault("GetObject", times=ALWAYS, cut_bytes=0)]
    with pytest.raises(exceptions.BackendException, match=key):
        read(store, locate, key)
    assert len(proxy.seen("GetObject")) < 20


@fault("a broken download", "server errors")
@pytest.mark.parametrize("status", [500, 503])
def test_a_download_waits_for_a_server_that_is_busy(
    *, store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str, status: int
) -> None:
    busy = Fault("GetObject", answer=(status, error("SlowDown")))
    proxy.faults = [busy, Fault("GetObject", cut_bytes=MIB), Fault(**vars(busy))]
    assert read(store, locate, key) == stored


@fault("a replaced object")
@pytest.mark.parametrize("size", [LARGE, 100])
def test_an_object_replaced_while_it_is_read_is_refused(
    *,
    store: Store,
    proxy: Proxy,
    bucket: Bucket,
    locate: Locate,
    stored: bytes,
    key: str,
    size: int,
) -> None:
    proxy.faults = [
        Fault("GetObject", cut_bytes=3 * MIB),
        Fault("GetObject", before=lambda: bucket.write(key, image(size, seed=1))),
    ]
    pieces, _ = store.get(locate(store, key))
    arrived: list[bytes] = []
    with pytest.raises(exceptions.BackendException, match=key):
        arrived.extend(pieces)
    got = b"".join(arrived)
    assert got == stored[: len(got)]
    assert len(got) <= 3 * MIB


@fault("a slow or leaving consumer")
def test_closing_a_download_closes_its_connection(
    store: Store, proxy: Proxy, bucket: Bucket, locate: Locate, key: str
) -> None:
    bucket.write(key, image(48 * MIB))  # more than sockets hold
    pieces, _ = store.get(locate(store, key))
    next(pieces)
    assert not proxy.client_gone.is_set()
    pieces.close()
    assert proxy.client_gone.wait(BACKSTOP_SECS)


def test_a_download_asks_once_and_looks_at_nothing_before(
    store: Store, proxy: Proxy, locate: Locate, bucket: Bucket, key: str
) -> None:
    bucket.write(key, b"small")
    assert read(store, locate, key) == b"small"
    assert [request.operation for request in proxy.requests] == ["GetObject"]


@fault("a flipped bit")
@pytest.mark.parametrize("checksum", ["md5", "crc64nvme"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_flipped_bit_on_the_way_up_is_caught_with_a_checksum(
    *, make_store: MakeStore, proxy: Proxy, bucket: Bucket, key: str, size: int, checksum: str
) -> None:
    operation = "PutObject" if size == SMALL else "UploadPart"
    store = make_store(s3_store_host=proxy.url, s3_fast_part_checksum=checksum)
    proxy.faults = [Fault(operation, corrupt=True)]
    add(store, key, size)
    assert bucket.read(key) == image(size)
    proxy.faults = [Fault(operation, times=ALWAYS, corrupt=True)]
    with pytest.raises(exceptions.BackendException, match=f"{key}-2"):
        add(store, f"{key}-2", size)
    bucket.assert_nothing_of(f"{key}-2")


@fault("a flipped bit")
def test_a_flipped_bit_on_the_way_down_is_caught_with_the_option(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, locate: Locate, key: str
) -> None:
    stored = image(LARGE)
    bucket.client.put_object(Bucket=bucket.name, Key=key, Body=stored, ChecksumAlgorithm="CRC32")
    store = make_store(
        s3_store_host=proxy.url,
        s3_store_enable_data_integrity_protection=True,
        s3_store_response_checksum_validation="when_supported",
    )
    assert read(store, locate, key) == stored
    proxy.faults = [Fault("GetObject", corrupt=True)]
    with pytest.raises(exceptions.BackendException, match=f"{key}.*checksum"):
        read(store, locate, key)


@fault("a flipped bit")
def test_a_flipped_bit_is_not_caught_without_them(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, locate: Locate, key: str
) -> None:
    """As the docs say, on a server that takes any signature of a payload."""
    store = make_store(s3_store_host=proxy.url, s3_fast_unsigned_payload_over_http=True)
    proxy.faults = [Fault("PutObject", corrupt=True)]
    checksum = add(store, key, SMALL)[2]
    assert bucket.read(key) == flipped(image(SMALL))
    # The image's own hashes are those of the source, so that whoever compares them sees it.
    assert checksum == hashlib.md5(image(SMALL)).hexdigest()
    bucket.client.delete_object(Bucket=bucket.name, Key=key)
    bucket.write(key, image(SMALL))
    proxy.faults = [Fault("GetObject", corrupt=True)]
    got = read(store, locate, key)
    assert sum(one != other for one, other in zip(got, image(SMALL), strict=True)) == 1
