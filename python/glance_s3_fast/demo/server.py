"""A real S3 server (SeaweedFS from PyPI) on free loopback ports, for the demo and the tests.

It guarantees that the server listens on loopback only, sends no telemetry and has a random secret
key, and that neither a process nor a file is left however the caller ends (see `keeper`).

Ports are chosen at random, tried, and let go again, so another program can take one in between.
Then the server does not start, or someone else answers; both are noticed (only our server knows
the random keys) and the whole start is tried again with other ports. Fixed ports were rejected:
two servers, or two test runs, must not meet.
"""

import contextlib
import dataclasses
import os
import secrets
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import botocore.client
import botocore.exceptions

from glance_s3_fast.demo import keeper, weed
from glance_s3_fast.demo.weed import ServerError

__all__ = ["Server", "ServerError", "embedded_server", "s3_client"]

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

REGION = "us-east-1"
STARTS = 4
READY_SECS = 60.0
POLL_SECS = 0.05
LOG_TAIL_LINES = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Server:
    """A running S3 server. `directory` and `log_path` are gone after the ``with`` block."""

    endpoint_url: str
    access_key: str
    secret_key: str = dataclasses.field(repr=False)
    directory: Path
    log_path: Path

    def client(self) -> "S3Client":
        """Return a new boto3 client for this server that ignores the environment's proxies."""
        return s3_client(self.endpoint_url, self.access_key, self.secret_key, proxies={})


def s3_client(
    endpoint_url: str,
    access_key: str,
    secret_key: str,
    *,
    session_token: str | None = None,
    region: str = REGION,
    **config: Any,
) -> "S3Client":
    """Return a boto3 S3 client with path addressing; `config` goes to `botocore.client.Config`."""
    session = boto3.session.Session(
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        aws_session_token=session_token,
        region_name=region,
    )
    return session.client(
        "s3",
        endpoint_url=endpoint_url,
        config=botocore.client.Config(s3={"addressing_style": "path"}, **config),
    )


def _log_tail(log_path: Path) -> str:
    try:
        lines = log_path.read_text(errors="replace").splitlines()
    except OSError:
        return "(no log)"
    return "\n".join(lines[-LOG_TAIL_LINES:])


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> str | None:
    """Wait until the server lists buckets for our keys; return why it does not, or None."""
    client = s3_client(
        server.endpoint_url,
        server.access_key,
        server.secret_key,
        proxies={},
        connect_timeout=2,
        read_timeout=10,
        retries={"total_max_attempts": 1},
    )
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    last: Exception | None = None
    give_up = time.monotonic() + READY_SECS
    while time.monotonic() < give_up:
        # The keeper writes nothing: its output becomes readable when it closes it.
        if select.select([process.stdout.fileno()], [], [], POLL_SECS)[0]:
            return "it ended by itself"
        try:
            client.list_buckets()
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
            last = error
        else:
            return None
    return f"it did not answer within {READY_SECS:.0f} s ({last})"


@contextlib.contextmanager
def _started(
    program: Path, base: Path | None, access_key: str, secret_key: str
) -> Iterator[Server]:
    """Start one server on ports chosen now. Raise `ServerError` when it does not come up."""
    ports = weed.free_ports()
    directory = Path(tempfile.mkdtemp(prefix="glance-s3-fast-", dir=base))
    server = Server(
        endpoint_url=f"http://127.0.0.1:{ports['s3']}",
        access_key=access_key,
        secret_key=secret_key,
        directory=directory,
        log_path=directory / "server.log",
    )
    try:
        process = subprocess.Popen(  # noqa: S603
            [
                *(sys.executable, "-I", keeper.__file__),
                *(str(directory), *weed.sockets(ports), "--"),
                *weed.command(program, directory, ports),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            # Nothing of the caller's: no configuration of its home, no proxy, no S3_BUCKET.
            env={
                "PATH": os.defpath,
                "HOME": str(directory),
                "TMPDIR": str(directory),
                "AWS_ACCESS_KEY_ID": access_key,
                "AWS_SECRET_ACCESS_KEY": secret_key,
            },
        )
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    try:
        if (reason := _wait_until_ready(server, process)) is not None:
            raise ServerError(
                f"SeaweedFS did not start: {reason}. "
                f"Its log ends with:\n{_log_tail(server.log_path)}"
            )
        yield server
    finally:
        if process.stdin is not None:
            process.stdin.close()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
        # Only for a keeper that was killed, or could not start the program at all.
        shutil.rmtree(directory, ignore_errors=True)


@contextlib.contextmanager
def embedded_server(
    *,
    buckets: Sequence[str] = (),
    access_key: str | None = None,
    secret_key: str | None = None,
    directory: str | os.PathLike[str] | None = None,
) -> Iterator[Server]:
    """Run an S3 server with `buckets` on free loopback ports, and leave nothing of it.

    Keys that are not given are random. Its files are kept in a new folder inside `directory`
    (default: the system's temporary folder), which is removed at the end. Several servers can run
    at once, independent of each other.

    Raises `ServerError` when SeaweedFS is not installed or does not start.
    """
    program = weed.find()
    base = Path(directory).absolute() if directory is not None else None
    access_key = access_key or "demo" + secrets.token_hex(8)
    secret_key = secret_key or secrets.token_urlsafe(30)
    with contextlib.ExitStack() as stack:
        for attempt in range(STARTS):
            try:
                server = stack.enter_context(_started(program, base, access_key, secret_key))
                break
            except ServerError:
                if attempt == STARTS - 1:
                    raise
        client = server.client()
        for bucket in buckets:
            client.create_bucket(Bucket=bucket)
        client.close()
        yield server
