"""The image's two hashes, computed beside reading and sending.

Guarantees: each hash sees all bytes of the image in order, on a thread of its own, and a slow hash
holds the upload back instead of piling up memory: a block counts in the upload's memory until
every hash has seen it.

hashlib lets go of the GIL while it hashes more than 2 KiB, so the two threads, the reading one and
the sending ones do run side by side. An image that came in one read is hashed where it is:
starting two threads costs more than hashing 1 MiB. When Glance's multihash is MD5 itself, there is
one hash, not two.
"""

import queue
import threading
from collections.abc import Callable
from typing import Any

from glance_store.common import utils


class _HashThread:
    """One hash on its own thread, started by the first block."""

    def __init__(self, hasher: Any) -> None:
        self.hasher = hasher
        self._blocks: queue.SimpleQueue[tuple[memoryview, Callable[[], None]] | None]
        self._blocks = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._error: Exception | None = None

    def put(self, data: memoryview, done: Callable[[], None]) -> None:
        self._blocks.put((data, done))
        if self._thread is None:
            name = f"glance-s3-{self.hasher.name}"
            self._thread = threading.Thread(target=self._run, name=name, daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (block := self._blocks.get()) is not None:
            data, done = block
            if not self._stopped:
                try:
                    self.hasher.update(data)
                except Exception as error:
                    # Blocks must go on to be let go of, or the upload would wait for ever.
                    self._error, self._stopped = error, True
            # Gone before the buffer counts as free.
            data.release()
            del block
            done()

    def finish(self) -> str:
        self._blocks.put(None)
        if self._thread is not None:
            self._thread.join()
        if self._error is not None:
            raise self._error
        return str(self.hasher.hexdigest())

    def stop(self) -> None:
        self._stopped = True
        self._blocks.put(None)


class ImageHashes:
    """MD5 and the multihash of one image."""

    def __init__(self, hashing_algo: str) -> None:
        """Raise ValueError for what hashlib lacks, or a digest of no fixed length."""
        multihash = utils.get_hasher(hashing_algo, False)
        if not multihash.digest_size:
            raise ValueError(f"{hashing_algo} has no digest of a fixed length")
        self._multihash = _HashThread(multihash)
        self._md5 = _HashThread(utils.get_hasher("md5", False))
        if self._multihash.hasher.name == self._md5.hasher.name:
            self._md5 = self._multihash
        self._threads = list({id(each): each for each in (self._md5, self._multihash)}.values())

    @property
    def thread_count(self) -> int:
        """How many times `submit` calls `done` for each block."""
        return len(self._threads)

    def update(self, data: memoryview) -> None:
        """Hash `data` on the calling thread; not to be mixed with `submit`."""
        for each in self._threads:
            each.hasher.update(data)

    def submit(self, data: memoryview, done: Callable[[], None]) -> None:
        """Queue `data` for all hashes; each calls `done`, on its own thread, after it."""
        for each in self._threads:
            # A view each, as each is released on its own.
            each.put(data[:], done)

    def finish(self) -> tuple[str, str]:
        """Wait for the hashes; return MD5 and multihash in hex."""
        digests = {id(each): each.finish() for each in self._threads}
        return digests[id(self._md5)], digests[id(self._multihash)]

    def stop(self) -> None:
        """Hash no more; blocks in the queue are let go of at once."""
        for each in self._threads:
            each.stop()
