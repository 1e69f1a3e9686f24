"""The demo's S3 server: SeaweedFS from PyPI, on loopback only, without telemetry."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from glance_s3_fast.demo import weed
from glance_s3_fast.demo.client import REGION, Server, s3_client
from glance_s3_fast.demo.launch import Launch, ServerError, launched

__all__ = ["REGION", "Server", "ServerError", "embedded_server", "s3_client"]


@contextlib.contextmanager
def embedded_server(
    *,
    buckets: Sequence[str] = (),
    access_key: str | None = None,
    secret_key: str | None = None,
    more_keys: Mapping[str, str] | None = None,
    directory: str | os.PathLike[str] | None = None,
) -> Iterator[Server]:
    """Run SeaweedFS with `buckets` on free loopback ports, and leave nothing of it.

    Keys that are not given are random; `more_keys` (access to secret key) may do all that they
    may. Its files are kept in a new folder inside `directory`
    (default: the system's temporary folder), which is removed at the end. Several servers can run
    at once, independent of each other.

    Raises `ServerError` when SeaweedFS is not installed or does not start.
    """
    program = weed.find()

    def prepare(directory: Path, access_key: str, secret_key: str) -> Launch:
        ports = weed.free_ports()
        further = {}
        if more_keys:
            path = directory / "s3.json"
            path.write_text(weed.identities({access_key: secret_key, **more_keys}))
            further["s3.config"] = path
        return Launch(
            endpoint_url=f"http://127.0.0.1:{ports['s3']}",
            command=weed.command(program, directory, ports, further),
            environment=weed.environment(access_key, secret_key),
            sockets=weed.sockets(ports),
        )

    with launched(
        "SeaweedFS",
        prepare,
        buckets=buckets,
        access_key=access_key,
        secret_key=secret_key,
        directory=directory,
    ) as server:
        yield server
