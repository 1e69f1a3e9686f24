"""An object with our mark that is not what was sent: no success, and not kept."""

from collections.abc import Callable

import pytest
from glance_store import exceptions

from contract.conftest import Bucket
from contract.faults.common import LARGE, SMALL, add
from contract.proxy import Fault, Proxy
from contract.rows import fault
from glance_s3_fast.store import Store


def spoils(bucket: Bucket, key: str) -> Callable[[], None]:
    """Return what puts a shorter object into the place of the one that was just stored."""

    def spoil() -> None:
        bucket.write(key, b"not whole", Metadata=bucket.metadata(key))

    return spoil


@fault("Complete is lost")
@pytest.mark.parametrize(
    ("operation", "size", "lost"),
    [
        ("PutObject", SMALL, True),
        ("CompleteMultipartUpload", LARGE, True),
        ("CompleteMultipartUpload", LARGE, False),
    ],
)
def test_what_the_server_has_cut_is_taken_back(
    *,
    caplog: pytest.LogCaptureFixture,
    store: Store,
    proxy: Proxy,
    bucket: Bucket,
    key: str,
    operation: str,
    size: int,
    lost: bool,
) -> None:
    """A duplicate would stand in the way of every later try, for nobody's image."""
    proxy.faults = [Fault(operation, after=spoils(bucket, key), lost=lost)]
    with pytest.raises(exceptions.BackendException, match=key):
        add(store, key, size)
    bucket.assert_nothing_of(key)
    # Nobody can call back a PUT that was not answered; a Complete finds its upload aborted.
    may_appear = "may still appear" in caplog.text
    assert may_appear == (operation == "PutObject")


@fault("Complete is lost")
def test_what_is_gone_right_after_complete_is_no_success(
    store: Store, proxy: Proxy, bucket: Bucket, key: str
) -> None:
    gone = lambda: bucket.client.delete_object(Bucket=bucket.name, Key=key)  # noqa: E731
    proxy.faults = [Fault("CompleteMultipartUpload", after=gone)]
    with pytest.raises(exceptions.BackendException, match="not there although it was completed"):
        add(store, key, LARGE)
    bucket.assert_nothing_of(key)
