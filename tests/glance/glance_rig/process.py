"""Start a glance-api, wait until it answers, and leave nothing of it.

It guarantees what `glance_s3_fast.demo.keeper` does: however the caller ends, no process and no
file stays. uWSGI is a wheel (pyuwsgi), so that no C compiler is needed, and listens on a port that
the kernel gave it, which it names in its log: no other program can be met there.
"""

import contextlib
import dataclasses
import importlib.metadata
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from glance_rig import configuration, driver_path
from glance_rig.api import Api
from glance_rig.configuration import S3, Setup
from glance_s3_fast.demo import keeper

READY_SECS = 120.0
POLL_SECS = 0.05
LOG_TAIL_LINES = 60
INSIDE = Path(__file__).with_name("inside")
NEEDED = ("glance", "pyuwsgi")
_PORT = re.compile(rf"bound to TCP address {re.escape(configuration.HOST)}:(\d+)")


class GlanceError(RuntimeError):
    """Glance did not start; the text ends with the tail of its log."""


@dataclasses.dataclass(frozen=True, slots=True)
class Glance:
    """A running glance-api. `directory` and all in it is gone after the ``with`` block."""

    api: Api
    setup: Setup
    s3: S3
    directory: Path

    @property
    def log_path(self) -> Path:
        """The log of Glance and of uWSGI."""
        return self.directory / keeper.LOG_NAME

    def master(self) -> int:
        """Return the id of uWSGI's master process, from its log."""
        log = self.log_path.read_text(errors="replace")
        return int(re.findall(r"spawned uWSGI master process \(pid: (\d+)\)", log)[-1])

    def workers(self) -> list[int]:
        """Return the ids of its workers at this moment."""
        tasks = Path(f"/proc/{self.master()}/task")
        children = " ".join(path.read_text() for path in tasks.glob("*/children"))
        return [int(pid) for pid in children.split()]

    def worker_of(self, client_port: int) -> int:
        """Return the id of the worker that serves the connection from a client's port."""
        ends = (f"{self.api.port:04X}", f"{client_port:04X}")
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            # proc_pid_net(5): local and remote address, in hexadecimal, and the socket's inode.
            words = line.split()
            if (words[1][-4:], words[2][-4:]) == ends:
                for pid in self.workers():
                    files = Path(f"/proc/{pid}/fd").iterdir()
                    if any(os.readlink(file) == f"socket:[{words[9]}]" for file in files):
                        return pid
        raise LookupError(f"no worker serves a connection from port {client_port}")

    def run(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the ``main`` of one of Glance's programs, with this Glance's configuration."""
        program = f"import sys, rig_sqlite; from {module} import main; sys.exit(main())"
        conf = ("--config-file", str(self.directory / "glance-api.conf"))
        return subprocess.run(
            [sys.executable, "-c", program, *conf, *arguments],
            cwd=self.directory,
            env=environment(self.directory),
            capture_output=True,
            text=True,
            check=False,
        )


def missing() -> list[str]:
    """Return which of the distributions that are needed are not installed."""

    def installed(name: str) -> bool:
        # Not by import: the folder of these tests is called glance as well.
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            return bool(importlib.metadata.version(name))
        return False

    return [name for name in NEEDED if not installed(name)]


def make_database(path: Path) -> Path:
    """Make a database with all of Glance's tables by Glance's own migrations; return its path."""
    with tempfile.TemporaryDirectory() as folder:
        conf = Path(folder) / "glance-api.conf"
        conf.write_text(f"[database]\nconnection = sqlite:///{path}\n")
        program = "import sys; from glance.cmd.manage import main; sys.exit(main())"
        subprocess.run(
            [sys.executable, "-c", program, "--config-file", str(conf), "db", "sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return path


def environment(directory: Path) -> dict[str, str]:
    """Return the environment of Glance's processes.

    Nothing of the caller's: no proxy, no AWS settings, no other Glance's configuration.
    """
    return {
        "PATH": os.defpath,
        "HOME": str(directory),
        "TMPDIR": str(directory),
        "OS_GLANCE_CONFIG_DIR": str(directory),
        "AWS_EC2_METADATA_DISABLED": "true",
        "PYTHONPATH": os.pathsep.join([str(INSIDE), driver_path.python_path(directory)]),
        "PYTHONUNBUFFERED": "1",
    }


def _tail(log_path: Path) -> str:
    if not log_path.exists():
        return "(no log)"
    return "\n".join(log_path.read_text(errors="replace").splitlines()[-LOG_TAIL_LINES:])


def _port(log: str, setup: Setup) -> int | None:
    """Return the port from uWSGI's log once all its workers can answer."""
    port = _PORT.search(log)
    applications = len(re.findall(r"WSGI app \d+ .* ready in ", log))
    # Preforked workers all have the one that was loaded before them.
    if applications < (setup.processes if setup.lazy_apps else 1):
        return None
    if log.count("spawned uWSGI worker ") < setup.processes:
        return None
    return int(port.group(1)) if port else None


def _wait_until_ready(log_path: Path, setup: Setup, process: subprocess.Popen[bytes]) -> int:
    """Return the port once all workers can answer; raise `GlanceError`."""
    assert process.stdout is not None
    give_up = time.monotonic() + READY_SECS
    while time.monotonic() < give_up:
        # The keeper writes nothing: its output becomes readable when it closes it.
        if select.select([process.stdout.fileno()], [], [], POLL_SECS)[0]:
            raise GlanceError(f"glance-api ended by itself. Its log ends with:\n{_tail(log_path)}")
        log = log_path.read_text(errors="replace") if log_path.exists() else ""
        if (port := _port(log, setup)) is not None:
            return port
    raise GlanceError(
        f"glance-api was not ready within {READY_SECS:.0f} s. "
        f"Its log ends with:\n{_tail(log_path)}"
    )


@contextlib.contextmanager
def running(s3: S3, setup: Setup, database: Path, base: str | None = None) -> Iterator[Glance]:
    """Run a glance-api on a copy of `database`, with its files in a new folder inside `base`.

    Raises `GlanceError` when it does not come up.
    """
    directory = Path(tempfile.mkdtemp(prefix="glance-rig-", dir=base))
    try:
        configuration.write(directory, s3, setup)
        shutil.copy(database, directory / "glance.sqlite")
        process = subprocess.Popen(
            [
                *(sys.executable, "-I", keeper.__file__, str(directory), "--"),
                *(sys.executable, "-c", "import pyuwsgi; pyuwsgi.run(['--ini', 'uwsgi.ini'])"),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env=environment(directory),
        )
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    try:
        port = _wait_until_ready(directory / keeper.LOG_NAME, setup, process)
        yield Glance(Api(configuration.HOST, port), setup, s3, directory)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        keeper.wait_for(process)
        process.stdout.close()
