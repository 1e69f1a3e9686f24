"""The demo's single steps on one image: add, read back and compare, copy, delete, show it gone.

Each goes through `glance_store.multi_backend`, the interface that Glance itself calls, and raises
`MismatchError` as soon as something is not exactly what it was.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from glance_store import exceptions, multi_backend
from oslo_config import cfg

from glance_s3_fast.demo.image import Image

HASHING_ALGO = "sha512"

Told = Callable[[int], object]
"""Is told how many more bytes have passed."""


class MismatchError(Exception):
    """Something came back different, or was still there after its deletion; the text says what."""


class FileReader:
    """An open file as Glance hands it to a store: nothing but `read`."""

    def __init__(self, file: BinaryIO, told: Told) -> None:
        """Read from `file`; `told` gets the size of each piece."""
        self._file, self._told = file, told

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, none at the end."""
        data = self._file.read(size)
        self._told(len(data))
        return data


class ChunksReader:
    """Chunks of bytes as a reader, so that a store's `get` can feed another store's `add`."""

    def __init__(self, chunks: Iterator[bytes], told: Told) -> None:
        """Read from `chunks`; `told` gets the size of each piece."""
        self._chunks, self._told = chunks, told
        self._rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """Return exactly `size` bytes, fewer only at the end; all that is left when negative."""
        pieces: list[memoryview] = []
        wanted = size
        while wanted:
            if not self._rest:
                try:
                    self._rest = memoryview(next(self._chunks))
                except StopIteration:
                    break
                continue  # an empty chunk is not the end
            piece = self._rest if wanted < 0 else self._rest[:wanted]
            self._rest = self._rest[len(piece) :]
            pieces.append(piece)
            wanted -= len(piece) if wanted > 0 else 0
        data = b"".join(pieces)
        self._told(len(data))
        return data


def _require_same(what: str, expected: object, actual: object) -> None:
    if expected != actual:
        raise MismatchError(f"{what}: expected {expected}, got {actual}")


@contextlib.contextmanager
def _opened(uri: str, store: str) -> Iterator[tuple[Iterator[bytes], int]]:
    """Open a download and close it whatever happens; not every driver's iterator can be closed."""
    data, size_bytes = multi_backend.get(uri, store)
    try:
        yield iter(data), size_bytes
    finally:
        if (close := getattr(data, "close", None)) is not None:
            close()


def _add(image: Image, image_id: str, reader: Any, store: str) -> str:
    uri, size_bytes, md5, multihash, _ = multi_backend.add_with_multihash(
        cfg.CONF, image_id, reader, image.size_bytes, store, HASHING_ALGO
    )
    _require_same(f"size in bytes stored by '{store}'", image.size_bytes, size_bytes)
    _require_same(f"MD5 returned by '{store}'", image.md5, md5)
    _require_same(f"SHA-512 returned by '{store}'", image.sha512, multihash)
    return str(uri)


def upload(image: Image, image_id: str, store: str, told: Told) -> str:
    """Add the image to `store` and return its location."""
    with image.path.open("rb") as file:
        return _add(image, image_id, FileReader(file, told), store)


def copy(image: Image, image_id: str, source: tuple[str, str], store: str, told: Told) -> str:
    """Stream the image from `source` (location and store) into `store`; return its location."""
    with _opened(*source) as (chunks, size_bytes):
        _require_same(f"size in bytes given by '{source[1]}'", image.size_bytes, size_bytes)
        return _add(image, image_id, ChunksReader(chunks, told), store)


def compare(image: Image, uri: str, store: str, told: Told) -> None:
    """Read the image back from `store` and compare every byte and both checksums."""
    md5, sha512 = hashlib.md5(usedforsecurity=False), hashlib.sha512()
    offset = 0
    with _opened(uri, store) as (chunks, size_bytes), image.path.open("rb") as original:
        _require_same(f"size in bytes given by '{store}'", image.size_bytes, size_bytes)
        for chunk in chunks:
            if original.read(len(chunk)) != chunk:
                raise MismatchError(
                    f"'{store}' gave other bytes than were stored, "
                    f"between byte {offset} and byte {offset + len(chunk)}"
                )
            md5.update(chunk)
            sha512.update(chunk)
            offset += len(chunk)
            told(len(chunk))
    _require_same(f"bytes delivered by '{store}'", image.size_bytes, offset)
    _require_same(f"MD5 of what '{store}' gave", image.md5, md5.hexdigest())
    _require_same(f"SHA-512 of what '{store}' gave", image.sha512, sha512.hexdigest())


def delete(uri: str, store: str) -> None:
    """Delete the image from `store` and see it refused by everything that would find it there."""
    multi_backend.delete(uri, store)
    for name, call in (
        ("get", multi_backend.get),
        ("get_size", multi_backend.get_size_from_uri_and_backend),
        ("delete", multi_backend.delete),
    ):
        try:
            call(uri, store)
        except exceptions.NotFound:
            continue
        raise MismatchError(
            f"'{store}' was told to delete the image, but its {name} still finds it"
        )
