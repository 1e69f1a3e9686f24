"""What Glance reads a download from."""

from collections.abc import Iterator
from contextlib import suppress

import glance_store

from glance_s3_fast.engines import Download
from glance_s3_fast.errors import EngineError, to_glance


class ResponseIndexable(glance_store.Indexable):  # type: ignore[misc]
    """A download as Glance reads it: an iterator of bytes that can be closed.

    It is its own iterator, unlike glance_store's Indexable, so that a piece passes through no
    generator, and a WSGI server's ``close`` reaches the engine.
    """

    def __init__(self, download: Download, store_name: str) -> None:
        """Wrap `download`; `store_name` is for error messages."""
        super().__init__(download, download.length_bytes)
        self._store_name = store_name

    def __iter__(self) -> Iterator[bytes]:
        """Return itself."""
        return self

    def __next__(self) -> bytes:
        """Return the next piece; a failure midway is a glance_store exception too."""
        try:
            return next(self.wrapped)  # type: ignore[no-any-return]
        except EngineError as err:
            self.close()
            raise to_glance(err, store_name=self._store_name) from err

    def another(self) -> bytes:
        """Return the next piece, or nothing at the end, for reading by index."""
        return next(self, b"")

    def close(self) -> None:
        """Cancel the download. May be called again."""
        self.wrapped.close()

    def __bool__(self) -> bool:
        """Be true when empty, too: glance_store takes a false answer for a missing image."""
        return True

    def __del__(self) -> None:
        """Cancel the download when nobody reads it any more."""
        with suppress(Exception):
            self.close()
