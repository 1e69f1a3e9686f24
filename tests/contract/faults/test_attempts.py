"""How often a request that fails is sent: as the option says, no less and no more."""

import collections
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, Locate, new_store, store_options
from contract.faults.common import ALWAYS, LARGE, SMALL, add, read
from contract.proxy import Fault, Proxy, Request, error
from contract.rows import fault
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store

ATTEMPTS = 3
"""`s3_fast_max_attempts` of these tests' stores."""
QUOTA = 100
"""The most repetitions that the SDKs' quotas allow when nothing succeeds: 500 tokens, 5 each."""


@pytest.fixture
def store(engine_name: str, server: Server, proxy: Proxy) -> Store:
    """Return one of the test's own.

    Its parts are signed as a whole: one that is on trial is sent once more than the option says.
    """
    options = {"s3_store_host": proxy.url, "s3_fast_payload_signing": "whole"}
    return new_store(engine_name, store_options(server, **options))


def most_of_one(requests: list[Request]) -> int:
    """Count the request that was sent the most often: a part's, if they are parts."""
    return max(collections.Counter(str(request.query) for request in requests).values())


@fault("server errors")
@pytest.mark.parametrize("answer", [(500, error("InternalError")), (429, b"")], ids=["500", "429"])
@pytest.mark.parametrize(
    ("operation", "size"),
    [
        ("HeadObject", SMALL),
        ("PutObject", SMALL),
        ("CreateMultipartUpload", LARGE),
        ("UploadPart", LARGE),
        ("CompleteMultipartUpload", LARGE),
    ],
)
def test_what_fails_for_good_is_sent_as_often_as_the_option_says(
    *,
    store: Store,
    proxy: Proxy,
    bucket: Bucket,
    key: str,
    operation: str,
    size: int,
    answer: tuple[int, bytes],
) -> None:
    proxy.faults = [Fault(operation, times=ALWAYS, answer=answer)]
    with pytest.raises(exceptions.BackendException):
        add(store, key, size)
    assert most_of_one(proxy.seen(operation)) == ATTEMPTS
    bucket.assert_nothing_of(key)


@fault("server errors", "a refused checksum")
@pytest.mark.parametrize(("operation", "size"), [("PutObject", SMALL), ("UploadPart", LARGE)])
def test_attempts_that_fail_in_different_ways_are_counted_together(
    *, store: Store, proxy: Proxy, bucket: Bucket, key: str, operation: str, size: int
) -> None:
    answers = [(500, error("InternalError")), (400, error("BadDigest"))] * ATTEMPTS
    left: dict[str, list[tuple[int, bytes]]] = {}

    def choose(request: Request) -> Fault | None:
        if request.operation != operation:
            return None
        return Fault(operation, answer=left.setdefault(str(request.query), answers[:]).pop(0))

    proxy.choose = choose
    with pytest.raises(exceptions.BackendException):
        add(store, key, size)
    assert most_of_one(proxy.seen(operation)) == ATTEMPTS
    bucket.assert_nothing_of(key)


@fault("server errors")
def test_what_fails_in_others_uses_up_no_attempts(
    store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str
) -> None:
    """The SDKs have quotas of at most a hundred repetitions, for a client or a process."""
    proxy.faults = [Fault("HeadObject", times=ALWAYS, answer=(500, b""))]

    def fail(_number: int) -> None:
        with pytest.raises(exceptions.BackendException):
            store.get_size(locate(store, key))

    with ThreadPoolExecutor(32) as threads:
        list(threads.map(fail, range(QUOTA // (ATTEMPTS - 1) + 1)))
    proxy.faults = [Fault("HeadObject", times=ATTEMPTS - 1, answer=(500, b""))]
    assert store.get_size(locate(store, key)) == len(stored)


@fault("a broken download", "server errors")
def test_a_download_that_never_begins_is_tried_as_often(
    store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str
) -> None:
    proxy.faults = [Fault("GetObject", times=ALWAYS, answer=(500, error("InternalError")))]
    with pytest.raises(exceptions.BackendException):
        read(store, locate, key)
    assert len(proxy.seen("GetObject")) == ATTEMPTS


@fault("the abort fails")
@pytest.mark.parametrize(
    "made",
    [
        Fault("AbortMultipartUpload", answer=(500, error("InternalError"))),
        Fault("AbortMultipartUpload", answer=(429, b"")),
        Fault("AbortMultipartUpload", reset=True),
    ],
    ids=["500", "429", "reset"],
)
def test_an_abort_that_fails_once_is_sent_again(
    *,
    store: Store,
    proxy: Proxy,
    bucket: Bucket,
    key: str,
    made: Fault,
    caplog: pytest.LogCaptureFixture,
) -> None:
    once = Fault(**vars(made))
    refused = Fault("UploadPart", times=ALWAYS, answer=(403, error("AccessDenied")))
    proxy.faults = [refused, once]
    with pytest.raises(exceptions.Forbidden, match="AccessDenied"):
        add(store, key, LARGE)
    assert once.times == 0, "the fault did not happen"
    bucket.assert_nothing_of(key)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
