"""Images as files in memory, for those who take and give files only, and for ours beside them.

Each run has a folder of its own in ``/dev/shm`` (tmpfs: no disk is measured), which is gone with
the run. Several uploads at once read one file under several names.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import pattern
from benchmarks.source import MIB, Source

IN_MEMORY = "/dev/shm"  # noqa: S108 - a folder with a random name is made in it


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Make a folder in memory and remove it; raises ``OSError`` where there is no such place."""
    made = Path(tempfile.mkdtemp(prefix="glance-s3-fast-bench-", dir=IN_MEMORY))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def make(directory: Path, names: list[str], size_bytes: int) -> list[Path]:
    """Write the image that starts at 0 of the block (`source`) and give it each of `names`."""
    first = directory / names[0]
    reader = Source(size_bytes, start=0, max_read_bytes=MIB, fresh=False)
    with first.open("wb", buffering=0) as file:
        while piece := reader.read(MIB):
            file.write(piece)
    paths = [first, *(directory / name for name in names[1:])]
    for path in paths[1:]:
        os.link(first, path)
    return paths


def check(path: Path, size_bytes: int) -> None:
    """Look at a downloaded file in every MiB; raises ``ValueError`` on wrong bytes or length."""
    if (found := path.stat().st_size) != size_bytes:
        raise ValueError(f"{path.name}: {found} bytes came instead of {size_bytes}")
    with path.open("rb", buffering=0) as file:
        for offset in range(0, size_bytes, MIB):
            pattern.check(os.pread(file.fileno(), pattern.PERIOD_BYTES // 1024, offset), offset)


def keep(pieces: Iterable[bytes], path: Path, size_bytes: int) -> None:
    """Write what a download gives into a file and `check` it."""
    with path.open("wb", buffering=0) as file:
        for piece in pieces:
            file.write(piece)
    check(path, size_bytes)
