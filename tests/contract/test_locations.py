"""Locations both ways: what one driver writes, the other reads and deletes, in every form.

The stock driver is the other side throughout, on the same server and bucket.
"""

import contextlib
import logging
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from glance_store import exceptions, location
from glance_store import multi_backend as multi

from contract.conftest import BUCKET, Bucket, store_options
from contract.images import image
from contract.proxy import proxy_to
from contract.stores import Configure, add, create_stores, read
from glance_s3_fast.demo.server import Server
from servers import certificates
from servers.removing import remove_bucket

DATA = image(1000)


@contextlib.contextmanager
def address(form: str, server: Server, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return ``s3_store_host`` in a form, and the options that go with it."""
    with contextlib.ExitStack() as stack:
        netloc = urlsplit(server.endpoint_url).netloc
        match form:
            case "http, a port":
                yield f"http://{netloc}", {}
            case "https":
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                made = certificates.make(folder)
                context.load_cert_chain(made.certificate_path, made.private_key_path)
                proxy = stack.enter_context(proxy_to(server.endpoint_url, context))
                yield proxy.url, {"s3_store_cacert": str(made.ca_path)}
            case "an IPv6 address":
                yield stack.enter_context(proxy_to(server.endpoint_url, host="::1")).url, {}
            case "a path prefix":
                proxy = stack.enter_context(proxy_to(server.endpoint_url, prefix="/object/store"))
                yield f"{proxy.url}/", {}


def two_drivers(
    configure: Configure,
    engine_name: str,
    server: Server,
    ours: dict[str, Any] | None = None,
    **options: Any,
) -> None:
    """Configure a store of ours and a stock one, alike but for the options of `ours`."""
    ours = {"s3_fast_engine": engine_name, **options, **(ours or {})}
    create_stores(
        configure,
        {
            "DEFAULT": {"enabled_backends": "fast:s3_fast, stock:s3"},
            "glance_store": {"default_backend": "fast"},
            "fast": store_options(server, **ours),
            "stock": store_options(server, **options),
        },
    )


def written_by_each_is_the_others(key: str, bucket: Bucket, prefix: str) -> None:
    """Have each driver write an image that the other reads, and deletes."""
    for writer, reader in (("fast", "stock"), ("stock", "fast")):
        uri = add(writer, key, DATA)[0]
        assert uri == f"{prefix}/{key}"
        assert bucket.read(key) == DATA
        assert read(uri, reader) == DATA
        assert multi.get_size_from_uri_and_backend(uri, reader) == len(DATA)
        with pytest.raises(exceptions.Duplicate):
            add(reader, key, DATA)
        multi.delete(uri, reader)
        bucket.assert_nothing_of(key)
        for name in (writer, reader):
            with pytest.raises(exceptions.NotFound):
                multi.get(uri, name)


@pytest.mark.parametrize("form", ["http, a port", "https", "an IPv6 address", "a path prefix"])
def test_every_form_of_host(
    configure: Configure,
    engine_name: str,
    server: Server,
    server_name: str,
    bucket: Bucket,
    key: str,
    form: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    if form == "a path prefix" and server_name != "seaweedfs":
        # The path is signed, and only this one allows for what a proxy has taken off it.
        server = request.getfixturevalue("other_server")
        bucket = Bucket(server.client())
    with address(form, server, tmp_path) as (host, options):
        two_drivers(configure, engine_name, server, s3_store_host=host, **options)
        scheme = "s3+https" if form == "https" else "s3"
        bare = host.rpartition("://")[2].rstrip("/")
        written_by_each_is_the_others(key, bucket, f"{scheme}://{bare}/{BUCKET}")


def test_a_host_without_a_scheme(
    configure: Configure, engine_name: str, server: Server, bucket: Bucket, key: str
) -> None:
    """It is plain HTTP; the stock driver, which boto3 refuses it, is given the scheme."""
    bare = urlsplit(server.endpoint_url).netloc
    two_drivers(configure, engine_name, server, ours={"s3_store_host": bare})
    written_by_each_is_the_others(key, bucket, f"s3://{bare}/{BUCKET}")


def test_plain_http_said_in_full(
    configure: Configure, engine_name: str, server: Server, bucket: Bucket, key: str
) -> None:
    """``s3+http://`` is read, though neither driver writes it."""
    two_drivers(configure, engine_name, server)
    for writer in ("fast", "stock"):
        uri = add(writer, key, DATA)[0].replace("s3://", "s3+http://")
        assert read(uri, "fast") == read(uri, "stock") == DATA
        multi.delete(uri, "fast")
        bucket.assert_nothing_of(key)


@pytest.mark.parametrize(
    "odd", ["a+b", "a=b~c", "per%20cent", "50%", "é€", "k:1", "a,b;c!", "x'y(z)*", "-", "_", "..."]
)
def test_odd_characters_in_keys(
    configure: Configure, engine_name: str, server: Server, bucket: Bucket, odd: str, key: str
) -> None:
    two_drivers(configure, engine_name, server)
    bare = urlsplit(server.endpoint_url).netloc
    # Keys of this test alone, the odd one in the middle as well as at the end.
    for name in (f"{key}{odd}", f"{key}{odd}z"):
        written_by_each_is_the_others(name, bucket, f"s3://{bare}/{BUCKET}")


@pytest.mark.parametrize("form", ["with.{}.in-it", "0-{}-9", "{:a<63}"])
def test_odd_names_of_buckets(
    configure: Configure,
    engine_name: str,
    server: Server,
    key: str,
    form: str,
    request: pytest.FixtureRequest,
) -> None:
    client, odd = server.client(), form.format(BUCKET)
    client.create_bucket(Bucket=odd)
    request.addfinalizer(lambda: remove_bucket(server, odd))
    two_drivers(
        configure,
        engine_name,
        server,
        s3_store_bucket=odd,
        s3_store_bucket_url_format="path",
    )
    bare = urlsplit(server.endpoint_url).netloc
    written_by_each_is_the_others(key, Bucket(client, odd), f"s3://{bare}/{odd}")


ACCESS, SECRET = "AKIAOLDOLDOLDOLDOLD0", "an/old+secret=of/a:former@store"


def test_an_old_location_is_read_and_its_keys_are_nowhere(
    configure: Configure,
    engine_name: str,
    server: Server,
    bucket: Bucket,
    key: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    two_drivers(configure, engine_name, server)
    uri = add("stock", key, DATA)[0]
    old = uri.replace("s3://", f"s3://{ACCESS}:{SECRET}@")
    assert read(old, "fast") == DATA
    assert multi.get_size_from_uri_and_backend(old, "fast") == len(DATA)
    found = location.get_location_from_uri_and_backend(old, "fast", conf=multi.CONF)
    assert found.get_store_uri() == uri
    multi.delete(old, "fast")
    bucket.assert_nothing_of(key)
    with pytest.raises(exceptions.NotFound) as caught:
        multi.get(old, "fast")
    malformed = old.removesuffix(f"/{BUCKET}/{key}")
    with pytest.raises(exceptions.BadStoreUri) as refused:
        multi.get(malformed, "fast")
    texts = [str(caught.value), str(refused.value), repr(found.store_location), caplog.text]
    for text in texts:
        for secret in (ACCESS, SECRET, "old+secret", "former"):
            assert secret not in text


def test_buckets_whose_names_begin_alike_are_told_apart(
    configure: Configure, engine_name: str, server: Server, key: str
) -> None:
    client, alike = server.client(), f"{BUCKET}-{engine_name}"
    names = {"fast": alike, "cold": f"{alike}-cold", "colder": f"{alike}-cold.er"}
    for bucket in names.values():
        client.create_bucket(Bucket=bucket)
    create_stores(
        configure,
        {
            "DEFAULT": {"enabled_backends": ", ".join(f"{name}:s3_fast" for name in names)},
            "glance_store": {"default_backend": "fast"},
            **{
                name: store_options(server, s3_fast_engine=engine_name, s3_store_bucket=bucket)
                for name, bucket in names.items()
            },
        },
    )
    uris = {name: add(name, key, DATA + name.encode())[0] for name in names}
    stores = location.SCHEME_TO_CLS_BACKEND_MAP["s3"]
    for name, uri in uris.items():
        # How Glance finds the store of a location that does not name it (store_utils).
        prefixes = {each: entry["store"].url_prefix for each, entry in stores.items()}
        assert [each for each, prefix in prefixes.items() if uri.startswith(prefix)] == [name]
        assert read(uri, name) == DATA + name.encode()
    multi.delete(uris["fast"], "fast")
    assert Bucket(client, alike).objects(key) == {}
    for name in ("cold", "colder"):
        assert read(uris[name], name) == DATA + name.encode()
        multi.delete(uris[name], name)
