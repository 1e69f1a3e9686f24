"""TLS with a certificate authority of one's own, in front of the real server."""

import datetime
import io
import ipaddress
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from glance_store import exceptions

from contract.conftest import Bucket, Locate, MakeStore
from contract.images import MIB, image
from contract.proxy import Proxy, proxy_to
from glance_s3_fast.demo.server import Server

LARGE = 12 * MIB  # three parts


class Authority(NamedTuple):
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def certificate(
    name: str, public_key: ec.EllipticCurvePublicKey, issuer: Authority | None, key: object
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
    )
    return builder.sign(issuer.key if issuer else key, hashes.SHA256())  # type: ignore[arg-type]


def authority(name: str) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(key, certificate(name, key.public_key(), None, key))


def pem(of: x509.Certificate) -> bytes:
    return of.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a bundle of our authority, one of another's, and what a server of ours needs."""
    made = tmp_path_factory.mktemp("tls")
    ours = authority("ours")
    key = ec.generate_private_key(ec.SECP256R1())
    (made / "ours.pem").write_bytes(pem(ours.certificate))
    (made / "other.pem").write_bytes(pem(authority("another").certificate))
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (made / "server.pem").write_bytes(
        pem(certificate("server", key.public_key(), ours, None)) + private
    )
    return made


@pytest.fixture(scope="module")
def proxy(server: Server, folder: Path) -> Iterator[Proxy]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    with proxy_to(server.endpoint_url, context) as running:
        yield running


@pytest.mark.parametrize("size", [1000, LARGE])
def test_an_image_goes_over_tls(
    make_store: MakeStore,
    proxy: Proxy,
    folder: Path,
    locate: Locate,
    bucket: Bucket,
    key: str,
    size: int,
) -> None:
    store = make_store(s3_store_host=proxy.url, s3_store_cacert=str(folder / "ours.pem"))
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


def test_another_authority_is_not_believed(
    make_store: MakeStore, proxy: Proxy, folder: Path, key: str, bucket: Bucket
) -> None:
    store = make_store(s3_store_host=proxy.url, s3_store_cacert=str(folder / "other.pem"))
    proxy.forget()
    with pytest.raises(exceptions.BackendException, match="s3_store_cacert"):
        store.add(key, io.BytesIO(b"image"), 5, "sha512")
    assert proxy.requests == []
    bucket.assert_nothing_of(key)
