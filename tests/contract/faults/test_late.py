"""A server that does what it was asked long after the client has given up waiting.

Nobody can call that back, so the log names what may appear yet.
"""

import contextlib
import logging
import os
import signal
from collections.abc import Iterator

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, MakeStore
from contract.faults.common import ALWAYS, LARGE, SMALL, add, wait_until
from contract.images import image
from contract.midst import Hold
from contract.proxy import Fault, Proxy, error
from contract.rows import fault
from glance_s3_fast.store import Store


def errors_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.fixture
def impatient(make_store: MakeStore, proxy: Proxy) -> Store:
    """Make a store that does not wait for long."""
    return make_store(s3_store_host=proxy.url, s3_fast_progress_timeout_secs=0.5)


@contextlib.contextmanager
def late(operation: str) -> Iterator[Fault]:
    """Hold one request back until the end of the ``with`` block."""
    hold = Hold()
    try:
        yield Fault(operation, before=hold)
    finally:
        hold.let_go()


@fault("a stall")
def test_an_object_that_may_still_appear_is_named_in_the_log(
    impatient: Store, proxy: Proxy, bucket: Bucket, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    refused = Fault("PutObject", times=ALWAYS, answer=(403, error("AccessDenied")))
    with late("PutObject") as held:
        proxy.faults = [held, refused]
        with pytest.raises(exceptions.Forbidden):
            add(impatient, key, SMALL)
        bucket.assert_nothing_of(key)
    assert any(key in line and "may still appear" in line for line in errors_of(caplog))
    # As here: nothing was wrong with it.
    wait_until(lambda: bool(bucket.objects(key)))
    assert bucket.read(key) == image(SMALL)


@fault("a stall")
def test_so_is_that_of_an_upload_that_was_interrupted(
    impatient: Store, proxy: Proxy, bucket: Bucket, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    refused = Fault(
        "PutObject",
        times=ALWAYS,
        answer=(403, error("AccessDenied")),
        before=lambda: os.kill(os.getpid(), signal.SIGINT),
    )
    with late("PutObject") as held:
        proxy.faults = [held, refused]
        with pytest.raises(KeyboardInterrupt):
            add(impatient, key, SMALL)
        wait_until(
            lambda: any(key in line and "may still appear" in line for line in errors_of(caplog))
        )
        bucket.assert_nothing_of(key)
    wait_until(lambda: bool(bucket.objects(key)))


@fault("Create is lost")
def test_an_upload_that_may_still_be_opened_is_named_in_the_log(
    impatient: Store, proxy: Proxy, bucket: Bucket, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    with late("CreateMultipartUpload") as held:
        proxy.faults = [held]
        add(impatient, key, LARGE)
        assert bucket.open_uploads(key) == []
    assert any(key in line and "may be" in line for line in errors_of(caplog))
    wait_until(lambda: bucket.open_uploads(key) == [key])
    assert bucket.read(key) == image(LARGE)
    (upload,) = bucket.client.list_multipart_uploads(Bucket=bucket.name, Prefix=key)["Uploads"]
    bucket.client.abort_multipart_upload(Bucket=bucket.name, Key=key, UploadId=upload["UploadId"])


@fault("the abort fails")
def test_an_upload_that_a_part_brings_back_is_aborted_again(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    refused = Fault("UploadPart", times=ALWAYS, answer=(403, error("AccessDenied")))
    # To the engine, an upload that is open though its abort was answered.
    back = Fault("AbortMultipartUpload", answer=(204, b""))
    proxy.faults = [Fault("UploadPart", lost=True), refused, back]
    with pytest.raises(exceptions.Forbidden):
        add(store, key, LARGE)
    bucket.assert_nothing_of(key)


@fault("a stall")
def test_an_upload_that_a_part_may_still_bring_back_is_named_in_the_log(
    impatient: Store, proxy: Proxy, bucket: Bucket, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    refused = Fault("CompleteMultipartUpload", times=ALWAYS, answer=(403, error("AccessDenied")))
    with late("UploadPart") as held:
        proxy.faults = [held, refused]
        with pytest.raises(exceptions.Forbidden):
            add(impatient, key, LARGE)
        bucket.assert_nothing_of(key)
    assert any(key in line and "may be" in line for line in errors_of(caplog))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_nothing_is_named_when_every_attempt_was_answered(
    store: Store, proxy: Proxy, key: str, caplog: pytest.LogCaptureFixture, size: int
) -> None:
    broken = (500, error("InternalError"))
    proxy.faults = [
        Fault("PutObject", times=ALWAYS, answer=broken),
        Fault("CreateMultipartUpload", answer=broken),
        Fault("CompleteMultipartUpload", times=ALWAYS, answer=broken),
    ]
    with pytest.raises(exceptions.BackendException):
        add(store, key, size)
    assert errors_of(caplog) == []
