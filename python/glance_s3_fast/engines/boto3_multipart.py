"""A multipart upload: opened, sent part by part, and completed or aborted.

Parts are numbered in the order in which they are handed in, and checked before they are completed:
how many, and how many bytes together. Some servers complete whatever they have.

CreateMultipartUpload can have its answer lost, and is sent again then: the server has two open
uploads, and only the id of one is known. So when a Create was sent more than once, the uploads of
this very key that are as young as this one are looked for when it ends, and aborted. One of
another process would be among them if it stored the same image id at the same moment; it fails
then, as one of the two has to.
"""

import datetime
import logging

from glance_s3_fast.engines.blocks import Block
from glance_s3_fast.engines.boto3_body import Body
from glance_s3_fast.engines.boto3_landing import Landing
from glance_s3_fast.engines.boto3_requests import ObjectRequests, StoredPart
from glance_s3_fast.engines.boto3_retry import Unanswered, note_unanswered, until
from glance_s3_fast.engines.boto3_sending import Job, Sending, wait_for
from glance_s3_fast.engines.pace import Pace
from glance_s3_fast.errors import EngineError, ErrorKind

LOG = logging.getLogger(__name__)

CLOCKS_DIFFER = datetime.timedelta(minutes=5)
_UNCLEAR = (ErrorKind.CONNECTION, ErrorKind.TIMEOUT, ErrorKind.THROTTLED, ErrorKind.SERVER)
"""What leaves open whether the server has done what it was asked."""


class Multipart:
    """One multipart upload of one object."""

    def __init__(
        self, requests: ObjectRequests, sending: Sending, landing: Landing, parts_in_flight: int
    ) -> None:
        """Send nothing yet."""
        self._requests = requests
        self._sending = sending
        self._landing = landing
        self._pace = Pace(parts_in_flight, sending.stopped)
        self._opened: Job[str] | None = None
        # As young as this upload; the server's clock may be behind ours.
        self._oldest = datetime.datetime.now(datetime.UTC) - CLOCKS_DIFFER
        self._unclear = self._aborted = False
        self._unanswered = Unanswered()
        self._part_unanswered = self._part_stalled = False
        self._parts: list[Job[StoredPart]] = []
        self._sent_bytes = 0

    @property
    def next_part_number(self) -> int:
        """The number of the part that `send` gets next."""
        return len(self._parts) + 1

    def open(self) -> None:
        """CreateMultipartUpload."""
        self._opened = Job(self._create)
        self._sending.start(self._opened)
        wait_for([self._opened])
        self._opened.result()

    def _create(self) -> str:
        self._unclear = True
        self._unanswered = note_unanswered()
        try:
            upload_id, self._unclear = self._requests.create_upload()
        except EngineError as error:
            answer = getattr(error.__cause__, "response", None) or {}
            repeated = answer.get("ResponseMetadata", {}).get("RetryAttempts", 0) > 0
            self._unclear = repeated or error.kind in _UNCLEAR
            raise
        return upload_id

    def _sweep(self, *, aborted: bool = False) -> None:
        """Abort what a Create whose answer was lost has opened without our learning of it.

        A server may be late with it. The log has what may be open then, or come to be.
        """
        if not self._unclear:
            return
        self._unclear = False
        problem: EngineError | str = ""
        try:
            found = self._requests.uploads_since(self._oldest)
            for upload_id in found:
                self._requests.abort_upload(upload_id)
        except EngineError as error:
            problem = error
        else:
            if self._unanswered.stalled and len(found) < self._unanswered.attempts:
                problem = "CreateMultipartUpload was not answered, and may take effect yet"
            elif aborted and self._part_stalled:
                problem = "UploadPart was not answered, and may take effect after the abort"
        if problem:
            LOG.error(
                "A multipart upload of %s in bucket %s may be open still: %s",
                self._requests.key,
                self._requests.bucket,
                problem,
            )

    @property
    def upload_id(self) -> str | None:
        """The upload's id, None while it is not known to be open."""
        if self._opened is None or not self._opened.done():
            return None
        if self._opened.cancelled() or self._opened.exception() is not None:
            return None
        return self._opened.result()

    def send(self, block: Block) -> None:
        """Have `block` sent as the next part, and given back."""
        part_number = self.next_part_number
        self._sent_bytes += block.size_bytes
        job = Job(self._sending.watch(lambda: self._send(part_number, block)))
        self._parts.append(job)
        self._sending.start(job)

    def _send(self, part_number: int, block: Block) -> StoredPart:
        noted = note_unanswered()
        try:
            body = Body([block.view()], self._sending.stopped)
            with until(self._sending.stopped), self._pace.turn():
                return self._requests.upload_part(str(self.upload_id), part_number, body)
        finally:
            block.done()
            if noted.attempts:
                self._part_unanswered = True
            if noted.stalled:
                self._part_stalled = True

    def finish(self, size_bytes: int) -> int:
        """Wait for the parts, complete the upload, and return how many parts it has.

        Raises EngineError: a part's, or DUPLICATE when there is an object in its place by now.
        """
        self._sending.wait()
        parts = [job.result() for job in self._parts]
        numbers = [part.part_number for part in parts]
        stored_bytes = sum(part.size_bytes for part in parts)
        if numbers != list(range(1, len(parts) + 1)) or stored_bytes != size_bytes:
            raise self._requests.error(
                ErrorKind.INTEGRITY,
                f"{len(parts)} parts of {stored_bytes} bytes were stored for {size_bytes} bytes",
                "CompleteMultipartUpload",
            )
        upload_id = str(self.upload_id)
        self._landing.complete(
            lambda: self._requests.complete_upload(upload_id, parts), size_bytes
        )
        self._landing.finish(size_bytes, upload_id)
        self._sweep()
        return len(parts)

    def abort(self) -> EngineError | None:
        """Abort the upload if it is known to be open; return why that failed, if it did.

        A part that the server is still at may bring the upload back (S3 API Reference,
        AbortMultipartUpload), so it is looked for afterwards.
        """
        upload_id = self.upload_id
        try:
            return self._abort(upload_id) if upload_id is not None else None
        finally:
            self._unclear = self._unclear or self._part_unanswered
            self._sweep(aborted=True)

    def _abort(self, upload_id: str) -> EngineError | None:
        try:
            self._requests.abort_upload(upload_id)
        except BaseException as error:
            self._name_in_log(upload_id, error)
            if isinstance(error, EngineError):
                return error
            raise
        self._aborted = True
        return None

    def name_if_open(self) -> str | None:
        """Return the id of an upload that is not aborted yet, and name it in the log."""
        upload_id = None if self._aborted else self.upload_id
        if upload_id is not None:
            self._name_in_log(upload_id, "AbortMultipartUpload was not answered yet")
        return upload_id

    def _name_in_log(self, upload_id: str, problem: BaseException | str) -> None:
        LOG.error(
            "The multipart upload %s of %s in bucket %s could not be aborted and may be open "
            "still: %s",
            upload_id,
            self._requests.key,
            self._requests.bucket,
            problem,
        )
