"""What becomes of a store's exceptions as HTTP statuses, asked of a real Glance.

`measure` makes each failure happen and notes what a client is told, and what the image is then.
The table in the documentation is made from that:

    PYTHONPATH=tests:tests/glance python -m glance_rig.statuses docs/reference/statuses.json
"""

import contextlib
import dataclasses
import http.client
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import servers
from contract.proxy import Fault, error, proxy_to
from glance_rig import process
from glance_rig.api import Answer
from glance_rig.buckets import Buckets
from glance_rig.configuration import S3, S3_STORES, Setup
from glance_rig.content import MIB, Content
from glance_rig.process import Glance
from glance_rig.starter import Starter

DRIVERS = {"s3_fast": "fast", "s3": "cheap"}
"""Each driver's store without faults."""

CONTENT = Content(MIB)
Row = dict[str, str]
Rows = list[Row]


@dataclasses.dataclass(frozen=True)
class Case:
    """A failure, the exception that it is, and what is tried.

    :ivar options: those of the store that cannot do it; without any it is the store without faults
    """

    exception: str
    when: str
    tried: tuple[str, ...]
    options: Callable[[str], dict[str, str]] | None = None


ALL = ("upload", "download", "delete")
CASES = {
    "duplicate": Case("Duplicate", "there is an object with the image's id", ("upload",)),
    "missing": Case("NotFound", "the object is missing", ("download", "delete")),
    "size": Case("Invalid", "not as many bytes as declared", ("upload",)),
    "full": Case(
        "StorageFull",
        "the server has no room (507)",
        ("upload",),
        lambda full_url: {"s3_store_host": full_url},
    ),
    "denied": Case(
        "Forbidden",
        "wrong keys",
        ALL,
        lambda _: {"s3_store_secret_key": "not-the-one"},
    ),
    "nobucket": Case(
        "BackendException",
        "the bucket is missing",
        ("upload",),
        lambda _: {"s3_store_bucket": "no-such-bucket"},
    ),
    "down": Case(
        "BackendException",
        "the server cannot be reached",
        ALL,
        lambda _: {"s3_store_host": "http://127.0.0.1:9"},
    ),
    "wrong": Case(
        "BadStoreConfiguration",
        "an option has a value that is not allowed",
        ALL,
        lambda _: {"s3_store_large_object_chunk_size": "4"},
    ),
}


def measure(start: Starter, drivers: Sequence[str]) -> Rows:
    """Make every failure happen in a store of each of `drivers`, all in one glance-api."""
    with proxy_to(start.s3.endpoint_url) as proxy:
        no_room = (507, error("XMinioStorageFull"))
        proxy.faults = [Fault("PutObject", times=1 << 30, answer=no_room)]
        stores, sections, buckets = {"fast": "s3_fast", "cheap": "s3"}, {}, dict(start.s3.buckets)
        for driver in drivers:
            for name, case in CASES.items():
                if case.options is not None:
                    store = f"{name}-{driver}"
                    stores[store] = driver
                    sections[store] = {"s3_fast_max_attempts": "1"} | case.options(proxy.url)
                    buckets[store] = buckets[DRIVERS[driver]]
        s3 = dataclasses.replace(start.s3, buckets=buckets)
        own = dataclasses.replace(start, s3=s3)
        stores["reliable"] = "file"
        try:
            with own(Setup(stores=stores, sections=sections)) as glance:
                return list(_rows(glance, start.buckets, drivers))
        finally:
            start.log = own.log


def _rows(glance: Glance, buckets: Buckets, drivers: Sequence[str]) -> Iterator[Row]:
    for name, case in CASES.items():
        for driver in drivers:
            base = DRIVERS[driver]
            store = f"{name}-{driver}" if case.options else base
            row = {"exception": case.exception, "when": case.when, "driver": driver}
            for operation in case.tried:
                status, image_id = _try(glance, buckets, name, operation, store, base)
                row[operation] = status
                row[f"after {operation}"] = _after(glance, image_id)
                _set_store(glance, image_id, base)
                buckets.remove(base, image_id)
            yield row


def _status(request: Callable[[], Answer]) -> str:
    try:
        return str(request().status)
    except http.client.RemoteDisconnected:
        # What Glance does not expect ends the request without an answer.
        return "none"


def _try(
    glance: Glance, buckets: Buckets, name: str, operation: str, store: str, base: str
) -> tuple[str, str]:
    """Try `operation` on a new image of `store`; return the status, and the image's id."""
    api, size_bytes = glance.api, CONTENT.size_bytes
    image_id = api.create()
    if operation == "upload":
        if name == "duplicate":
            buckets.write(base, image_id, b"somebody else's")
        declared = size_bytes + 1 if name == "size" else None
        size = None if declared else size_bytes
        return _status(
            lambda: api.upload(
                image_id, CONTENT.pieces(), size_bytes=size, declared_bytes=declared, store=store
            )
        ), image_id
    api.upload(image_id, CONTENT.pieces(), size_bytes=size_bytes, store=base).expect(204)
    _set_store(glance, image_id, store)
    if name == "missing":
        buckets.remove(base, image_id)
    if operation == "download":
        return _status(lambda: api.download(image_id)), image_id
    return _status(lambda: api.request("DELETE", f"/v2/images/{image_id}")), image_id


def _set_store(glance: Glance, image_id: str, store: str) -> None:
    """Have Glance look for the image's bytes in another store, with the same bucket."""
    path = glance.directory / "glance.sqlite"
    with contextlib.closing(sqlite3.connect(path, timeout=60)) as database, database:
        database.execute(
            "UPDATE image_locations SET meta_data = ? WHERE image_id = ?",
            (json.dumps({"store": store}), image_id),
        )


def _after(glance: Glance, image_id: str) -> str:
    answer = glance.api.request("GET", f"/v2/images/{image_id}")
    return str(answer.json["status"]) if answer.status == 200 else "deleted"


def main(path: str) -> None:
    """Measure both drivers and write the rows to `path`."""
    with tempfile.TemporaryDirectory() as name, servers.start("seaweedfs") as server:
        folder, client = Path(name), server.client()
        names = {store: f"{store}-statuses" for store in S3_STORES}
        for bucket in names.values():
            client.create_bucket(Bucket=bucket)
        s3 = S3(server.endpoint_url, server.access_key, server.secret_key, names)
        database = process.make_database(folder / "empty.sqlite")
        start = Starter(s3, Buckets(client, names), database, folder, None)
        rows = measure(start, list(DRIVERS))
    Path(path).write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
