"""Downloads through several connections at once: the same bytes, and none more than asked for."""

import time
from collections.abc import Iterator
from types import ModuleType

import pytest

from contract.conftest import Bucket, Locate, new_store, store_options
from contract.images import MIB, image
from contract.proxy import Fault, Proxy, error, proxy_to
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store

KEY = "test-parallel-image"
SIZE = 60 * MIB + 12345


@pytest.fixture(scope="module")
def stored(bucket: Bucket) -> bytes:
    bucket.write(KEY, image(SIZE))
    return image(SIZE)


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """Run a proxy whose connections are slow, each by itself."""
    with proxy_to(server.endpoint_url) as running:
        running.faults = [slow()]
        yield running


def slow() -> Fault:
    return Fault("GetObject", times=10_000, each_block=lambda: time.sleep(0.002))


@pytest.fixture
def store(native: ModuleType, server: Server, proxy: Proxy) -> Store:
    options = store_options(server, s3_store_host=proxy.url, s3_fast_max_attempts=5)
    return new_store("native", options)


def test_a_connection_that_is_slow_gets_company(
    store: Store, proxy: Proxy, locate: Locate, stored: bytes
) -> None:
    chunks, _ = store.get(locate(store, KEY))
    assert b"".join(chunks) == stored
    requests = proxy.seen("GetObject")
    assert len(requests) > 2
    # All but the first are ranges of the object that the first one found.
    etags = {request.headers.get("if-match") for request in requests[1:]}
    assert len(etags) == 1
    assert None not in etags


def test_a_range_of_it(store: Store, locate: Locate, stored: bytes) -> None:
    first, length = 3 * MIB + 1, 50 * MIB + 7
    chunks, size = store.get(locate(store, KEY), offset=first, chunk_size=length)
    assert size == length
    assert b"".join(chunks) == stored[first : first + length]


def test_ranges_that_break_off_go_on(
    store: Store, proxy: Proxy, locate: Locate, stored: bytes
) -> None:
    cut = Fault("GetObject", times=4, cut_bytes=MIB, each_block=lambda: time.sleep(0.002))
    busy = Fault("GetObject", times=3, answer=(503, error("SlowDown")))
    chunks, _ = store.get(locate(store, KEY))
    pieces = [next(chunks)]
    proxy.faults = [cut, busy, slow()]
    pieces += chunks
    assert b"".join(pieces) == stored
    assert (cut.times, busy.times) == (0, 0), "the faults did not happen"


def test_one_is_plain_streaming(
    native: ModuleType, server: Server, proxy: Proxy, locate: Locate, stored: bytes
) -> None:
    options = store_options(server, s3_store_host=proxy.url, s3_fast_download_concurrency=1)
    store = new_store("native", options)
    chunks, _ = store.get(locate(store, KEY))
    assert b"".join(chunks) == stored
    assert len(proxy.seen("GetObject")) == 1


def test_what_is_read_ahead_has_its_share_and_gives_it_back(
    native: ModuleType, store: Store, locate: Locate, stored: bytes
) -> None:
    chunks, _ = store.get(locate(store, KEY))
    got = [next(chunks) for _ in range(12)]
    stats = native.memory_stats()
    assert 0 < stats["used_bytes"] <= stats["limit_bytes"] * 7 // 16
    chunks.close()
    del chunks
    assert native.memory_stats()["used_bytes"] == 0
    assert b"".join(got) == stored[: 12 * MIB]
