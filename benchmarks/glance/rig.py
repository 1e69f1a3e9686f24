"""The glance-api of the tests, on a server for measuring."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from glance_rig import process
from glance_rig.configuration import S3, S3_STORES, Setup
from glance_rig.content import MIB, Content
from glance_rig.process import Glance

from benchmarks import pattern, sink_server
from glance_s3_fast.demo.server import embedded_server

SERVERS = ("sink", "seaweedfs")
#: Which store is whose.
STOCK, OURS = "cheap", "fast"
#: Requests for each of uWSGI's threads, so that all workers get some.
_WARM_UPS = 4
_ROOM_BYTES = 8 * 1024 * MIB

#: Looks at a piece of a download that begins at an offset; raises ``ValueError`` on wrong bytes.
Check = Callable[[bytes | memoryview, int], None]


@dataclasses.dataclass(frozen=True)
class Rig:
    """A Glance ready to be measured: both stores have been used in all workers."""

    glance: Glance
    check: Check

    def processes(self) -> list[int]:
        """Give the ids of Glance's processes: uWSGI's master, then its workers."""
        return [self.glance.master(), *self.glance.workers()]


def check_content(piece: bytes | memoryview, offset: int) -> None:
    """Look whether `piece` begins with what a `Content` has at `offset`."""
    head = bytes(piece[:16])
    if head != Content(offset + len(head)).read(offset):
        raise ValueError(f"wrong bytes at offset {offset}")


@contextlib.contextmanager
def _server(kind: str, base: str | None) -> Iterator[S3]:
    buckets = {store: f"bench-{store}" for store in S3_STORES}
    if kind == "sink":
        sink_server.build()
        with sink_server.serving({}) as endpoint:
            yield S3(endpoint.url, endpoint.access_key, endpoint.secret_key, buckets)
        return
    with embedded_server(buckets=list(buckets.values()), directory=base) as server:
        yield S3(server.endpoint_url, server.access_key, server.secret_key, buckets)


def _warm_up(glance: Glance) -> None:
    """Use both stores in all workers: imports and lazy starts are not what is measured."""

    def there_and_back(number: int) -> None:
        content = Content(2 * MIB, seed=number)
        image_id = glance.api.create()
        store = (STOCK, OURS)[number % 2]
        glance.api.upload(
            image_id, content.pieces(), size_bytes=content.size_bytes, store=store
        ).expect(204)
        glance.api.download(image_id).expect(200)
        glance.api.delete(image_id)

    at_once = glance.setup.processes * glance.setup.threads
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(there_and_back, range(_WARM_UPS * at_once)))


@contextlib.contextmanager
def running(server: str, setup: Setup) -> Iterator[Rig]:
    """Run a glance-api with preforked workers."""
    memory = Path("/dev/shm")  # noqa: S108 - no disk's speed is to be measured
    room = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM_BYTES
    base = str(memory) if room else None
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        process.make_database(folder / "glance.sqlite")
        s3 = stack.enter_context(_server(server, base))
        glance = stack.enter_context(
            process.running(s3, setup, folder / "glance.sqlite", base=base)
        )
        _warm_up(glance)
        yield Rig(glance, pattern.check if server == "sink" else check_content)
