"""Real S3 servers by name, for every suite that needs one.

    with servers.start("versitygw", buckets=["glance"]) as server:
        server.client().list_buckets()

Each listens on loopback only, has random keys, keeps its files in one folder, and is gone with
them however the caller ends (`glance_s3_fast.demo.launch`). The one called ``external`` is not
started: it runs already (`servers.external`).
"""

import contextlib
import os
from collections.abc import Iterator, Sequence

from glance_s3_fast.demo.client import Server
from glance_s3_fast.demo.launch import launched
from servers import external, minio, rgw, seaweedfs, versitygw
from servers.certificates import Certificates
from servers.finding import folder
from servers.kind import LOOPBACK, VIRTUAL_DOMAIN, AbsentError, Kind, Setting

__all__ = [
    "EXTERNAL",
    "KINDS",
    "VIRTUAL_DOMAIN",
    "AbsentError",
    "Kind",
    "external",
    "folder",
    "kind",
    "start",
]

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (seaweedfs.KIND, minio.KIND, versitygw.KIND, rgw.KIND)
}
EXTERNAL = "external"


def kind(name: str) -> Kind:
    """Return what is known of the server `name`; raise `AbsentError` if that is nothing."""
    name = external.kind_name() if name == EXTERNAL else name
    if name not in KINDS:
        raise AbsentError(f"no kind of server is called {name!r}, but {', '.join(KINDS)} are")
    return KINDS[name]


@contextlib.contextmanager
def start(
    name: str,
    *,
    buckets: Sequence[str] = (),
    directory: str | os.PathLike[str] | None = None,
    address: str = LOOPBACK,
    certificates: Certificates | None = None,
) -> Iterator[Server]:
    """Run the server `name` with `buckets`.

    :param name: a key of `KINDS`, or `EXTERNAL`
    :param directory: where its folder is made; the system's temporary folder if None
    :param address: the loopback address to listen on, IPv4 or IPv6
    :param certificates: TLS with these; plain HTTP if None
    :raises AbsentError: the machine does not have it; the text says how to get it
    :raises glance_s3_fast.demo.launch.ServerError: it does not start
    """
    if name == EXTERNAL:
        with external.using(buckets) as server:
            yield server
        return
    found = kind(name)
    setting = Setting(program=found.find(), address=address)
    if certificates is not None:
        setting = Setting(
            program=setting.program,
            address=address,
            certificate_path=certificates.certificate_path,
            private_key_path=certificates.private_key_path,
            ca_path=certificates.ca_path,
        )
    with launched(
        found.title, found.prepare(setting), buckets=buckets, directory=directory
    ) as server:
        yield server
