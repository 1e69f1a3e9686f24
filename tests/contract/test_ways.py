"""Ways to a server: a proxy, IPv6, both kinds of addressing.

`test_addresses` has the servers' own part of it, and buckets with dots in their names.
"""

import io
import socket

import pytest
from glance_store import exceptions

from contract.conftest import BUCKET, Locate, new_store, store_options
from contract.images import MIB, image
from contract.proxy import Fault, Proxy, error, proxy_to
from contract.rows import fault
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store

LARGE = 12 * MIB


def round_trip(store: Store, locate: Locate, key: str) -> None:
    for name, size in ((key, LARGE), (f"{key}-small", 1000)):
        store.add(name, io.BytesIO(image(size)), size, "sha256")
        where = locate(store, name)
        assert b"".join(store.get(where)[0]) == image(size)
        store.delete(where)


@fault("ways to the server")
def test_through_a_proxy(
    engine_name: str,
    server: Server,
    proxy: Proxy,
    locate: Locate,
    key: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("http_proxy", proxy.url)
    round_trip(new_store(engine_name, store_options(server)), locate, key)
    assert len(proxy.seen("UploadPart")) == 3


@fault("ways to the server")
def test_past_a_proxy(
    engine_name: str,
    server: Server,
    proxy: Proxy,
    locate: Locate,
    key: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, proxy.url)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    round_trip(new_store(engine_name, store_options(server)), locate, key)
    assert proxy.requests == []


def _ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@fault("ways to the server")
@pytest.mark.skipif(not _ipv6(), reason="this machine has no IPv6 loopback")
def test_an_ipv6_endpoint(engine_name: str, server: Server, locate: Locate, key: str) -> None:
    with proxy_to(server.endpoint_url, host="::1") as proxy:
        store = new_store(engine_name, store_options(server, s3_store_host=proxy.url))
        assert store.s3_host.startswith("[::1]:")
        round_trip(store, locate, key)
        assert len(proxy.seen("UploadPart")) == 3


@fault("ways to the server")
@pytest.mark.parametrize(
    ("style", "host", "path"),
    [("virtual", f"{BUCKET}.s3.test", "/{key}"), ("path", "s3.test", f"/{BUCKET}/{{key}}")],
    ids=["virtual", "path"],
)
def test_addressing(
    engine_name: str,
    server: Server,
    proxy: Proxy,
    locate: Locate,
    key: str,
    monkeypatch: pytest.MonkeyPatch,
    style: str,
    host: str,
    path: str,
) -> None:
    """Only the request is looked at: no name server here knows buckets."""
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("http_proxy", proxy.url)
    proxy.choose = lambda request: Fault("", answer=(403, error("AccessDenied")))
    store = new_store(
        engine_name,
        store_options(server, s3_store_host="http://s3.test", s3_store_bucket_url_format=style),
    )
    with pytest.raises(exceptions.Forbidden):
        store.get_size(locate(store, key))
    (request,) = proxy.requests
    assert request.headers["host"] == host
    assert request.path == path.format(key=key)
