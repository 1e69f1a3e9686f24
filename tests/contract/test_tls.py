"""TLS with a certificate authority of one's own: what is sent, and who is believed.

In front of the real server, so that requests can be looked at; `test_addresses` has the server
speak TLS itself.
"""

import io
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from glance_store import exceptions

from contract.conftest import Bucket, Locate, MakeStore
from contract.images import MIB, image
from contract.proxy import Proxy, proxy_to
from contract.rows import fault
from glance_s3_fast.demo.server import Server
from servers.certificates import Certificates, authority, pem
from servers.certificates import make as make_certificates

LARGE = 12 * MIB  # three parts


@pytest.fixture(scope="module")
def other_ca_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the bundle of an authority that has signed nothing of ours."""
    path = tmp_path_factory.mktemp("tls") / "other.pem"
    path.write_bytes(pem(authority("another").certificate))
    return path


@pytest.fixture(scope="module")
def proxy(server: Server, certificates: Certificates) -> Iterator[Proxy]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.certificate_path, certificates.private_key_path)
    with proxy_to(server.endpoint_url, context) as running:
        yield running


@pytest.mark.parametrize("size", [1000, LARGE])
def test_an_image_goes_over_tls(
    make_store: MakeStore,
    proxy: Proxy,
    certificates: Certificates,
    locate: Locate,
    bucket: Bucket,
    key: str,
    size: int,
) -> None:
    store = make_store(s3_store_host=proxy.url, s3_store_cacert=str(certificates.ca_path))
    proxy.forget()
    uri = store.add(key, io.BytesIO(image(size)), size, "sha512")[0]
    assert uri.startswith("s3+https://127.0.0.1:")
    chunks, _ = store.get(locate(store, key))
    assert b"".join(chunks) == image(size)
    # TLS protects the payload, so it is not signed too.
    sent = proxy.seen("UploadPart" if size == LARGE else "PutObject")
    assert {request.headers["x-amz-content-sha256"] for request in sent} == {"UNSIGNED-PAYLOAD"}
    store.delete(locate(store, key))
    bucket.assert_nothing_of(key)


@fault("TLS")
def test_another_authority_is_not_believed(
    make_store: MakeStore, proxy: Proxy, other_ca_path: Path, key: str, bucket: Bucket
) -> None:
    store = make_store(s3_store_host=proxy.url, s3_store_cacert=str(other_ca_path))
    proxy.forget()
    with pytest.raises(exceptions.BackendException, match="s3_store_cacert"):
        store.add(key, io.BytesIO(b"image"), 5, "sha512")
    assert proxy.requests == []
    bucket.assert_nothing_of(key)


@fault("TLS")
@pytest.mark.parametrize("wrong", [{"ended": True}, {"addresses": ["127.0.0.9"]}], ids=str)
def test_a_certificate_that_has_ended_or_names_another_is_not_believed(
    *,
    make_store: MakeStore,
    server: Server,
    tmp_path: Path,
    key: str,
    wrong: dict[str, Any],
    bucket: Bucket,
) -> None:
    made = make_certificates(tmp_path, **wrong)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate_path, made.private_key_path)
    with proxy_to(server.endpoint_url, context) as proxy:
        store = make_store(s3_store_host=proxy.url, s3_store_cacert=str(made.ca_path))
        with pytest.raises(exceptions.BackendException, match="s3_store_cacert"):
            store.add(key, io.BytesIO(b"image"), 5, "sha512")
        assert proxy.requests == []
    bucket.assert_nothing_of(key)
