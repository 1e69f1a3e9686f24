"""A certificate authority of the tests' own, and certificates that it has signed."""

import dataclasses
import datetime
import ipaddress
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from servers.kind import VIRTUAL_DOMAIN

ADDRESSES = ("127.0.0.1", "::1")
NAMES = (VIRTUAL_DOMAIN, f"*.{VIRTUAL_DOMAIN}")


@dataclasses.dataclass(frozen=True, slots=True)
class Authority:
    """An authority's key and its own certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


@dataclasses.dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM.

    :ivar ca_path: the authority, for clients
    :ivar certificate_path: a server's certificate for loopback and `VIRTUAL_DOMAIN`
    :ivar private_key_path: its key
    """

    ca_path: Path
    certificate_path: Path
    private_key_path: Path


def authority(name: str) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(key, _signed(name, key.public_key(), None, key))


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def make(
    folder: Path, *, ended: bool = False, addresses: Sequence[str] = ADDRESSES
) -> Certificates:
    """Make an authority and a server's certificate in `folder`.

    :param ended: the server's is no longer valid
    :param addresses: of the server
    """
    ours = authority("tests")
    key = ec.generate_private_key(ec.SECP256R1())
    made = Certificates(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    made.ca_path.write_bytes(pem(ours.certificate))
    servers = _signed("server", key.public_key(), ours, ours.key, ended=ended, addresses=addresses)
    made.certificate_path.write_bytes(pem(servers))
    made.private_key_path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made


def _signed(
    name: str,
    public_key: ec.EllipticCurvePublicKey,
    issuer: Authority | None,
    key: ec.EllipticCurvePrivateKey,
    *,
    ended: bool = False,
    addresses: Sequence[str] = ADDRESSES,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3 * ended)
    names = [
        *(x509.IPAddress(ipaddress.ip_address(address)) for address in addresses),
        *(x509.DNSName(host) for host in NAMES),
    ]
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
