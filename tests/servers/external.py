"""A server that runs already: its address and keys come from the environment.

MinIO in docker (`compose.yaml`), an appliance, AWS itself. Nothing is known of it but what
GLANCE_S3_FAST_TESTS_KIND says it is. Buckets are made on it whose names begin in one way that no
other run has, and they are removed at the end; nothing else of it is touched.
"""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from glance_s3_fast.demo.client import Server
from servers.kind import AbsentError
from servers.removing import remove_bucket

PREFIX = "GLANCE_S3_FAST_TESTS_"
ENDPOINT, ACCESS_KEY, SECRET_KEY, KIND, CA = (
    PREFIX + name for name in ("ENDPOINT", "ACCESS_KEY", "SECRET_KEY", "KIND", "CA")
)
NO_FILES = Path(os.devnull)


def kind_name() -> str:
    """Return the kind that the server is said to be; raise `AbsentError` if it is not said."""
    if name := os.environ.get(KIND):
        return name
    raise AbsentError(f"{KIND} does not say of what kind the server is")


def server() -> Server:
    """Return the server that the environment names; raise `AbsentError` if it names none."""
    values = {name: os.environ.get(name) for name in (ENDPOINT, ACCESS_KEY, SECRET_KEY)}
    if missing := [name for name, value in values.items() if not value]:
        raise AbsentError(f"the environment lacks {', '.join(missing)}")
    ca = os.environ.get(CA)
    return Server(
        endpoint_url=values[ENDPOINT] or "",
        access_key=values[ACCESS_KEY] or "",
        secret_key=values[SECRET_KEY] or "",
        directory=NO_FILES,
        log_path=NO_FILES,
        ca_path=Path(ca) if ca else None,
    )


@contextlib.contextmanager
def using(buckets: Sequence[str]) -> Iterator[Server]:
    """Make `buckets`; at the end remove them, and all whose names begin with one of theirs."""
    running = server()
    # It may have been started a moment ago.
    client = running.client(retries={"mode": "standard", "total_max_attempts": 8})
    for bucket in buckets:
        client.create_bucket(Bucket=bucket)
    try:
        yield running
    finally:
        for found in client.list_buckets()["Buckets"]:
            if found["Name"].startswith(tuple(buckets)):
                remove_bucket(running, found["Name"])
