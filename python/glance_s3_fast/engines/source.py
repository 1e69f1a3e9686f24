"""An image's bytes, in whatever way they come, as one stream.

Glance gives readers and iterables; their pieces are bytes, bytearray or memoryview of any length,
one byte or the whole image. `Source.take` cuts them to what the caller has room for and keeps the
rest for the next call. It copies nothing: it returns a view of the piece, valid until the next
call. What a source raises passes through unchanged.

A reader is asked for 1 MiB at a time: Glance's own readers need quadratic time for larger reads of
a chunked request.
"""

from collections.abc import Iterator
from typing import Any

READ_BYTES = 1024 * 1024
"""What a reader is asked for at most, in bytes."""


class Source:
    """The stream of an object with ``read(n)``, else of an iterable of bytes-like pieces."""

    def __init__(self, source: Any) -> None:
        """Read nothing yet."""
        self._read = getattr(source, "read", None)
        self._pieces: Iterator[Any] = iter(()) if self._read is not None else iter(source)
        self._rest = memoryview(b"")
        self._ended = False

    def take(self, limit_bytes: int) -> memoryview:
        """Return the next bytes, at most `limit_bytes`; none only at the end of the image.

        Raises TypeError for a piece that is not bytes-like, and whatever the source raises.
        """
        if not self._rest and not self._ended:
            self._rest = self._next_piece(min(limit_bytes, READ_BYTES))
            self._ended = not self._rest
        taken, self._rest = self._rest[:limit_bytes], self._rest[limit_bytes:]
        return taken

    def _next_piece(self, wanted_bytes: int) -> memoryview:
        if self._read is not None:
            return _as_bytes_view(self._read(wanted_bytes))
        for piece in self._pieces:
            # An empty piece ends a reader, but not an iterable.
            if view := _as_bytes_view(piece):
                return view
        return memoryview(b"")


def _as_bytes_view(piece: Any) -> memoryview:
    """Return a flat view of `piece`'s bytes; None is taken as none, as the stock driver does."""
    try:
        view = memoryview(b"" if piece is None else piece)
    except TypeError:
        raise TypeError(
            f"the image's source gave {type(piece).__name__} instead of bytes"
        ) from None
    if view.ndim == 1 and view.format == "B" and view.contiguous:
        return view
    return memoryview(view.tobytes())
