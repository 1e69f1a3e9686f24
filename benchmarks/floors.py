"""What bounds every driver: the wire without S3 and the hashes without the wire.

``raw``: one connection, plain sockets, no hash; what this machine can send and take at all.
``hashes``: MD5 and SHA-512 over the same source, a thread each; nothing is sent. A driver that
uses hashlib cannot be cheaper than the sum of the two.
``native-hashes``: the native module's two hashes of one image, nothing is sent. For one image at a
time the native engine cannot be cheaper than the sum of this and ``raw``, to which its own copy of
each read comes; for several it can, as it hashes them together.
"""

from __future__ import annotations

import hashlib
import importlib
import queue
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

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
            return _native_hash(source)
        with socket.create_connection(self._address) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            head = f"PUT /{self._bucket}/{key} HTTP/1.1\r\nHost: sink\r\n"
            connection.sendall(f"{head}Content-Length: {size_bytes}\r\n\r\n".encode())
            while piece := source.read(MIB):
                connection.sendall(piece)
            status = connection.makefile("rb").readline()
        if b" 200 " not in status:
            raise OSError(f"raw PUT: {status!r}")
        return size_bytes, "", ""

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


def _hash(source: Source) -> tuple[int, str, str]:
    hashes = (hashlib.md5(usedforsecurity=False), hashlib.new(ALGO))
    lanes: list[queue.Queue[bytes]] = [queue.Queue(_QUEUED_READS) for _ in hashes]

    def feed(lane: int) -> None:
        while piece := lanes[lane].get():
            hashes[lane].update(piece)

    threads = [threading.Thread(target=feed, args=(lane,)) for lane in range(len(hashes))]
    for thread in threads:
        thread.start()
    size_bytes = 0
    while True:
        piece = source.read(MIB)
        size_bytes += len(piece)
        for each in lanes:
            each.put(piece)
        if not piece:
            break
    for thread in threads:
        thread.join()
    return size_bytes, hashes[0].hexdigest(), hashes[1].hexdigest()


def _native_hash(source: Source) -> tuple[int, str, str]:
    # By name: the other floors' processes are to be without the native module.
    hasher = importlib.import_module("glance_s3_fast._native").Md5Sha512()
    size_bytes = 0
    while piece := source.read(MIB):
        size_bytes += len(piece)
        hasher.update(piece)
    return size_bytes, *hasher.hexdigests()
