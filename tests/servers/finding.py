"""Where a server's program is, and ports that nobody has."""

import contextlib
import os
import secrets
import shutil
import socket
from pathlib import Path

from glance_s3_fast.demo.weed import HTTP_PORTS
from servers.kind import LOOPBACK, AbsentError, output_of

IN_MEMORY = "/dev/shm"
ROOM_BYTES = 4 * 1024**3
"""For each of the processes that run tests at once (pytest-xdist), which all start servers."""


def program(name: str, how: str) -> Path:
    """Return the program's path, from PATH or from where ``go install`` puts programs.

    Raise `AbsentError` if it is not there; its text ends with `how` to get it.
    """
    if found := shutil.which(name):
        return Path(found)
    go_paths = os.environ.get("GOPATH") or str(Path.home() / "go")
    folders = [os.environ.get("GOBIN"), *(f"{path}/bin" for path in go_paths.split(os.pathsep))]
    for folder in filter(None, folders):
        if found := shutil.which(name, path=folder):
            return Path(found)
    raise AbsentError(f"the program {name!r} is not on PATH, nor where Go puts programs; {how}")


def folder() -> str | None:
    """Return a folder in memory for a server's files, so that no disk's speed matters.

    None, which is the system's temporary folder, where memory is short: also where it is so only
    because others use it, which the folder itself does not know.
    """
    try:
        stat = os.statvfs(IN_MEMORY)
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return None
    available = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    room = min(stat.f_bavail * stat.f_frsize, available * 1024)
    needed = ROOM_BYTES * int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return IN_MEMORY if os.access(IN_MEMORY, os.W_OK) and room > needed else None


def free_ports(count: int, address: str = LOOPBACK, offset: int = 0) -> list[int]:
    """Return TCP ports of `address` that were free just now, as were those `offset` above."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with contextlib.ExitStack() as stack:
        ports: list[int] = []
        while len(ports) < count:
            port = secrets.choice(HTTP_PORTS)
            with contextlib.suppress(OSError):
                # Held until the last one is found, so that none is given twice.
                for number in {port, port + offset}:
                    stack.enter_context(socket.socket(family)).bind((address, number))
                ports.append(port)
        return ports


def go_module_version(path: Path) -> str:
    """Return the version of the module that ``go install`` built a program from, if Go is here."""
    lines = output_of(["go", "version", "-m", path]) if shutil.which("go") else ""
    words = [line.split() for line in lines.splitlines()]
    return next((line[2] for line in words if line[:1] == ["mod"]), "unknown")
