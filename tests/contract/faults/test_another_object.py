"""Another object of the same name that appears during an upload."""

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from glance_store import exceptions

from contract.conftest import Bucket
from contract.faults.common import LARGE, SMALL, add
from contract.images import image
from contract.proxy import Fault, Proxy
from contract.rows import fault
from glance_s3_fast.store import Store
from servers.features import Feature


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


@fault("twice at once")
def test_a_process_completes_one_upload_of_a_key_at_a_time(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    """The other looks when the first has landed, and does not even try."""
    both_have_read = threading.Barrier(2, timeout=60)

    class Source(io.BytesIO):
        met = False

        def read(self, size: int | None = -1) -> bytes:
            piece = super().read(size)
            if not piece and not self.met:
                self.met = True
                both_have_read.wait()
            return piece

    def wait_for_the_second() -> None:
        # Long enough for one that does not wait; nothing else depends on it.
        deadline = time.monotonic() + 2
        while len(proxy.seen("CompleteMultipartUpload")) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)

    def upload(seed: int) -> int | None:
        try:
            store.add(key, Source(image(LARGE, seed=seed)), LARGE, "sha256")
        except exceptions.Duplicate:
            return None
        return seed

    proxy.faults = [Fault("CompleteMultipartUpload", before=wait_for_the_second)]
    with ThreadPoolExecutor(2) as threads:
        stored = [seed for seed in threads.map(upload, (1, 2)) if seed is not None]
    assert len(stored) == 1
    assert bucket.read(key) == image(LARGE, seed=stored[0])
    assert len(proxy.seen("CompleteMultipartUpload")) == 1
    assert bucket.open_uploads(key) == []
