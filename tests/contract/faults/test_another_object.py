"""Another object of the same name that appears during an upload."""

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
