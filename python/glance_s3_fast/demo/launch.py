"""Start an S3 server on free loopback ports: the demo's own, and those of the tests.

It guarantees that neither a process nor a file is left however the caller ends (see `keeper`). The
keys are random.

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
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import botocore.exceptions

from glance_s3_fast.demo import keeper
from glance_s3_fast.demo.client import Server

STARTS = 4
READY_SECS = 60.0
POLL_SECS = 0.05
LOG_TAIL_LINES = 20


class ServerError(RuntimeError):
    """A server could not be found or started; the text ends with its log's tail."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What one try to start a server takes. Made for each try, because it chooses ports.

    :ivar command: runs in the foreground, in the server's own folder, and listens on loopback only
    :ivar environment: all it has beside PATH, HOME and TMPDIR
    :ivar sockets: files outside of its folder that it leaves when it is killed
    :ivar ca_path: the authority that signed its certificate, None without TLS
    :ivar ready_secs: how long the start may take, `READY_SECS` if None
    """

    endpoint_url: str
    command: Sequence[str]
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)
    sockets: Sequence[str] = ()
    ca_path: Path | None = None
    ready_secs: float | None = None


Prepare = Callable[[Path, str, str], Launch]
"""Given the server's own folder, access key and secret key."""


def _log_tail(log_path: Path) -> str:
    try:
        lines = log_path.read_text(errors="replace").splitlines()
    except OSError:
        return "(no log)"
    return "\n".join(lines[-LOG_TAIL_LINES:])


def _wait_until_ready(
    server: Server, process: subprocess.Popen[bytes], ready_secs: float
) -> str | None:
    """Wait until the server lists buckets for our keys; return why it does not, or None."""
    client = server.client(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 1})
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    last: Exception | None = None
    give_up = time.monotonic() + ready_secs
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
    return f"it did not answer within {ready_secs:.0f} s ({last})"


@contextlib.contextmanager
def _started(
    title: str, prepare: Prepare, base: Path | None, access_key: str, secret_key: str
) -> Iterator[Server]:
    """Start one server on ports chosen now. Raise `ServerError` when it does not come up."""
    directory = Path(tempfile.mkdtemp(prefix="glance-s3-fast-", dir=base))
    try:
        launch = prepare(directory, access_key, secret_key)
        process = subprocess.Popen(  # noqa: S603
            [
                *(sys.executable, "-I", keeper.__file__),
                *(str(directory), *launch.sockets, "--", *launch.command),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            # Nothing of the caller's: no configuration of its home, no proxy, no S3_BUCKET.
            env={
                "PATH": os.defpath,
                "HOME": str(directory),
                "TMPDIR": str(directory),
                **launch.environment,
            },
        )
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    server = Server(
        endpoint_url=launch.endpoint_url,
        access_key=access_key,
        secret_key=secret_key,
        directory=directory,
        log_path=directory / keeper.LOG_NAME,
        ca_path=launch.ca_path,
    )
    try:
        reason = _wait_until_ready(server, process, launch.ready_secs or READY_SECS)
        if reason is not None:
            raise ServerError(
                f"{title} did not start: {reason}. "
                f"Its log ends with:\n{_log_tail(server.log_path)}"
            )
        yield server
    finally:
        if process.stdin is not None:
            process.stdin.close()
        keeper.wait_for(process)
        if process.stdout is not None:
            process.stdout.close()
        # Only for a keeper that was killed, or could not start the program at all.
        shutil.rmtree(directory, ignore_errors=True)


@contextlib.contextmanager
def launched(
    title: str,
    prepare: Prepare,
    *,
    buckets: Sequence[str] = (),
    access_key: str | None = None,
    secret_key: str | None = None,
    directory: str | os.PathLike[str] | None = None,
) -> Iterator[Server]:
    """Run the S3 server that `prepare` says how to start, called `title` in messages.

    The rest is as in `embedded_server`. Raises `ServerError` when it does not start.
    """
    base = Path(directory).absolute() if directory is not None else None
    access_key = access_key or "demo" + secrets.token_hex(8)
    secret_key = secret_key or secrets.token_urlsafe(30)
    with contextlib.ExitStack() as stack:
        for attempt in range(STARTS):
            try:
                server = stack.enter_context(
                    _started(title, prepare, base, access_key, secret_key)
                )
                break
            except ServerError:
                if attempt == STARTS - 1:
                    raise
        client = server.client()
        for bucket in buckets:
            client.create_bucket(Bucket=bucket)
        client.close()
        yield server
