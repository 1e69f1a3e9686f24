"""Faults in the middle of a body on its way up: part of it has been read, and the rest has not."""

from collections.abc import Iterator

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, MakeStore
from contract.faults.common import ALWAYS, BACKSTOP_SECS, LARGE, add
from contract.images import MIB, PART_BYTES, image
from contract.midst import Hold, Slowly
from contract.proxy import Fault, Proxy, proxy_to
from contract.rows import fault
from contract.sockets import narrow
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store

SINGLE = 7 * MIB
"""One PutObject, and more than the sockets hold."""
STALLED_SECS = 0.7
SLOW_SECS = 2.0
CONNECT_SECS = 0.15
BOTH = pytest.mark.parametrize(
    ("size", "operation"), [(LARGE, "UploadPart"), (SINGLE, "PutObject")]
)


@pytest.fixture(scope="module")
def running_proxy(server: Server) -> Iterator[Proxy]:
    """Run a proxy that the body is under way to, and not in a socket's memory."""
    with proxy_to(server.endpoint_url) as running:
        narrow(running.server.socket)
        yield running


def patient(make_store: MakeStore, proxy: Proxy, timeout_secs: float) -> Store:
    """Make a store that waits so long for progress, and for a connection much shorter."""
    return make_store(
        s3_store_host=proxy.url,
        s3_fast_connect_timeout_secs=CONNECT_SECS,
        s3_fast_progress_timeout_secs=timeout_secs,
    )


def assert_the_first_was_sent_twice(proxy: Proxy, operation: str) -> None:
    first, *others = proxy.seen(operation)
    assert [other.query for other in others].count(first.query) == 1


@fault("a part's connection")
@pytest.mark.parametrize("read_bytes", [0, 1, 3 * MIB, PART_BYTES - 1])
@BOTH
def test_a_body_whose_connection_is_reset_midway_is_sent_again(
    *,
    store: Store,
    proxy: Proxy,
    bucket: Bucket,
    key: str,
    size: int,
    operation: str,
    read_bytes: int,
) -> None:
    broken = Fault(operation, reset=True, read_bytes=read_bytes)
    proxy.faults = [broken]
    add(store, key, size)
    assert broken.times == 0, "the fault did not happen"
    assert_the_first_was_sent_twice(proxy, operation)
    assert bucket.read(key) == image(size)
    assert bucket.open_uploads(key) == []


@fault("a part's connection")
@BOTH
def test_a_body_whose_connection_is_always_reset_midway_leaves_nothing(
    *, store: Store, proxy: Proxy, bucket: Bucket, key: str, size: int, operation: str
) -> None:
    proxy.faults = [Fault(operation, times=ALWAYS, reset=True, read_bytes=MIB)]
    with pytest.raises(exceptions.BackendException, match=key):
        add(store, key, size)
    bucket.assert_nothing_of(key)


@fault("a stall")
@pytest.mark.parametrize("read_bytes", [0, 3 * MIB])
@BOTH
def test_a_server_that_stops_reading_midway_is_given_up_and_sent_to_again(
    *,
    make_store: MakeStore,
    proxy: Proxy,
    hold: Hold,
    bucket: Bucket,
    key: str,
    size: int,
    operation: str,
    read_bytes: int,
) -> None:
    hanging = Fault(operation, read_bytes=read_bytes, before=hold)
    proxy.faults = [hanging]
    add(patient(make_store, proxy, STALLED_SECS), key, size)
    assert not hanging.over.is_set(), "it did not hang until now"
    assert_the_first_was_sent_twice(proxy, operation)
    assert bucket.read(key) == image(size)
    assert bucket.open_uploads(key) == []
    # Cancelled: when the server reads on, there is no rest of it.
    hold.let_go()
    assert proxy.client_gone.wait(BACKSTOP_SECS)


@fault("a stall")
@BOTH
def test_a_server_that_always_stops_reading_midway_leaves_nothing(
    *,
    make_store: MakeStore,
    proxy: Proxy,
    hold: Hold,
    bucket: Bucket,
    key: str,
    size: int,
    operation: str,
) -> None:
    proxy.faults = [
        Fault(
            operation,
            times=ALWAYS,
            closed=True,
            read_bytes=MIB,
            before=hold,
        )
    ]
    with pytest.raises(exceptions.BackendException, match=key):
        add(patient(make_store, proxy, STALLED_SECS), key, size)
    bucket.assert_nothing_of(key)


@fault("a stall")
@pytest.mark.parametrize(
    ("size", "operation", "requests"),
    [(2 * PART_BYTES, "UploadPart", 2), (PART_BYTES, "PutObject", 1)],
)
def test_a_slow_link_up_is_no_stall(
    *,
    make_store: MakeStore,
    proxy: Proxy,
    bucket: Bucket,
    key: str,
    size: int,
    operation: str,
    requests: int,
) -> None:
    """One body takes longer than the timeout in all, but always moves: it is sent once."""
    slowly = Slowly(SLOW_SECS / 20)
    proxy.faults = [Fault(operation, each_read=slowly)]
    add(patient(make_store, proxy, SLOW_SECS), key, size)
    assert slowly.slept_secs() > SLOW_SECS, "it was not slow"
    assert len(proxy.seen(operation)) == requests
    assert bucket.read(key) == image(size)
