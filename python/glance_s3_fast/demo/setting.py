"""Where the demo runs: on which S3 server, in which folder, and what becomes of both."""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from glance_s3_fast.demo import conf
from glance_s3_fast.demo.buckets import Buckets, why
from glance_s3_fast.demo.server import REGION, embedded_server, s3_client

MIB = 1024 * 1024
SPARE_BYTES = 256 * MIB
INTERRUPTED_SETTLE_SECS = 6.0


class SettingError(Exception):
    """The demo cannot run here; the text says what to change."""


def endpoint_from_environment(url: str) -> conf.Endpoint:
    """Return `url` with the keys and the region that the AWS variables hold."""
    access_key = os.environ.get("AWS_ACCESS_KEY_ID")
    secret_key = os.environ.get("AWS_SECRET_ACCESS_KEY")
    if not access_key or not secret_key:
        raise SettingError(
            "--endpoint takes its keys from the environment: "
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    return conf.Endpoint(
        url,
        access_key,
        secret_key,
        os.environ.get("AWS_SESSION_TOKEN") or None,
        os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or None,
    )


def _without_proxy_for_loopback() -> None:
    """Add loopback to the process's `no_proxy`: a proxy could not reach the embedded server."""
    for name in ("no_proxy", "NO_PROXY"):
        hosts = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join(dict.fromkeys([*hosts, "127.0.0.1"]))


@contextlib.contextmanager
def server_and_folder(url: str | None) -> Iterator[tuple[conf.Endpoint, Path]]:
    """Give an S3 server, the embedded one without `url`, and a folder that goes away at the end.

    The embedded server's keeper removes the folder even when this process is killed.
    """
    if url is not None:
        endpoint = endpoint_from_environment(url)
        with tempfile.TemporaryDirectory(prefix="glance-s3-fast-") as name:
            yield endpoint, Path(name)
        return
    _without_proxy_for_loopback()
    with embedded_server() as server:
        folder = server.directory / "demo"
        folder.mkdir()
        yield conf.Endpoint(server.endpoint_url, server.access_key, server.secret_key), folder


def require_space(needed_bytes: int) -> None:
    """Raise `SettingError` when the temporary folder cannot hold what the demo puts there."""
    folder = tempfile.gettempdir()
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes + SPARE_BYTES:
        raise SettingError(
            f"{folder} has {free_bytes // MIB} MiB free, and the demo needs "
            f"{(needed_bytes + SPARE_BYTES) // MIB} MiB. Set TMPDIR to a folder with more."
        )


@contextlib.contextmanager
def demo_buckets(endpoint: conf.Endpoint, console: Console) -> Iterator[Buckets]:
    """Make one bucket for each S3 store, under a prefix of this run's own, and remove them."""
    prefix = f"glance-s3-fast-demo-{secrets.token_hex(4)}"
    client = s3_client(
        endpoint.url,
        endpoint.access_key,
        endpoint.secret_key,
        session_token=endpoint.session_token,
        region=endpoint.region or REGION,
    )
    buckets = Buckets(client, {store: f"{prefix}-{store}" for store in conf.S3_STORES})
    settle_secs = INTERRUPTED_SETTLE_SECS
    try:
        try:
            buckets.make()
        except ClientError as error:
            raise SettingError(f"The demo's buckets cannot be made: {why(error)}") from error
        except BotoCoreError as error:
            raise SettingError(f"{endpoint.url} cannot be used: {error}") from error
        yield buckets
        settle_secs = 0.0
    finally:
        try:
            buckets.remove(settle_secs)
        except (BotoCoreError, ClientError) as error:
            # Said, not raised: what went wrong first is what the user must see.
            console.print(f"The buckets {prefix}-* could not be removed: {error}", style="red")
        client.close()
