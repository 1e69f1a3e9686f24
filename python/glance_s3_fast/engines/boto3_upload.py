"""An upload: reads the image, sends it in one PUT or in parts, stores it whole or not at all.

The calling thread reads. An image below the threshold is kept and sent as one PUT; from the
threshold on it goes out in parts while it is read (`boto3_multipart`). An unknown size starts as
if small: blocks are kept until the threshold is reached, or until the memory budget has none to
spare without waiting, and then go out as the first parts.

Guarantees:

* Create only. The object is looked for first; then If-None-Match makes the server refuse, where it
  can.
* Exactly the declared bytes, else SIZE_MISMATCH. A surplus is noticed by reading on past the
  declared size.
* Any failure, whether Exception, KeyboardInterrupt or GeneratorExit, stops what is being sent,
  aborts, gives all memory back, and reaches the caller as it was; when several things fail, the
  first. An object that became visible while the caller was interrupted is deleted again.

Requests that create something run on the upload's own threads, and the calling thread waits for
them: a KeyboardInterrupt ends the wait but not the request, whose outcome can then be learned and
undone.
"""

import uuid
from typing import Any

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.engines import PutResult, Verifier, plan
from glance_s3_fast.engines.blocks import Block, Window
from glance_s3_fast.engines.boto3_body import Body
from glance_s3_fast.engines.boto3_landing import Landing
from glance_s3_fast.engines.boto3_multipart import Multipart
from glance_s3_fast.engines.boto3_requests import ObjectRequests
from glance_s3_fast.engines.boto3_sending import Sending
from glance_s3_fast.engines.hashing import ImageHashes
from glance_s3_fast.engines.memory import process_budget
from glance_s3_fast.engines.source import READ_BYTES, Source
from glance_s3_fast.errors import EngineError, ErrorKind


def new_mark() -> str:
    """Return what tells this upload's object from any other."""
    return uuid.uuid4().hex


class Upload:
    """One image on its way into one object."""

    def __init__(
        self,
        requests: ObjectRequests,
        config: EngineConfig,
        source: Any,
        *,
        size_bytes: int | None,
        hashing_algo: str,
        verifier: Verifier | None,
    ) -> None:
        """Read and send nothing yet. Raises EngineError for a hash that does not exist."""
        self._requests = requests
        self._config = config
        self._declared_bytes = size_bytes
        self._verifier = verifier
        self._read_bytes = 0
        self._ended = False
        try:
            self._hashes = ImageHashes(hashing_algo)
        except ValueError as error:
            raise self._error(ErrorKind.CONFIGURATION, str(error)) from error
        self._source = Source(source)
        budget = process_budget(config.memory_limit_bytes)
        self._window = Window(budget, config.parts_in_flight + 1)
        self._sending = Sending(config.parts_in_flight, self._window.close)
        self._landing = Landing(requests, self._sending)
        self._multipart = Multipart(requests, self._sending, self._landing, config.parts_in_flight)

    def run(self) -> PutResult:
        """Store the image. Raise EngineError, or what the source raised, and leave nothing."""
        try:
            parts = self._store()
            checksum, multihash = self._hashes.finish()
        except BaseException as error:
            first = self._sending.first_error
            if not isinstance(error, Exception) or first is None:
                first = error
            self._leave_nothing(first)
            if first is error:
                raise
            raise first  # noqa: B904 - it happened before, and elsewhere
        self._sending.close()
        return PutResult(self._read_bytes, checksum, multihash, parts)

    def _store(self) -> int:
        """Read and send everything; return the number of parts, 0 for one PUT."""
        config, declared_bytes = self._config, self._declared_bytes
        first_part_bytes = self._part_size_bytes(1)
        if self._requests.head() is not None:
            raise self._error(ErrorKind.DUPLICATE, "there is such an object already")
        threshold_bytes = plan.threshold_bytes(
            config.multipart_threshold_bytes,
            config.part_size_bytes,
            config.parts_in_flight,
            config.memory_limit_bytes,
        )
        if declared_bytes is None:
            return self._store_unknown(first_part_bytes, threshold_bytes)
        if declared_bytes < threshold_bytes:
            block = self._window.take(declared_bytes)
            self._fill(block)
            return self._put([block])
        return self._send_parts([])

    def _store_unknown(self, block_bytes: int, threshold_bytes: int) -> int:
        block: Block | None = self._window.take(block_bytes)
        blocks: list[Block] = []
        while block is not None:
            self._fill(block)
            blocks.append(block)
            if self._ended or self._read_bytes >= threshold_bytes:
                break
            block = self._window.try_take(block_bytes)
        if self._ended and (self._read_bytes < threshold_bytes or not self._read_bytes):
            return self._put(blocks)
        return self._send_parts(blocks)

    def _put(self, blocks: list[Block]) -> int:
        self._check_size()
        body = Body([block.view() for block in blocks], self._sending.stopped)
        self._landing.put(lambda: self._requests.put(body))
        for block in blocks:
            if self._read_bytes <= READ_BYTES:
                self._hashes.update(block.view())
            else:
                block.add_users(self._hashes.thread_count)
                self._hashes.submit(block.view(), block.done)
        self._landing.finish(self._read_bytes)
        for block in blocks:
            block.done()
        return 0

    def _send_parts(self, blocks: list[Block]) -> int:
        # Before reading on: a missing bucket or right then costs no one the reading of an image.
        self._multipart.open()
        for block in blocks:
            self._send(block)
        while not self._ended and self._read_bytes != self._declared_bytes:
            if self._multipart.next_part_number > plan.MAX_PARTS and self._at_end():
                break
            part_bytes = self._part_size_bytes(self._multipart.next_part_number)
            if self._declared_bytes is not None:
                part_bytes = min(part_bytes, self._declared_bytes - self._read_bytes)
            block = self._window.take(part_bytes)
            self._fill(block)
            if block.size_bytes:
                self._send(block)
            else:
                block.done()
        self._check_size()
        return self._multipart.finish(self._read_bytes)

    def _send(self, block: Block) -> None:
        block.add_users(self._hashes.thread_count)
        self._multipart.send(block)
        self._hashes.submit(block.view(), block.done)

    def _fill(self, block: Block) -> None:
        """Read until `block` is full or the image at its end."""
        while not block.full and not self._ended:
            self._sending.raise_if_failed()
            piece = self._source.take(block.capacity_bytes - block.size_bytes)
            self._ended = not piece
            block.append(piece)
            if piece and self._verifier is not None:
                self._verifier.update(bytes(piece))
            self._read_bytes += len(piece)

    def _at_end(self) -> bool:
        """Whether the image has no further byte; if it has, that byte is gone."""
        self._ended = self._ended or not self._source.take(READ_BYTES)
        return self._ended

    def _check_size(self) -> None:
        """Raise EngineError unless the image has exactly the declared size."""
        if self._declared_bytes is None:
            return
        actual_bytes = self._read_bytes
        if actual_bytes == self._declared_bytes and not self._ended:
            actual_bytes += len(self._source.take(READ_BYTES))
        if actual_bytes != self._declared_bytes:
            error = self._error(
                ErrorKind.SIZE_MISMATCH,
                "the image has more bytes than declared"
                if actual_bytes > self._declared_bytes
                else "the image has fewer bytes than declared",
            )
            error.expected, error.actual = self._declared_bytes, actual_bytes
            raise error

    def _part_size_bytes(self, part_number: int) -> int:
        config = self._config
        try:
            return plan.part_size_bytes(
                part_number,
                config.part_size_bytes,
                self._declared_bytes,
                config.equal_parts,
                config.memory_limit_bytes,
            )
        except plan.ImageTooLargeError as error:
            raise self._error(ErrorKind.TOO_LARGE, str(error)) from error

    def _leave_nothing(self, error: BaseException) -> None:
        """Stop, undo and give back everything; note in `error` what could not be undone."""
        self._hashes.stop()

        def undo() -> None:
            problem = self._multipart.abort()
            # After the abort, which no Complete survives.
            self._landing.take_back()
            if problem is not None and isinstance(error, EngineError):
                error.upload_id = self._multipart.upload_id

        undone = False
        try:
            undone = self._sending.stop(undo, self._window.reclaim)
        finally:
            # An interrupt of the wait, too, leaves what is left behind to go on by itself.
            upload_id = None if undone else self._multipart.name_if_open()
            if upload_id is not None and isinstance(error, EngineError):
                error.upload_id = upload_id

    def _error(self, kind: ErrorKind, message: str) -> EngineError:
        return self._requests.error(kind, message, "put")
