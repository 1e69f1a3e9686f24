"""Downloads that break off, or whose object is replaced."""

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, Locate
from contract.faults.common import ALWAYS, BACKSTOP_SECS, LARGE, read
from contract.images import MIB, image
from contract.proxy import Fault, Proxy, Request, error
from contract.rows import fault
from glance_s3_fast.store import Store
from servers.features import Promise


def goes_on_within_a_mib(requests: list[Request], end: int) -> bool:
    """Tell whether one goes on where bytes ended. Others may read ahead: a slow download does."""
    begins = [int(one.headers["range"].removeprefix("bytes=").split("-")[0]) for one in requests]
    return any(end - MIB < begin <= end for begin in begins)


@pytest.mark.promise(Promise.RESUMED)
@fault("a broken download")
@pytest.mark.parametrize("cut_bytes", [0, 1, MIB, LARGE - 1])
@pytest.mark.parametrize("offset", [0, 3 * MIB + 1])
def test_a_download_goes_on_where_it_broke(
    *,
    store: Store,
    proxy: Proxy,
    locate: Locate,
    stored: bytes,
    key: str,
    cut_bytes: int,
    offset: int,
) -> None:
    cut_bytes = min(cut_bytes, LARGE - offset - 1)
    proxy.faults = [Fault("GetObject", cut_bytes=cut_bytes)]
    assert read(store, locate, key, offset=offset) == stored[offset:]
    _, *others = proxy.seen("GetObject")
    assert others
    etag = others[0].headers["if-match"]
    assert all(other.headers["if-match"] == etag for other in others)
    # No byte is fetched twice without need: the rest begins behind what arrived.
    assert goes_on_within_a_mib(others, offset + cut_bytes)


@fault("a broken download")
@pytest.mark.parametrize("cut_bytes", [1, 3 * MIB + 1, LARGE - 1])
def test_a_download_whose_connection_is_reset_goes_on_where_it_broke(
    *, store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str, cut_bytes: int
) -> None:
    proxy.faults = [Fault("GetObject", cut_bytes=cut_bytes, reset=True)]
    assert read(store, locate, key) == stored
    _, *others = proxy.seen("GetObject")
    assert all(other.headers["if-match"] for other in others)
    # What had arrived may be lost with the connection, but not what was delivered.
    assert goes_on_within_a_mib(others, cut_bytes)


@fault("a broken download")
@pytest.mark.parametrize("reset", [False, True])
def test_a_download_survives_many_breaks(
    *, store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str, reset: bool
) -> None:
    """More of them than there are attempts, but each brings something."""
    proxy.faults = [Fault("GetObject", times=8, cut_bytes=MIB + 5, reset=reset)]
    assert read(store, locate, key) == stored


@fault("a broken download")
def test_a_download_gives_up_when_nothing_comes(
    store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str
) -> None:
    proxy.faults = [Fault("GetObject", times=ALWAYS, cut_bytes=0)]
    with pytest.raises(exceptions.BackendException, match=key):
        read(store, locate, key)
    assert len(proxy.seen("GetObject")) < 20


@fault("a broken download", "server errors")
@pytest.mark.parametrize("status", [500, 503])
def test_a_download_waits_for_a_server_that_is_busy(
    *, store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str, status: int
) -> None:
    busy = Fault("GetObject", answer=(status, error("SlowDown")))
    proxy.faults = [busy, Fault("GetObject", cut_bytes=MIB), Fault(**vars(busy))]
    assert read(store, locate, key) == stored


@fault("a replaced object")
@pytest.mark.parametrize("size", [LARGE, 100])
def test_an_object_replaced_while_it_is_read_is_refused(
    *,
    store: Store,
    proxy: Proxy,
    bucket: Bucket,
    locate: Locate,
    stored: bytes,
    key: str,
    size: int,
) -> None:
    # Before any other request is passed on: a download may have several on their way.
    replace = lambda: bucket.write(key, image(size, seed=1))  # noqa: E731
    proxy.faults = [
        Fault("GetObject", cut_bytes=3 * MIB),
        Fault("GetObject", times=ALWAYS, before=replace),
    ]
    pieces, _ = store.get(locate(store, key))
    arrived: list[bytes] = []
    with pytest.raises(exceptions.BackendException, match=key):
        arrived.extend(pieces)
    got = b"".join(arrived)
    assert got == stored[: len(got)]
    assert len(got) <= 3 * MIB


@fault("a replaced object", "a broken download")
@pytest.mark.parametrize(
    "wrong",
    [
        Fault("", headers={"ETag": '"00000000000000000000000000000000"'}),
        Fault("", headers={"Content-Range": f"bytes 0-{LARGE - 1}/{LARGE}"}),
        Fault("", headers={"Content-Range": f"bytes {3 * MIB}-{LARGE}/{LARGE + 1}"}),
        Fault("", headers={"Content-Range": ""}),
        Fault("", answer=(200, image(LARGE))),
    ],
    ids=["another ETag", "another range", "another size", "no range", "all of it"],
)
def test_a_rest_that_was_not_asked_for_is_refused(
    *, store: Store, proxy: Proxy, locate: Locate, stored: bytes, key: str, wrong: Fault
) -> None:
    """As of a server, or a cache before it, that does not know Range or If-Match."""
    rest = Fault(**{**vars(wrong), "operation": "GetObject", "times": ALWAYS})
    proxy.faults = [Fault("GetObject", cut_bytes=3 * MIB), rest]
    pieces, _ = store.get(locate(store, key))
    arrived: list[bytes] = []
    with pytest.raises(exceptions.BackendException, match=key):
        arrived.extend(pieces)
    got = b"".join(arrived)
    assert got == stored[: len(got)]
    assert len(got) <= 3 * MIB


@fault("a slow or leaving consumer")
def test_closing_a_download_closes_its_connection(
    store: Store, proxy: Proxy, bucket: Bucket, locate: Locate, key: str
) -> None:
    bucket.write(key, image(48 * MIB))  # more than sockets hold
    pieces, _ = store.get(locate(store, key))
    next(pieces)
    assert not proxy.client_gone.is_set()
    pieces.close()
    assert proxy.client_gone.wait(BACKSTOP_SECS)


def test_a_download_asks_once_and_looks_at_nothing_before(
    store: Store, proxy: Proxy, locate: Locate, bucket: Bucket, key: str
) -> None:
    bucket.write(key, b"small")
    assert read(store, locate, key) == b"small"
    assert [request.operation for request in proxy.requests] == ["GetObject"]
