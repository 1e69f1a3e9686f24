"""Requests that make no progress are cancelled and sent again; slow ones are left alone."""

import io

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, Locate, MakeStore
from contract.images import MIB, image
from contract.midst import Hold, Slowly
from contract.proxy import Fault, Proxy
from contract.rows import fault
from glance_s3_fast.store import Store

LARGE, SMALL = 12 * MIB, 100_000
TIMEOUT_SECS = 0.7


@pytest.fixture
def store(make_store: MakeStore, proxy: Proxy) -> Store:
    return make_store(s3_store_host=proxy.url, s3_fast_progress_timeout_secs=TIMEOUT_SECS)


@fault("a stall")
@pytest.mark.parametrize(
    ("size", "operation"),
    [
        (LARGE, "HeadObject"),
        (LARGE, "CreateMultipartUpload"),
        (LARGE, "UploadPart"),
        (LARGE, "CompleteMultipartUpload"),
        (SMALL, "PutObject"),
    ],
)
def test_a_request_that_stalls_is_sent_again(
    store: Store,
    proxy: Proxy,
    hold: Hold,
    bucket: Bucket,
    key: str,
    size: int,
    operation: str,
) -> None:
    proxy.faults = [Fault(operation, closed=True, before=hold)]
    store.add(key, io.BytesIO(image(size)), size, "sha256")
    assert not hold.is_over
    assert bucket.read(key) == image(size)
    assert bucket.open_uploads(key) == []


@fault("a stall", "Complete is lost")
def test_a_complete_that_is_done_but_never_answered(
    store: Store, proxy: Proxy, hold: Hold, bucket: Bucket, key: str
) -> None:
    proxy.faults = [
        Fault("CompleteMultipartUpload", after=hold),
    ]
    store.add(key, io.BytesIO(image(LARGE)), LARGE, "sha256")
    assert not hold.is_over
    assert bucket.read(key) == image(LARGE)
    assert bucket.open_uploads(key) == []


@fault("a stall")
def test_an_upload_that_stalls_for_good_leaves_nothing(
    store: Store, proxy: Proxy, hold: Hold, bucket: Bucket, key: str
) -> None:
    hang = Fault("UploadPart", times=100, closed=True, before=hold)
    proxy.faults = [hang]
    with pytest.raises(exceptions.BackendException, match="s3_fast_progress_timeout_secs"):
        store.add(key, io.BytesIO(image(LARGE)), LARGE, "sha256")
    bucket.assert_nothing_of(key)


@fault("a stall", "a broken download")
@pytest.mark.parametrize("blocks", [0, 48])
def test_a_download_that_stalls_goes_on(
    store: Store,
    proxy: Proxy,
    hold: Hold,
    bucket: Bucket,
    locate: Locate,
    key: str,
    blocks: int,
) -> None:
    bucket.write(key, image(LARGE))
    seen = iter(range(10_000))

    def block() -> None:
        if next(seen) == blocks:
            hold()

    proxy.faults = [Fault("GetObject", each_block=block)]
    assert b"".join(store.get(locate(store, key))[0]) == image(LARGE)
    assert not hold.is_over
    assert len(proxy.seen("GetObject")) > 1


@fault("a stall", "a broken download")
def test_a_download_whose_answer_does_not_begin_is_asked_for_again(
    store: Store, proxy: Proxy, hold: Hold, bucket: Bucket, locate: Locate, key: str
) -> None:
    bucket.write(key, image(LARGE))
    held = Fault("GetObject", before=hold)
    proxy.faults = [held]
    assert b"".join(store.get(locate(store, key))[0]) == image(LARGE)
    assert not held.over.is_set(), "it was waited for"
    assert len(proxy.seen("GetObject")) > 1


@fault("a stall")
def test_a_slow_link_is_no_stall(
    store: Store, proxy: Proxy, bucket: Bucket, locate: Locate, key: str
) -> None:
    """It takes longer than the timeout in all, but always moves."""
    data = image(2 * MIB)
    bucket.write(key, data)
    slowly = Slowly(TIMEOUT_SECS / 20)
    proxy.faults = [Fault("GetObject", each_block=slowly)]
    assert b"".join(store.get(locate(store, key))[0]) == data
    assert slowly.slept_secs() > TIMEOUT_SECS, "it was not slow"
    assert len(proxy.seen("GetObject")) == 1
