"""Counts the S3 requests that each operation sends, and prints them as a Markdown table.

From the top of the checkout, with the native module built and a Rust toolchain for the server:

    PYTHONPATH=python:. python docs/tools/count_requests.py

The server is that of the benchmarks: it keeps no bytes, answers MD5s as ETags and counts what it
is asked. Downloads run with `s3_fast_download_concurrency = 1` and uploads with
`s3_fast_payload_signing = whole`, as what else is sent depends on the machine.
"""

import contextlib
import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from benchmarks import sink_server
from benchmarks.endpoint import Endpoint
from glance_store import exceptions, location
from oslo_config import cfg

from glance_s3_fast.options import OPTIONS
from glance_s3_fast.store import Store, StoreLocation

MIB = 1024 * 1024
BUCKET = "images"
ENGINES = ("native", "boto3")
SETTLE_SECS = 0.3
"""The server counts a download when the last byte is sent; the reader may be through by then."""


class Zeroes:
    """An image of so many zero bytes."""

    def __init__(self, size_bytes: int) -> None:
        """Have `size_bytes` to give."""
        self._left_bytes = size_bytes

    def read(self, amount: int) -> bytes:
        """Give the next `amount` bytes, fewer at the end."""
        amount = min(amount, self._left_bytes)
        self._left_bytes -= amount
        return bytes(amount)


class Counted:
    """A store on a server of its own, which says what it was asked."""

    def __init__(self, engine: str, endpoint: Endpoint) -> None:
        """Configure a store for the server at `endpoint`."""
        self._url = endpoint.url
        conf = cfg.ConfigOpts()
        for group in ("fast", "backend_defaults"):
            conf.register_opts(OPTIONS, group=group)
        conf(args=[], default_config_files=[], default_config_dirs=[])
        for name, value in {
            "s3_store_host": self._url,
            "s3_store_access_key": "key",
            "s3_store_secret_key": "secret",
            "s3_store_bucket": BUCKET,
            "s3_fast_engine": engine,
            "s3_fast_download_concurrency": 1,
            "s3_fast_payload_signing": "whole",
        }.items():
            conf.set_override(name, value, group="fast")
        self._store = Store(conf, backend="fast")
        self._store.configure(re_raise_bsc=True)

    def _asked(self, path: str, method: str) -> Any:
        request = urllib.request.Request(f"{self._url}/_sink/{path}", method=method)  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read() or "{}")

    def count(self, operation: Callable[["Counted"], object]) -> dict[str, int]:
        """Run `operation` and return how often the server was asked for what."""
        self._asked("reset", "POST")
        with contextlib.suppress(exceptions.Duplicate):
            operation(self)
        time.sleep(SETTLE_SECS)
        requests: dict[str, int] = self._asked("report", "GET")["requests"]
        return requests

    def add(self, key: str, size_bytes: int, *, known: bool = True) -> None:
        """Upload an image."""
        self._store.add(key, Zeroes(size_bytes), size_bytes if known else 0, "sha512")

    def _location(self, key: str) -> Any:
        uri = f"s3://{self._url.removeprefix('http://')}/{BUCKET}/{key}"
        return location.Location("s3", StoreLocation, self._store.conf, uri=uri, backend="fast")

    def get(self, key: str, offset: int = 0, length: int | None = None) -> None:
        """Download an image, or a range of it."""
        pieces, _ = self._store.get(self._location(key), offset=offset, chunk_size=length)
        for _ in pieces:
            pass

    def get_size(self, key: str) -> None:
        """Ask for an image's size."""
        self._store.get_size(self._location(key))

    def delete(self, key: str) -> None:
        """Delete an image."""
        self._store.delete(self._location(key))


OPERATIONS: dict[str, Callable[[Counted], object]] = {
    "add, 0 bytes, the first of the process": lambda store: store.add("empty", 0),
    "add, 1 MiB": lambda store: store.add("small", MIB),
    "add, 1 MiB, size unknown": lambda store: store.add("small-unknown", MIB, known=False),
    "add, 95 MiB": lambda store: store.add("below", 95 * MIB),
    "add, 95 MiB, size unknown": lambda store: store.add("below-unknown", 95 * MIB, known=False),
    "add, 125 MiB": lambda store: store.add("large", 125 * MIB),
    "add, 125 MiB, size unknown": lambda store: store.add("l-unknown", 125 * MIB, known=False),
    "add, the image exists": lambda store: store.add("large", 125 * MIB),
    "get, 125 MiB": lambda store: store.get("large"),
    "get, 1 MiB from offset 7": lambda store: store.get("large", 7, MIB),
    "get, 0 bytes": lambda store: store.get("empty"),
    "get_size": lambda store: store.get_size("large"),
    "delete": lambda store: store.delete("large"),
}


def main() -> None:
    """Print the table."""
    sink_server.build()
    print("| operation | " + " | ".join(ENGINES) + " |")
    print("|---" * (1 + len(ENGINES)) + "|")
    counts: dict[str, list[str]] = {name: [] for name in OPERATIONS}
    for engine in ENGINES:
        with sink_server.serving({"etag": "md5"}) as endpoint:
            store = Counted(engine, endpoint)
            for name, operation in OPERATIONS.items():
                seen = store.count(operation)
                words = [f"{n} {what}" if n > 1 else what for what, n in sorted(seen.items())]
                counts[name].append(", ".join(words))
    for name, cells in counts.items():
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
