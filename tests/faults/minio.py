"""A distributed MinIO of four nodes on loopback, each with a disk of its own, that can be killed.

MinIO is found on the path or in Go's folder; it is built where neither has it:
``go install github.com/minio/minio@VERSION``. It is AGPL: built for a run, never shipped.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import botocore.exceptions

from glance_s3_fast.demo.server import Server, s3_client

NODES = 4
READY_SECS = 120.0
VERSION = "v0.0.0-20260212201848-7aac2a2c5b7c"


def program() -> Path:
    """Return MinIO's program; build it if there is none."""
    for folder in (*os.get_exec_path(), Path.home() / "go" / "bin"):
        if (found := Path(folder) / "minio").is_file():
            return found
    if shutil.which("go") is None:
        raise SystemExit("neither MinIO nor Go is installed; Go builds it: https://go.dev/dl")
    subprocess.run(["go", "install", f"github.com/minio/minio@{VERSION}"], check=True)
    return Path.home() / "go" / "bin" / "minio"


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]


class Cluster:
    """The running nodes, by their number from 0."""

    def __init__(self, directory: Path) -> None:
        self.access_key, self.secret_key = "cluster", secrets.token_hex(16)
        self._directory = directory
        self._program = program()
        self._ports = free_ports(NODES)
        self._processes: list[subprocess.Popen[bytes] | None] = [None] * NODES

    def server(self, node: int) -> Server:
        """Return how a node is spoken to."""
        url = f"http://127.0.0.1:{self._ports[node]}"
        log = self._directory / f"{node}.log"
        return Server(url, self.access_key, self.secret_key, self._directory, log)

    def start(self, node: int) -> None:
        volumes = [
            f"http://127.0.0.1:{port}{self._directory}/disk-{number}"
            for number, port in enumerate(self._ports)
        ]
        with self.server(node).log_path.open("ab") as log:
            self._processes[node] = subprocess.Popen(
                [
                    *(str(self._program), "server", "--quiet"),
                    *("--address", f"127.0.0.1:{self._ports[node]}", *volumes),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={
                    "PATH": os.defpath,
                    "HOME": str(self._directory),
                    "MINIO_ROOT_USER": self.access_key,
                    "MINIO_ROOT_PASSWORD": self.secret_key,
                    "MINIO_BROWSER": "off",
                    "MINIO_UPDATE": "off",
                    # Disks that are folders of one disk.
                    "MINIO_CI_CD": "on",
                },
            )

    def kill(self, node: int) -> None:
        """End a node as a power cut does."""
        process = self._processes[node]
        assert process is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        self._processes[node] = None

    def wait_until_ready(self, node: int) -> None:
        server = self.server(node)
        client = s3_client(
            server.endpoint_url,
            self.access_key,
            self.secret_key,
            proxies={},
            connect_timeout=2,
            read_timeout=5,
            retries={"total_max_attempts": 1},
        )
        give_up = time.monotonic() + READY_SECS
        while True:
            try:
                client.list_buckets()
            except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
                if time.monotonic() > give_up:
                    log = server.log_path.read_text(errors="replace")[-2000:]
                    raise SystemExit(f"node {node} did not start: {error}\n{log}") from error
                time.sleep(0.2)
            else:
                return

    def stop(self) -> None:
        for node, process in enumerate(self._processes):
            if process is not None:
                self.kill(node)


@contextlib.contextmanager
def cluster(directory: Path) -> Iterator[Cluster]:
    """Run the four nodes with their disks in `directory`."""
    nodes = Cluster(directory)
    try:
        for node in range(NODES):
            nodes.start(node)
        for node in range(NODES):
            nodes.wait_until_ready(node)
        yield nodes
    finally:
        nodes.stop()
