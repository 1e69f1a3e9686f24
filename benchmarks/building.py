"""Programs that come as source: built with Go into a folder that is kept, and found by PATH."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import from_tests
from benchmarks.peers import PEERS


def build(folder: Path, subjects: Iterable[str], server: str, say: Callable[[str], None]) -> None:
    """Build what of `subjects` and `server` Go builds and is not there, and put it on PATH.

    What cannot be built is said; who needs it says so again.
    """
    wanted = {PEERS[name].needs: PEERS[name].go_module for name in subjects if name in PEERS}
    kinds = from_tests.load("servers").KINDS
    if server in kinds:
        wanted[server] = kinds[server].go_module
    building = from_tests.load("servers.building")
    absent = from_tests.load("servers.kind").AbsentError
    for program, module in wanted.items():
        if module is None or shutil.which(program):
            continue
        try:
            found = building.go_install(module, folder)
        except absent as error:
            say(str(error))
        else:
            os.environ["PATH"] = f"{found}{os.pathsep}{os.environ['PATH']}"
