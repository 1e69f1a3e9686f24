"""Uploads that go on after a fault."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, MakeStore
from contract.faults.common import ALWAYS, LARGE, SMALL, add
from contract.images import image
from contract.proxy import Fault, Proxy, error
from contract.rows import fault
from glance_s3_fast.store import Store

RECOVERED: dict[str, tuple[str, Fault]] = {
    "a part's connection is reset": ("a part's connection", Fault("UploadPart", reset=True)),
    "a part's connection is closed": ("a part's connection", Fault("UploadPart", closed=True)),
    "a part's answer is lost": ("a part's connection", Fault("UploadPart", lost=True)),
    "a part meets a 500": (
        "server errors",
        Fault("UploadPart", answer=(500, error("InternalError"))),
    ),
    "a part meets a 503": ("server errors", Fault("UploadPart", answer=(503, error("SlowDown")))),
    "a part meets a 429": (
        "server errors",
        Fault("UploadPart", answer=(429, error("TooManyRequests"))),
    ),
    "two parts meet a 429 without a body": (
        "server errors",
        Fault("UploadPart", times=2, answer=(429, b"")),
    ),
    "two parts meet a 502 without a body": (
        "server errors",
        Fault("UploadPart", times=2, answer=(502, b"")),
    ),
    "a part is refused for its checksum": (
        "a refused checksum",
        Fault("UploadPart", answer=(400, error("BadDigest"))),
    ),
    "a part's body has not arrived whole": (
        "a part's connection",
        Fault("UploadPart", answer=(400, error("IncompleteBody"))),
    ),
    "a part's answer has no ETag": ("a wrong ETag", Fault("UploadPart", headers={"ETag": ""})),
    "Create meets a 500": (
        "server errors",
        Fault("CreateMultipartUpload", answer=(500, error("InternalError"))),
    ),
    "Complete meets a 429": (
        "server errors",
        Fault("CompleteMultipartUpload", answer=(429, error("TooManyRequests"))),
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
    "the first HEAD meets a 429": ("server errors", Fault("HeadObject", answer=(429, b""))),
    "Complete meets a conflict": (
        "server errors",
        Fault("CompleteMultipartUpload", answer=(409, error("ConditionalRequestConflict"))),
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
        Fault("PutObject", answer=(429, error("TooManyRequests"))),
        Fault("PutObject", answer=(429, b"")),
        Fault("PutObject", answer=(400, error("BadDigest"))),
        Fault("PutObject", headers={"ETag": ""}),
        Fault("PutObject", answer=(409, error("ConditionalRequestConflict"))),
    ],
    ids=["reset", "lost", "always lost", "503", "429", "bare 429", "BadDigest", "no ETag", "409"],
)
def test_a_single_put_goes_on(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, made: Fault
) -> None:
    proxy.faults = [Fault(**vars(made))]
    add(store, key, SMALL)
    assert proxy.faults[0].times < made.times, "the fault did not happen"
    assert bucket.read(key) == image(SMALL)


CREATING = pytest.mark.parametrize(
    ("operation", "size"), [("PutObject", SMALL), ("CompleteMultipartUpload", LARGE)]
)


def know_no_condition(proxy: Proxy, operation: str, **more: Any) -> None:
    """Answer each `operation` with If-None-Match by 501; `more` are fields of the `Fault`."""
    unknown = Fault(operation, answer=(501, error("NotImplemented")), **more)
    proxy.choose = lambda request: unknown if "if-none-match" in request.headers else None


def stores_anothers(bucket: Bucket, key: str) -> Callable[[], None]:
    """Return what another process does that is faster."""
    return lambda: bucket.write(key, b"another's")


@fault("server errors")
@CREATING
def test_a_server_that_knows_no_if_none_match_is_asked_once_with_it(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, operation: str, size: int
) -> None:
    know_no_condition(proxy, operation)
    add(store, key, size)
    conditions = ["if-none-match" in sent.headers for sent in proxy.seen(operation)]
    assert conditions == [True, False]
    assert bucket.read(key) == image(size)


@fault("twice at once")
@CREATING
def test_a_server_that_knows_no_if_none_match_overwrites_nothing_either(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, operation: str, size: int
) -> None:
    know_no_condition(proxy, operation, before=stores_anothers(bucket, key))
    with pytest.raises(exceptions.Duplicate):
        add(store, key, size)
    assert bucket.read(key) == b"another's"
    assert bucket.open_uploads(key) == []


@fault("twice at once")
@pytest.mark.parametrize("then", [None, (404, error("NoSuchUpload"))], ids=["409", "NoSuchUpload"])
def test_a_conflict_that_another_upload_has_won_is_a_duplicate(
    store: Store, proxy: Proxy, bucket: Bucket, key: str, then: tuple[int, bytes] | None
) -> None:
    conflict = (409, error("ConditionalRequestConflict"))
    proxy.faults = [
        Fault("CompleteMultipartUpload", before=stores_anothers(bucket, key), answer=conflict),
        Fault("CompleteMultipartUpload", times=ALWAYS, answer=then or conflict),
    ]
    with pytest.raises(exceptions.Duplicate):
        add(store, key, LARGE)
    assert bucket.read(key) == b"another's"
    assert bucket.open_uploads(key) == []


@fault("server errors")
def test_a_conflict_that_ends_the_upload_is_the_cause(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    """As by S3: what the next attempt meets then hides nothing."""
    proxy.faults = [
        Fault("CompleteMultipartUpload", answer=(409, error("ConditionalRequestConflict"))),
        Fault("CompleteMultipartUpload", times=ALWAYS, answer=(404, error("NoSuchUpload"))),
    ]
    with pytest.raises(exceptions.BackendException, match="ConditionalRequestConflict"):
        add(store, key, LARGE)
    assert len(proxy.seen("CompleteMultipartUpload")) == 2
    bucket.assert_nothing_of(key)


@fault("a wrong ETag")
def test_a_part_whose_etag_cannot_be_right_is_sent_again(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    """Once: the second answer has the right one."""
    wrong = Fault("UploadPart", headers={"ETag": '"00000000000000000000000000000000"'})
    proxy.faults = [wrong]
    add(make_store(s3_store_host=proxy.url, s3_fast_part_checksum="md5"), key, LARGE)
    assert wrong.times == 0, "the fault did not happen"
    first, *others = proxy.seen("UploadPart")
    assert [other.query for other in others].count(first.query) == 1
    assert bucket.read(key) == image(LARGE)
    assert bucket.open_uploads(key) == []


@fault("a wrong ETag")
def test_an_etag_in_capital_letters_is_right(
    make_store: MakeStore, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    etag = hashlib.md5(image(SMALL)).hexdigest().upper()
    proxy.faults = [Fault("PutObject", headers={"ETag": f'"{etag}"'})]
    add(make_store(s3_store_host=proxy.url, s3_fast_part_checksum="md5"), key, SMALL)
    assert len(proxy.seen("PutObject")) == 1
    assert bucket.read(key) == image(SMALL)
