"""How a server is addressed: TLS of its own, IPv6, the bucket in the path or in the host's name.

Virtual addressing needs names that resolve, and ``BUCKET.s3.test`` resolves nowhere. So the client
is given an HTTP proxy, which takes every host for the one server: nobody has to edit
``/etc/hosts``, or to trust what a resolver makes of ``*.localhost``. Over TLS it is a tunnel, so
the certificate that is checked is the server's own.
"""

import io
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

import servers
from contract.conftest import BUCKET, Locate, new_store, store_options
from contract.images import MIB, image
from contract.proxy import proxy_to
from contract.rows import fault
from glance_s3_fast.demo.server import Server
from glance_s3_fast.store import Store
from servers.certificates import Certificates
from servers.features import Promise

SMALL, LARGE = 1000, 12 * MIB
DOTS = f"{BUCKET}.with.dots"


@pytest.fixture(scope="module")
def startable(server_name: str) -> str:
    """Return the server's name, if one more of it can be started."""
    if server_name == servers.EXTERNAL:
        pytest.skip("a server that runs already listens where and how it listens")
    return server_name


@pytest.fixture(scope="module")
def tls_server(startable: str, certificates: Certificates) -> Iterator[Server]:
    with servers.start(
        startable, buckets=[BUCKET], directory=servers.folder(), certificates=certificates
    ) as started:
        yield started


@pytest.fixture(scope="module")
def ipv6_server(startable: str) -> Iterator[Server]:
    with servers.start(
        startable, buckets=[BUCKET], directory=servers.folder(), address="::1"
    ) as started:
        yield started


RoundTrip = Callable[[Store], str]


@pytest.fixture
def round_trip(locate: Locate, key: str) -> RoundTrip:
    """Return a function that takes images of two sizes through everything a store does."""

    def go(store: Store) -> str:
        for size in (SMALL, LARGE):
            data = image(size)
            uri: str = store.add(key, io.BytesIO(data), size, "sha256")[0]
            assert b"".join(store.get(locate(store, key))[0]) == data
            assert b"".join(store.get(locate(store, key), offset=7, chunk_size=9)[0]) == data[7:16]
            assert store.get_size(locate(store, key)) == size
            store.delete(locate(store, key))
        return uri

    return go


@pytest.mark.promise(Promise.TLS)
@pytest.mark.parametrize("calculation", ["when_required", "when_supported"])
def test_tls_with_the_bucket_in_the_path(
    *, engine_name: str, tls_server: Server, round_trip: RoundTrip, calculation: str
) -> None:
    options = store_options(
        tls_server,
        s3_store_cacert=str(tls_server.ca_path),
        s3_store_enable_data_integrity_protection=True,
        s3_store_request_checksum_calculation=calculation,
        s3_store_response_checksum_validation=calculation,
    )
    uri = round_trip(new_store(engine_name, options))
    assert uri.startswith(f"s3+https://{urlsplit(tls_server.endpoint_url).netloc}/{BUCKET}/")


@pytest.mark.promise(Promise.IPV6)
def test_an_ipv6_address(engine_name: str, ipv6_server: Server, round_trip: RoundTrip) -> None:
    uri = round_trip(new_store(engine_name, store_options(ipv6_server)))
    assert uri.startswith(f"s3://[::1]:{urlsplit(ipv6_server.endpoint_url).port}/{BUCKET}/")


@pytest.mark.promise(Promise.VIRTUAL)
def test_the_bucket_in_the_hosts_name(
    *,
    engine_name: str,
    startable: str,
    server: Server,
    round_trip: RoundTrip,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = urlsplit(server.endpoint_url).port
    with proxy_to(server.endpoint_url) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        options = store_options(
            server,
            s3_store_host=f"http://{servers.VIRTUAL_DOMAIN}:{port}",
            s3_store_bucket_url_format="virtual",
        )
        uri = round_trip(new_store(engine_name, options))
        assert uri.startswith(f"s3://{servers.VIRTUAL_DOMAIN}:{port}/{BUCKET}/")
        hosts = {request.headers["host"] for request in proxy.requests}
        assert hosts == {f"{BUCKET}.{servers.VIRTUAL_DOMAIN}:{port}"}
        assert not [seen for seen in proxy.requests if BUCKET in seen.path]


@pytest.mark.promise(Promise.TLS_VIRTUAL)
def test_tls_with_the_bucket_in_the_hosts_name(
    *,
    engine_name: str,
    tls_server: Server,
    round_trip: RoundTrip,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    port = urlsplit(tls_server.endpoint_url).port
    with proxy_to(tls_server.endpoint_url) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        options = store_options(
            tls_server,
            s3_store_host=f"https://{servers.VIRTUAL_DOMAIN}:{port}",
            s3_store_bucket_url_format="virtual",
            s3_store_cacert=str(tls_server.ca_path),
        )
        round_trip(new_store(engine_name, options))
        assert set(proxy.tunnels) == {f"{BUCKET}.{servers.VIRTUAL_DOMAIN}:{port}"}


@fault("ways to the server")
@pytest.mark.promise(Promise.DOTS)
@pytest.mark.parametrize("style", ["auto", "path"])
def test_a_bucket_with_dots(
    *, engine_name: str, server: Server, round_trip: RoundTrip, style: str
) -> None:
    """In the path, that is: no wildcard of a certificate covers such a name."""
    client = server.client()
    if DOTS not in {found["Name"] for found in client.list_buckets()["Buckets"]}:
        client.create_bucket(Bucket=DOTS)
    options = store_options(server, s3_store_bucket=DOTS, s3_store_bucket_url_format=style)
    assert f"/{DOTS}/" in round_trip(new_store(engine_name, options))
