"""Signed images: Glance's verifier sees every byte, and what is signed wrong does not stay.

See https://docs.openstack.org/glance/latest/user/signature.html.
"""

import base64
import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from glance_rig.buckets import Buckets
from glance_rig.content import MIB, Content
from glance_rig.process import Glance

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a signer of images")])
CERTIFICATE = "a-certificate"


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def write_certificate(key: rsa.RSAPrivateKey, path: Path) -> None:
    """Put the certificate of `key` where Glance's key manager looks for it."""
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.DER))


def signed(key: rsa.RSAPrivateKey, content: Content) -> dict[str, str]:
    """Return the properties of an image with these bytes."""
    pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.MAX_LENGTH)
    signature = key.sign(content.read(), pss, hashes.SHA256())
    return {
        "img_signature": base64.b64encode(signature).decode(),
        "img_signature_hash_method": "SHA-256",
        "img_signature_key_type": "RSA-PSS",
        "img_signature_certificate_uuid": CERTIFICATE,
    }


@pytest.mark.parametrize(
    ("size_bytes", "chunked"),
    [(0, False), (5 * MIB + 1, False), (5 * MIB + 1, True), (101 * MIB, True)],
    ids=["0 B", "one PUT", "one PUT, chunked", "parts, chunked"],
)
def test_signed_images(
    glance: Glance, buckets: Buckets, key: rsa.RSAPrivateKey, size_bytes: int, chunked: bool
) -> None:
    api, content = glance.api, Content(size_bytes)
    write_certificate(key, glance.directory / "certificates" / CERTIFICATE)
    size = None if chunked else size_bytes

    right = api.create(**signed(key, content))
    api.upload(right, content.pieces(), size_bytes=size).expect(204)
    assert api.image(right)["status"] == "active"
    assert api.download(right).expect(200).body == content.read()

    # The last byte of what was signed is another one than that of what is uploaded.
    other = Content(size_bytes + 1)
    wrong = api.create(**signed(key, other))
    answer = api.upload(wrong, content.pieces(), size_bytes=size)
    answer.expect(400)
    assert b"Signature verification failed" in answer.body
    assert api.image(wrong)["status"] == "queued"
    assert buckets.objects("fast") == {right}
    assert buckets.open_uploads("fast", [wrong]) == []

    # What was refused can be uploaded again.
    size = None if chunked else other.size_bytes
    api.upload(wrong, other.pieces(), size_bytes=size).expect(204)
    assert api.download(wrong).expect(200).body == other.read()


def test_certificate_unknown(glance: Glance, buckets: Buckets, key: rsa.RSAPrivateKey) -> None:
    content = Content(MIB)
    properties = signed(key, content) | {"img_signature_certificate_uuid": "nobody's"}
    image_id = glance.api.create(**properties)
    glance.api.upload(image_id, content.pieces(), size_bytes=MIB).expect(400)
    assert buckets.objects("fast") == set()
