"""A server that keeps no user metadata: its objects show no mark."""

import pytest
from glance_store import exceptions

from contract.conftest import Bucket
from contract.faults.common import ALWAYS, LARGE, add
from contract.images import image
from contract.proxy import Fault, Proxy
from contract.rows import fault
from glance_s3_fast.store import Store

HEAD = Fault("HeadObject", times=ALWAYS, headers={"x-amz-meta-glance-s3-fast-upload": ""})


def test_what_is_completed_is_known_by_its_etag(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    proxy.faults = [Fault(**vars(HEAD))]
    add(store, key, LARGE)
    assert bucket.read(key) == image(LARGE)


def test_without_an_etag_it_is_not_known(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    """An error, and nothing is deleted: it may be another's."""
    headers = {**HEAD.headers, "ETag": ""}
    proxy.faults = [Fault("HeadObject", times=ALWAYS, headers=headers)]
    with pytest.raises(exceptions.Duplicate):
        add(store, key, LARGE)
    assert bucket.read(key) == image(LARGE)


@fault("twice at once")
def test_anothers_object_of_the_same_size_is_no_success(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    """As of the stock driver, which writes no mark."""
    theirs = image(LARGE, seed=1)
    overwrite = lambda: bucket.write(key, theirs)  # noqa: E731
    proxy.faults = [Fault(**vars(HEAD)), Fault("CompleteMultipartUpload", after=overwrite)]
    with pytest.raises(exceptions.Duplicate):
        add(store, key, LARGE)
    assert bucket.read(key) == theirs
