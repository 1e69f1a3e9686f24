"""A distributed SeaweedFS on loopback: four nodes that keep two copies of everything.

Each node is a volume server, which holds data; one master knows who holds what, and one gateway
(filer and S3) is what clients see. A write is acknowledged when both copies are written, so
nothing that was acknowledged is lost with one node.

It is no kind of server of its own (`servers.KINDS`): to a client it is a SeaweedFS.
"""

import contextlib
import dataclasses
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from glance_s3_fast.demo import weed
from glance_s3_fast.demo.client import Server
from glance_s3_fast.demo.launch import Launch, launched
from servers import finding, weed_nodes
from servers.kind import LOOPBACK

NODES = 4
COPIES = "001"
"""SeaweedFS's way to say: one more copy, on another server of the same rack."""
BACKSTOP_SECS = 60.0
POLL_SECS = 0.02


@dataclasses.dataclass(frozen=True)
class Cluster:
    """The running nodes, and the `server` that clients see."""

    server: Server
    nodes: Sequence[str]

    def kill(self, name: str) -> None:
        """Kill a node with SIGKILL, and return when it is dead."""
        pid_file = self.server.directory / f"{name}.pid"
        pid = int(pid_file.read_text())
        pid_file.unlink()
        os.kill(pid, signal.SIGKILL)
        _wait_until(lambda: not _lives(pid))

    def bring_back(self, name: str) -> None:
        """Start a node that was killed, with the data it had."""
        (self.server.directory / f"{name}.start").touch()
        _wait_until((self.server.directory / f"{name}.pid").exists)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _wait_until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + BACKSTOP_SECS
    while not condition():
        if time.monotonic() > give_up:
            raise TimeoutError("the nodes do not do as they are told")
        time.sleep(POLL_SECS)


def _commands(program: Path, directory: Path, ports: dict[str, int]) -> dict[str, list[str]]:
    """Return each program's command; the gRPC ports are SeaweedFS's own, 10,000 above."""

    def command(kind: str, port: str, **options: object) -> list[str]:
        every = {"port": ports[port], "ip": LOOPBACK, "ip.bind": LOOPBACK, **options}
        return [str(program), kind, *(f"-{name}={value}" for name, value in every.items())]

    master = f"{LOOPBACK}:{ports['master']}"
    commands = {
        "master": command(
            "master",
            "master",
            mdir=directory / "master",
            peers="none",
            telemetry="false",
            defaultReplication=COPIES,
            volumeSizeLimitMB=1024,
        )
    }
    for number in range(NODES):
        name = f"node-{number}"
        (directory / name).mkdir()
        commands[name] = command(
            "volume", name, dir=directory / name, master=master, max=100, preStopSeconds=0
        )
    commands["gateway"] = command(
        "filer",
        "filer",
        **{
            "master": master,
            "defaultStoreDir": directory / "filer",
            "localSocket": "filer.sock",
            "s3": "true",
            "s3.port": ports["s3"],
            "s3.localSocket": "s3.sock",
            "s3.autoCreateBucket": "false",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
        },
    )
    (directory / "master").mkdir()
    (directory / "filer").mkdir()
    return commands


@contextlib.contextmanager
def running(*, buckets: Sequence[str]) -> Iterator[Cluster]:
    """Run the cluster with `buckets`; raise `ServerError` when it does not start."""
    program = weed.find()
    names = ("master", "filer", "s3", *(f"node-{number}" for number in range(NODES)))

    def prepare(directory: Path, access_key: str, secret_key: str) -> Launch:
        numbers = finding.free_ports(len(names), offset=weed.GRPC_OFFSET)
        ports = dict(zip(names, numbers, strict=True))
        commands = _commands(program, directory, ports)
        (directory / "nodes.json").write_text(json.dumps(commands))
        return Launch(
            endpoint_url=f"http://{LOOPBACK}:{ports['s3']}",
            command=[sys.executable, "-I", weed_nodes.__file__, str(directory)],
            environment=weed.environment(access_key, secret_key),
            sockets=weed.sockets(ports),
        )

    with launched(
        "SeaweedFS of four nodes", prepare, buckets=buckets, directory=finding.folder()
    ) as server:
        yield Cluster(server, [f"node-{number}" for number in range(NODES)])
