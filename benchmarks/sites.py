"""The servers that turns run against: the suite's own, or a real one."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Protocol

from benchmarks import from_tests, pattern, sink_server
from benchmarks.checks import RunFailed, check_sink
from benchmarks.endpoint import Endpoint
from benchmarks.turns import Turn

_WARM_BYTES = 1024


class Site(Protocol):
    """Where turns run."""

    options: dict[str, Any]
    """What our driver has to be told there, unless a scenario says otherwise."""

    def turn(self, turn: Turn) -> contextlib.AbstractContextManager[Endpoint]:
        """Have the server ready for one turn."""

    def check(self, turn: Turn, result: dict[str, Any]) -> None:
        """Refuse the run if the server has something else than it should: raises `RunFailed`."""


class Sink:
    """The suite's own server, a new one for each turn."""

    # It compares no signatures, so that ours would find it no good for signing in chunks.
    options: ClassVar[dict[str, Any]] = {"s3_fast_payload_signing": "chunks"}

    def turn(self, turn: Turn) -> contextlib.AbstractContextManager[Endpoint]:
        """Start one as the scenario wants it."""
        return sink_server.serving(turn.scenario.server)

    def check(self, turn: Turn, result: dict[str, Any]) -> None:
        """Look at what it reported."""
        check_sink(turn, result["server"])


class Real:
    """A real server for the turns of a round; what a turn stored is removed after it.

    What is downloaded is put there before the first turn that wants it. No server has all rounds:
    for its first five minutes, whatever it is told, MinIO keeps what was removed, and some fifty
    turns of a gigabyte are more than the memory that they are stored in.
    """

    def __init__(self, name: str, endpoint: Endpoint, client: Any) -> None:
        """Keep it; `client` is a boto3 client for it."""
        self.name = name
        self.options: dict[str, Any] = {}
        self._endpoint = endpoint
        self._client = client
        self._seeded: set[str] = set()

    @contextlib.contextmanager
    def turn(self, turn: Turn) -> Iterator[Endpoint]:
        """Put there what is to be downloaded; afterwards, remove what was uploaded."""
        scenario = turn.scenario
        if turn.scenario.server:
            raise RunFailed(f"{scenario.name} wants a server that is slow on purpose: {self.name}")
        self._seed("gen-1024-0", _WARM_BYTES)
        if scenario.direction == "download":
            for index in range(scenario.at_once):
                self._seed(f"gen-{scenario.size_bytes}-{index}", scenario.size_bytes)
        yield self._endpoint
        for key in self._keys():
            if key not in self._seeded:
                self._client.delete_object(Bucket=self._endpoint.bucket, Key=key)

    def check(self, turn: Turn, result: dict[str, Any]) -> None:
        """Compare the sizes of what was stored."""
        if turn.scenario.direction != "upload":
            return
        for key in result["keys"]:
            found = self._client.head_object(Bucket=self._endpoint.bucket, Key=key)
            if found["ContentLength"] != turn.scenario.size_bytes:
                raise RunFailed(f"{turn.label}: {found['ContentLength']} bytes on the server")

    def _keys(self) -> list[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._endpoint.bucket
        )
        return [found["Key"] for page in pages for found in page.get("Contents", ())]

    def _seed(self, key: str, size_bytes: int) -> None:
        if key in self._seeded:
            return
        bucket = self._endpoint.bucket
        self._client.upload_fileobj(_Pattern(size_bytes), bucket, key)
        self._seeded.add(key)


class _Pattern:
    """A reader of what a download should give (`benchmarks.pattern`)."""

    def __init__(self, size_bytes: int) -> None:
        self._left = size_bytes
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        wanted = min(self._left, size if size >= 0 else self._left)
        pieces = []
        while wanted:
            place = self._at % pattern.PERIOD_BYTES
            piece = pattern.block()[place : min(place + wanted, pattern.PERIOD_BYTES)]
            pieces.append(piece)
            self._at += len(piece)
            self._left -= len(piece)
            wanted -= len(piece)
        return b"".join(pieces)


@contextlib.contextmanager
def site(name: str) -> Iterator[Site]:
    """Give the suite's own server for ``sink``, else start the real one of that name: a round's.

    Raises ``glance_s3_fast.demo.launch.ServerError`` when there is none, saying how to get it.
    """
    if name == "sink":
        sink_server.build()
        yield Sink()
        return
    servers = from_tests.load("servers")
    # Not the last round's: AWS may need a while to forget a bucket.
    bucket = f"bench-{secrets.token_hex(6)}"
    with servers.start(name, buckets=[bucket], directory=servers.folder()) as server:
        endpoint = Endpoint(
            url=server.endpoint_url,
            access_key=server.access_key,
            secret_key=server.secret_key,
            bucket=bucket,
            ca_path=str(server.ca_path) if server.ca_path else None,
            server_pids=() if name == servers.EXTERNAL else _descendants(os.getpid()),
        )
        yield Real(name, endpoint, server.client())


def _descendants(pid: int) -> tuple[int, ...]:
    """List the processes below `pid`: while no turn runs, those of the server."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(fields[1])
    found: list[int] = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return tuple(found[1:])
