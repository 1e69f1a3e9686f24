"""Other S3 clients, each used as its own documentation says is fast.

None of them computes an image's hashes: beside them stands our engine without them
(`benchmarks.unhashed`). What each does to the bytes beyond sending them is said in its module and
in ``docs/reference/benchmarks.md``.
"""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import shutil
from pathlib import Path
from typing import Any


def program_path(name: str) -> str | None:
    """Find a program: in the Python package of its name, or else on PATH.

    What pip puts on PATH for the former is a script, whose Python would be counted as the
    program's.
    """
    if (spec := importlib.util.find_spec(name)) and spec.origin:
        program = Path(spec.origin).parent / "bin" / name
        if program.is_file():
            return str(program)
    return shutil.which(name)


@dataclasses.dataclass(frozen=True, slots=True)
class Peer:
    """Where a peer is.

    :ivar place: module and class that use it
    :ivar needs: a Python module, or else a program (`program_path`)
    :ivar how: how to get it
    :ivar go_module: what ``go install`` builds the program from; None if nothing is to build it
    """

    place: str
    needs: str
    how: str
    is_program: bool = False
    go_module: str | None = None

    def missing(self) -> str | None:
        """Say what is not there and how to get it; None when all is."""
        if self.is_program:
            there = program_path(self.needs) is not None
        else:
            there = importlib.util.find_spec(self.needs) is not None
        return None if there else f"{self.needs} was not found: {self.how}"

    def load(self) -> Any:
        """Give the class."""
        module, name = self.place.split(":")
        return getattr(importlib.import_module(module), name)


_GROUP = "install the dependency group 'peers' (nox --session bench does)"

PEERS: dict[str, Peer] = {
    "s3transfer": Peer("benchmarks.peers.boto:Classic", "s3transfer", _GROUP),
    "aws-crt": Peer("benchmarks.peers.boto:Crt", "awscrt", _GROUP),
    "minio-py": Peer("benchmarks.peers.minio_py:MinioPy", "minio", _GROUP),
    "obstore": Peer("benchmarks.peers.obstore_py:Obstore", "obstore", _GROUP),
    "s5cmd": Peer(
        "benchmarks.peers.programs:S5cmd",
        "s5cmd",
        f"{_GROUP}, or put the program on PATH",
        is_program=True,
    ),
    "rclone": Peer(
        "benchmarks.peers.programs:Rclone",
        "rclone",
        "put the program on PATH; nox --session bench builds it where there is Go",
        is_program=True,
        go_module="github.com/rclone/rclone@v1.76.0",
    ),
}
#: These take and give files only.
PROGRAMS = tuple(name for name, peer in PEERS.items() if peer.is_program)
