"""What the suites know of a kind of S3 server: how it is found and started, and what it lacks."""

import dataclasses
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from glance_s3_fast.demo.launch import Prepare, ServerError
from servers.features import Feature

VIRTUAL_DOMAIN = "s3.test"
"""Every server here takes ``BUCKET.s3.test`` for a bucket of its own (.test: RFC 6761)."""

LOOPBACK = "127.0.0.1"


class AbsentError(ServerError):
    """The machine does not have this kind of server; the text says how to get it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one server is to listen.

    :ivar program: what `Kind.find` found
    :ivar address: a loopback address, IPv4 or IPv6
    :ivar certificate_path: certificate of the server and its authority, in PEM; None for plain
        HTTP
    :ivar private_key_path: its key, in PEM
    :ivar ca_path: the authority, for clients
    """

    program: Path
    address: str = LOOPBACK
    certificate_path: Path | None = None
    private_key_path: Path | None = None
    ca_path: Path | None = None

    @property
    def host(self) -> str:
        """Return the address as it stands in a URL."""
        return f"[{self.address}]" if ":" in self.address else self.address

    def url(self, port: int) -> str:
        """Return the endpoint URL on `port`."""
        return f"{'https' if self.certificate_path else 'http'}://{self.host}:{port}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of S3 server.

    :ivar find: return the program, or raise `AbsentError`
    :ivar prepare: return how it is started
    :ivar version: return the program's version
    :ivar go_module: what ``go install`` builds it from, None if it does not
    :ivar keeps_deleted: the bytes of deleted objects stay until the bucket is removed
    :ivar lacks: what tests have to allow for; `contract/test_features.py` sees that it is true
    """

    name: str
    title: str
    find: Callable[[], Path]
    prepare: Callable[[Setting], Prepare]
    version: Callable[[Path], str]
    go_module: str | None = None
    lacks: frozenset[Feature] = frozenset()
    keeps_deleted: bool = False

    def has(self, feature: Feature) -> bool:
        """Tell whether the server does what `feature` says."""
        return feature not in self.lacks


def output_of(command: Sequence[str | Path]) -> str:
    """Return what a program prints, of its errors too."""
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    ).stdout
