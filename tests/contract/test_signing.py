"""Signatures that end in the middle: rotated keys, clocks that differ, another region."""

import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import botocore.credentials
import pytest
from glance_store import exceptions

from contract.conftest import Bucket, Locate, new_store, store_options
from contract.images import MIB, image
from contract.proxy import Fault, Proxy, Request, proxy_to
from contract.rows import fault
from contract.signing import Rotation, access_key_of, clock_ahead, signed_anew
from glance_s3_fast.credentials import ChainCredentials
from glance_s3_fast.demo.server import Server

LARGE = 23 * MIB
HOUR_SECS = 3600
REGION = {"x-amz-bucket-region": "eu-middle-7"}


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with proxy_to(server.endpoint_url) as running:
        running.sign = signed_anew(server)
        yield running


@fault("rotated keys")
def test_keys_that_are_rotated_midway(
    engine_name: str,
    server: Server,
    proxy: Proxy,
    bucket: Bucket,
    locate: Locate,
    key: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    keys = tmp_path / "credentials"
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(keys))
    rotation = proxy.choose = Rotation(keys)
    nowhere = {"s3_store_access_key": "", "s3_store_secret_key": ""}
    store = new_store(engine_name, store_options(server, s3_store_host=proxy.url, **nowhere))
    store.add(key, io.BytesIO(image(LARGE)), LARGE, "sha256")
    assert rotation.refused > 0
    assert rotation.current == "SECONDKEY"
    assert bucket.read(key) == image(LARGE)
    assert bucket.open_uploads(key) == []
    # From here on nobody uses the old one.
    refused = rotation.refused
    assert b"".join(store.get(locate(store, key))[0]) == image(LARGE)
    assert rotation.refused == refused


@fault("rotated keys", "refused")
def test_keys_that_have_ended_for_good_are_not_tried_again(
    engine_name: str,
    server: Server,
    proxy: Proxy,
    key: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    keys = tmp_path / "credentials"
    keys.write_text("[default]\naws_access_key_id = ENDED\naws_secret_access_key = secret\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(keys))
    proxy.choose = lambda request: Fault(request.operation, answer=(403, b""))
    nowhere = {"s3_store_access_key": "", "s3_store_secret_key": ""}
    store = new_store(engine_name, store_options(server, s3_store_host=proxy.url, **nowhere))
    with pytest.raises(exceptions.Forbidden):
        store.add(key, io.BytesIO(b"image"), 5, "sha256")
    assert [access_key_of(request) for request in proxy.requests] == ["ENDED"]


@fault("rotated keys", "refused")
def test_a_chain_that_has_other_keys_each_time_is_believed_once(
    engine_name: str, server: Server, proxy: Proxy, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a role is assumed anew, and may not do what it is asked to."""
    numbers = itertools.count()
    monkeypatch.setattr(
        ChainCredentials,
        "_look_up",
        staticmethod(lambda: botocore.credentials.Credentials(f"KEY{next(numbers)}", "secret")),
    )
    refusals = iter(range(20))

    def refuse(request: Request) -> Fault:
        assert next(refusals, None) is not None, "it goes on for ever"
        return Fault(request.operation, answer=(403, b""))

    proxy.choose = refuse
    nowhere = {"s3_store_access_key": "", "s3_store_secret_key": ""}
    store = new_store(engine_name, store_options(server, s3_store_host=proxy.url, **nowhere))
    with pytest.raises(exceptions.Forbidden):
        store.add(key, io.BytesIO(b"image"), 5, "sha256")
    assert [access_key_of(request) for request in proxy.requests] == ["KEY0", "KEY1"]


@fault("clock skew")
@pytest.mark.parametrize("size", [1000, LARGE])
def test_clocks_that_differ_are_corrected_or_said(
    engine_name: str, server: Server, proxy: Proxy, bucket: Bucket, key: str, size: int
) -> None:
    """The native engine takes the server's time; botocore cannot, so the boto3 one says it."""
    proxy.choose = clock_ahead(HOUR_SECS)
    store = new_store(engine_name, store_options(server, s3_store_host=proxy.url))
    if engine_name == "native":
        store.add(key, io.BytesIO(image(size)), size, "sha256")
        assert bucket.read(key) == image(size)
    else:
        with pytest.raises(exceptions.Forbidden, match="clocks of this host and the server"):
            store.add(key, io.BytesIO(image(size)), size, "sha256")
        bucket.assert_nothing_of(key)


@fault("wrong region")
@pytest.mark.parametrize("status", [400, 301])
def test_a_bare_answer_to_head_from_another_region(
    engine_name: str, server: Server, proxy: Proxy, bucket: Bucket, key: str, status: int
) -> None:
    proxy.choose = lambda request: (
        Fault(request.operation, answer=(status, b""), headers=REGION)
        if request.method == "HEAD"
        else None
    )
    store = new_store(engine_name, store_options(server, s3_store_host=proxy.url))
    with pytest.raises(exceptions.BackendException, match=r"eu-middle-7.*s3_store_region_name"):
        store.add(key, io.BytesIO(b"image"), 5, "sha256")
    bucket.assert_nothing_of(key)
