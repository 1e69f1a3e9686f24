"""Locations: what is written is read back, and credentials end there."""

import logging
import string
from typing import Any

import pytest
from glance_store import exceptions
from glance_store._drivers import s3
from hypothesis import given
from hypothesis import strategies as st

from glance_s3_fast.location import StoreLocation, is_host, redact, split_host

PLAIN = string.ascii_letters + string.digits + "-._"

names = st.text(PLAIN, min_size=1, max_size=20)
segments = st.text(PLAIN + "+:=~%$!,;é", min_size=1, max_size=20).filter(
    lambda text: text not in (".", "..")
)
hosts = st.builds(
    lambda name, port, prefix: name + port + "".join(f"/{part}" for part in prefix),
    st.one_of(names, st.ip_addresses(v=6).map(lambda address: f"[{address}]")),
    st.one_of(st.just(""), st.integers(1, 65535).map(lambda port: f":{port}")),
    st.lists(names, max_size=2),
)
schemes = st.sampled_from(["s3", "s3+http", "s3+https"])
# Whatever a server may call a secret; a location has no room for line ends.
secrets = st.text(PLAIN + "/+@=?#:", min_size=1, max_size=40).filter(lambda s: "://" not in s)


def parsed(uri: str) -> StoreLocation:
    location = StoreLocation({}, None)
    location.parse_uri(uri)
    return location


def fields(location: Any) -> tuple[str, str, str, str]:
    return location.scheme, location.s3serviceurl, location.bucket, location.key


@given(schemes, hosts, segments, segments)
def test_what_is_written_is_read_back(scheme: str, host: str, bucket: str, key: str) -> None:
    specs = {"scheme": scheme, "s3serviceurl": host, "bucket": bucket, "key": key}
    uri = StoreLocation(specs, None).get_uri()
    assert uri == f"{scheme}://{host}/{bucket}/{key}"
    assert fields(parsed(uri)) == (scheme, host, bucket, key)
    assert parsed(uri).get_uri() == uri


@given(schemes, hosts, segments, segments)
def test_locations_without_credentials_are_the_stock_drivers(
    scheme: str, host: str, bucket: str, key: str
) -> None:
    uri = f"{scheme}://{host}/{bucket}/{key}"
    stock = s3.StoreLocation({}, None)
    stock.parse_uri(uri)
    assert fields(parsed(uri)) == fields(stock)
    assert parsed(uri).get_uri() == stock.get_uri()


@given(scheme=schemes, access=secrets, secret=secrets, host=hosts, bucket=segments, key=segments)
def test_credentials_are_read_over(
    *, scheme: str, access: str, secret: str, host: str, bucket: str, key: str
) -> None:
    location = parsed(f"{scheme}://{access}:{secret}@{host}/{bucket}/{key}")
    assert fields(location) == (scheme, host, bucket, key)
    assert location.get_uri() == f"{scheme}://{host}/{bucket}/{key}"
    assert repr(location) == f"<StoreLocation {location.get_uri()}>"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for uri in (text, f"s3://{text}", f"s3+https://{text}"):
        try:
            location = parsed(uri)
        except exceptions.BadStoreUri:
            continue
        assert fields(parsed(location.get_uri())) == fields(location)


# What locations are made of, put together in any way.
PIECES = r"""
s3:// s3+https:// s3+http:// S3:// :// https:// h b k / // @ : [ ] [::1] [fe80::1%eth0] :443 :0 :٣
:99999999999 ? # % %2F %00 .. . \\
"""
fragments = st.sampled_from([*PIECES.split(), *" \t\n\r\x00\x7f\u2028\ud800"])


@given(st.lists(fragments, max_size=14).map("".join))
def test_any_pieces_of_locations_are_read_or_refused(uri: str) -> None:
    try:
        location = parsed(uri)
    except exceptions.BadStoreUri:
        return
    assert fields(parsed(location.get_uri())) == fields(location)
    assert "@" not in location.get_uri()
    assert is_host(location.s3serviceurl)
    assert {location.bucket, location.key}.isdisjoint({"", ".", ".."})


@given(st.text(max_size=40) | st.lists(fragments, max_size=8).map("".join), segments, segments)
def test_any_host_is_written_so_that_it_is_read_back_or_refused(
    host: str, bucket: str, key: str
) -> None:
    specs = {"scheme": "s3", "s3serviceurl": host, "bucket": bucket, "key": key}
    try:
        location = StoreLocation(specs, None)
    except exceptions.BadStoreUri:
        return
    assert fields(parsed(location.get_uri())) == fields(location)


SECRET = "wJalr/XUtnFEMI+K7MDENG"


@pytest.mark.parametrize(
    "uri",
    [
        f"s3://AKID:{SECRET}@host",
        f"s3://AKID:{SECRET}@host/bucket",
        f"s3://AKID:{SECRET}@host/bucket/",
        f"s3://AKID:{SECRET}@/bucket/key",
        f"s3://AKID:{SECRET}@host:99999/bucket/key",
        f"s3://AKID:{SECRET}@[::1/bucket/key",
        f"s3://AKID:{SECRET}@host//key",
        f"s3://https://AKID:{SECRET}@host/bucket/key",
        f"s3://AKID:{SECRET}@host/bucket/k@y",
        f"s3://AKID:{SECRET}/bucket/key",
        f"ftp://AKID:{SECRET}@host/bucket/key",
        f"AKID:{SECRET}@host/bucket/key",
    ],
)
def test_a_malformed_location_shows_no_credentials(
    uri: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    location = StoreLocation({}, None)
    with pytest.raises(exceptions.BadStoreUri) as caught:
        location.parse_uri(uri)
    for text in (str(caught.value), caught.value.msg, repr(caught.value), caplog.text):
        assert "AKID" not in text
        assert "XUtn" not in text
        assert "wJalr" not in text
    assert repr(location) == "<StoreLocation unset>"
    assert "AKID" not in repr(vars(location))


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("s3://h/b/k", ("s3", "h", "b", "k")),
        ("s3+https://h:8443/b/k", ("s3+https", "h:8443", "b", "k")),
        ("s3+http://[::1]:9000/b/k", ("s3+http", "[::1]:9000", "b", "k")),
        ("s3://h/pre/fix/b/k", ("s3", "h/pre/fix", "b", "k")),
        ("s3://h//b/k/", ("s3", "h", "b", "k")),
        ("s3://A:B/C+D@h/b/k", ("s3", "h", "b", "k")),
        ("s3://A:B/C@D@[::1]/p/b/k", ("s3", "[::1]/p", "b", "k")),
        ("s3://h/b/k?versionId=1#x", ("s3", "h", "b", "k")),
    ],
)
def test_forms(uri: str, expected: tuple[str, str, str, str]) -> None:
    assert fields(parsed(uri)) == expected


def test_a_scheme_within_a_location_is_explained() -> None:
    with pytest.raises(exceptions.BadStoreUri, match=r"write s3\+https://"):
        parsed("s3://https://s3.amazonaws.com/bucket/key")


@pytest.mark.parametrize("bad", ["", ".", "..", "a/b", "a@b", "a?b", "a#b", "a b", None])
@pytest.mark.parametrize("field", ["bucket", "key"])
def test_a_location_that_could_not_be_read_back_is_not_written(
    field: str, bad: str | None
) -> None:
    specs = {"scheme": "s3", "s3serviceurl": "h", "bucket": "b", "key": "k", field: bad}
    with pytest.raises(exceptions.BadStoreUri):
        StoreLocation(specs, None)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("h", "s3://h/b/k"),
        ("http://h", "s3://h/b/k"),
        ("https://h/", "s3+https://h/b/k"),
        ("HTTPS://h:1/p/", "s3+https://h:1/p/b/k"),
    ],
)
def test_specs_take_the_host_as_a_url(url: str, expected: str) -> None:
    # `scheme` is what the store says unless the URL says TLS, as in the stock driver.
    location = StoreLocation({"s3serviceurl": url, "bucket": "b", "key": "k"}, None)
    assert location.get_uri() == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("h", ("s3", "h")),
        ("http://h:80/", ("s3", "h:80")),
        ("https://[::1]:9000/p/", ("s3+https", "[::1]:9000/p")),
        (" https://h ", ("s3+https", "h")),
    ],
)
def test_split_host(value: str, expected: tuple[str, str]) -> None:
    assert split_host(value) == expected


@pytest.mark.parametrize(
    ("host", "good"),
    [
        ("s3.amazonaws.com", True),
        ("under_score:1", True),
        ("10.0.0.1:65535/a/b", True),
        ("[2001:db8::1]:443", True),
        ("2001:db8::1", False),
        ("[2001:db8::zz]", False),
        ("h:0", False),
        ("h:65536", False),
        ("h:port", False),
        ("user@h", False),
        ("h/a?b", False),
        ("h o", False),
        ("", False),
        ("/p", False),
        ("h//p", False),
    ],
)
def test_is_host(host: str, good: bool) -> None:
    assert is_host(host) is good


def test_redact_keeps_what_is_not_secret() -> None:
    assert redact("s3://h:1/b/k") == "s3://h:1/b/k"
    assert redact("s3://a:b@h/b/k") == "s3://***@h/b/k"
    assert redact("s3://a:b/b/k") == "s3://***"
    assert redact("a:b") == "***"
