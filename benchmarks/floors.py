"""What bounds every driver: the wire without S3 and the hashes without the wire.

``raw``: one connection, plain sockets, no hash; what this machine can send and take at all.
``hashes``: MD5 and SHA-512 over the same source, a thread each; nothing is sent. A driver that
uses hashlib cannot be cheaper than the sum of the two.
``native-hashes``: the native module's two hashes of one image, nothing is sent.
``hashed-raw``: ``raw`` and ``native-hashes`` beside each other. For one image the native engine
cannot be cheaper: what it does for parts, signatures, retries and a bound on memory comes on top.
For several it is, as it hashes them together.
"""

from __future__ import annotations

import hashlib
import importlib
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.consume import consume
from benchmarks.endpoint import Endpoint
from benchmarks.source import ALGO, MIB, Source

_QUEUED_READS = 8


class Floor:
    """Takes the place of a store; the answers it gives are as true as a store's."""

    def __init__(self, kind: str, endpoint: Endpoint) -> None:
        """Keep what is needed; raises ``ValueError`` for a server that is not the suite's own."""
        if endpoint.sink_port is None:
            raise ValueError(f"{kind} sends unsigned requests: only the suite's server takes them")
        self._kind = kind
        self._bucket = endpoint.bucket
        self._address = ("127.0.0.1", endpoint.sink_port)

    def upload(self, key: str, source: Source | Path, size_bytes: int) -> tuple[int, str, str]:
        """Send without hashing, or hash without sending; no digest comes back from the former."""
        assert isinstance(source, Source)  # noqa: S101
        if self._kind == "hashes":
            return _hash(source)
        if self._kind == "native-hashes":
            hasher = _native_hasher()
            while piece := source.read(MIB):
                hasher.update(piece)
            return size_bytes, *hasher.hexdigests()
        if self._kind == "raw":
            self._send(key, source, size_bytes, lambda piece: None)
            return size_bytes, "", ""
        hasher = _native_hasher()
        with _HashThreads([hasher]) as threads:
            self._send(key, source, size_bytes, threads.put)
        return size_bytes, *hasher.hexdigests()

    def _send(
        self, key: str, source: Source, size_bytes: int, seen: Callable[[bytes], None]
    ) -> None:
        with socket.create_connection(self._address) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            head = f"PUT /{self._bucket}/{key} HTTP/1.1\r\nHost: sink\r\n"
            connection.sendall(f"{head}Content-Length: {size_bytes}\r\n\r\n".encode())
            while piece := source.read(MIB):
                seen(piece)
                connection.sendall(piece)
            status = connection.makefile("rb").readline()
        if b" 200 " not in status:
            raise OSError(f"raw PUT: {status!r}")

    def download(
        self, key: str, size_bytes: int, into: Path | None = None, bytes_per_sec: int = 0
    ) -> float:
        """Read one plain answer."""
        assert into is None  # noqa: S101
        began = time.perf_counter()
        with socket.create_connection(self._address) as connection:
            head = f"GET /{self._bucket}/{key} HTTP/1.1\r\nHost: sink\r\n\r\n"
            connection.sendall(head.encode())
            pieces = _receive(connection, size_bytes)
            return consume(pieces, size_bytes, began, bytes_per_sec)


def _receive(connection: socket.socket, size_bytes: int) -> Iterator[memoryview]:
    buffer = memoryview(bytearray(MIB))
    filled = 0
    while b"\r\n\r\n" not in bytes(buffer[:filled]):
        filled += connection.recv_into(buffer[filled:])
    start = bytes(buffer[:filled]).index(b"\r\n\r\n") + 4
    if start < filled:
        yield buffer[start:filled]
    left = size_bytes - (filled - start)
    while left and (read := connection.recv_into(buffer[: min(left, MIB)])):
        yield buffer[:read]
        left -= read


class _HashThreads:
    """Hashes of one image, each on a thread of its own; they have ended when the block is left."""

    def __init__(self, hashers: Sequence[Any]) -> None:
        self._queues: list[queue.Queue[bytes]] = [queue.Queue(_QUEUED_READS) for _ in hashers]
        self._threads = [
            threading.Thread(target=self._feed, args=(hasher, pieces))
            for hasher, pieces in zip(hashers, self._queues, strict=True)
        ]

    @staticmethod
    def _feed(hasher: Any, pieces: queue.Queue[bytes]) -> None:
        while piece := pieces.get():
            hasher.update(piece)

    def put(self, piece: bytes) -> None:
        for each in self._queues:
            each.put(piece)

    def __enter__(self) -> _HashThreads:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.put(b"")
        for thread in self._threads:
            thread.join()


def _hash(source: Source) -> tuple[int, str, str]:
    hashers = (hashlib.md5(usedforsecurity=False), hashlib.new(ALGO))
    size_bytes = 0
    with _HashThreads(hashers) as threads:
        while piece := source.read(MIB):
            size_bytes += len(piece)
            threads.put(piece)
    return size_bytes, hashers[0].hexdigest(), hashers[1].hexdigest()


def _native_hasher() -> Any:
    # By name: the other floors' processes are to be without the native module.
    return importlib.import_module("glance_s3_fast._native").Md5Sha512()
