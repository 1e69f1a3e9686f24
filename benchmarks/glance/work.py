"""The pieces of work, each one turn through one store."""

from __future__ import annotations

import dataclasses
import functools
import random
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from glance_rig.content import MIB, Content

from benchmarks.glance import cost
from benchmarks.glance.rig import STOCK, Rig

Run = dict[str, Any]
LARGE = Content(1024 * MIB)
MEDIUM = Content(256 * MIB)
AT_ONCE = 8
TINY = Content(1024)
RANGE_BYTES = MIB
TINY_GETS = 100
RANGE_GETS = 50


@dataclasses.dataclass(frozen=True)
class Work:
    """One row of the report.

    :param measure: what is compared, in seconds
    :param run: does it once: (rig, store, image of `content` in that store) → a run
    :param content: what is uploaded before, to be downloaded
    :param stock_too: the stock driver can do it
    """

    summary: str
    run: Callable[[Rig, str, str], Run]
    measure: str = "wall_secs"
    content: Content | None = None
    stock_too: bool = True
    by_default: bool = True


def _with_rates(spent: cost.Cost, total_bytes: int) -> Run:
    return {
        **dataclasses.asdict(spent),
        "mb_per_sec": total_bytes / 1e6 / spent.wall_secs,
        "cpu_secs_per_gb": spent.cpu_secs / (total_bytes / 1e9),
    }


def _upload(
    rig: Rig, store: str, content: Content, *, at_once: int = 1, chunked: bool = False
) -> Run:
    api = rig.glance.api
    images = [api.create() for _ in range(at_once)]
    size_bytes = None if chunked else content.size_bytes

    def send(image_id: str) -> None:
        api.upload(image_id, content.pieces(), size_bytes=size_bytes, store=store).expect(204)

    with cost.measured(rig.processes()) as spent, ThreadPoolExecutor(at_once) as pool:
        list(pool.map(send, images))
    for image_id in images:
        image = api.image(image_id)
        api.delete(image_id)
        found = (image["status"], image["size"], image["stores"], image["os_hash_value"])
        if found != ("active", content.size_bytes, store, _digest(content)):
            raise ValueError(f"{store}: not what was uploaded: {found}")
    return _with_rates(spent, at_once * content.size_bytes)


@functools.cache
def _digest(content: Content) -> str:
    return content.digest("sha512")


def upload_eight(rig: Rig, store: str, _image_id: str) -> Run:
    """Upload eight images at once."""
    return _upload(rig, store, MEDIUM, at_once=AT_ONCE)


def upload(rig: Rig, store: str, _image_id: str) -> Run:
    """Upload with a Content-Length."""
    return _upload(rig, store, LARGE)


def upload_chunked(rig: Rig, store: str, _image_id: str) -> Run:
    """Upload without one."""
    return _upload(rig, store, LARGE, chunked=True)


def download(rig: Rig, store: str, image_id: str) -> Run:
    """Download all, as fast as Glance gives it."""
    buffer = memoryview(bytearray(MIB))
    done = 0
    with cost.measured(rig.processes()) as spent:
        began = time.perf_counter()
        connection, answer = rig.glance.api.begin("GET", f"/v2/images/{image_id}/file", {})
        try:
            while got := answer.readinto(buffer):
                if not done:
                    first_byte_secs = time.perf_counter() - began
                rig.check(buffer[:got], done)
                done += got
        finally:
            connection.close()
    if (answer.status, done) != (200, LARGE.size_bytes):
        raise ValueError(f"{store}: {answer.status}, {done} bytes")
    return {**_with_rates(spent, done), "first_byte_secs": first_byte_secs}


def get_tiny(rig: Rig, store: str, image_id: str) -> Run:
    """Download a tiny image many times; what counts is the median time of one."""
    return _many(rig, store, image_id, TINY_GETS, lambda: None)


def get_ranges(rig: Rig, store: str, image_id: str) -> Run:
    """Download a MiB from anywhere in a large image, many times."""
    places = random.Random(6)  # noqa: S311 - the same places every time

    def place() -> int:
        return places.randrange(LARGE.size_bytes - RANGE_BYTES)

    return _many(rig, store, image_id, RANGE_GETS, place)


def _many(rig: Rig, store: str, image_id: str, count: int, place: Callable[[], int | None]) -> Run:
    each = []
    with cost.measured(rig.processes()) as spent:
        for _ in range(count):
            at = place()
            wanted = None if at is None else f"bytes={at}-{at + RANGE_BYTES - 1}"
            began = time.perf_counter()
            answer = rig.glance.api.download(image_id, wanted=wanted)
            each.append(time.perf_counter() - began)
            size_bytes = TINY.size_bytes if at is None else RANGE_BYTES
            if (answer.status, len(answer.body)) != (200 if at is None else 206, size_bytes):
                raise ValueError(f"{store}: {answer.status}, {len(answer.body)} bytes")
            rig.check(answer.body, at or 0)
    return {
        **dataclasses.asdict(spent),
        "median_secs": statistics.median(each),
        "cpu_secs_each": spent.cpu_secs / count,
    }


WORK = {
    "get-1kib": Work("GET of a 1 KiB image", get_tiny, "median_secs", TINY),
    "download-1gib": Work("download of 1 GiB", download, content=LARGE),
    "upload-1gib": Work("upload of 1 GiB with a Content-Length", upload),
    "range-1mib": Work(
        f"GET of 1 MiB anywhere in 1 GiB (`{STOCK}` answers 400)",
        get_ranges,
        "median_secs",
        LARGE,
        stock_too=False,
    ),
    "upload-8x256mib": Work(
        "eight uploads of 256 MiB at once; give it --processes and --threads",
        upload_eight,
        by_default=False,
    ),
    "upload-1gib-chunked": Work(
        "upload of 1 GiB of unknown size", upload_chunked, by_default=False
    ),
}
