"""The one request that makes an upload's object visible, and what became of it.

PutObject and CompleteMultipartUpload can fail in a way that does not tell whether they took
effect: the answer is lost, or it is about a second try that met the first one's success (412, or
NoSuchUpload). So after any failure the object is looked at: the mark that this upload wrote at its
start and the right size mean success. The mark with another size means that it is broken, and it
is taken back. If there is none, one may still come of an attempt at PutObject that was never
answered, and nobody can call that back: the log says so.

If-None-Match alone does not keep two uploads of one image apart: Ceph RGW ignores it on Complete,
and SeaweedFS lets two Completes at the same moment both pass. So the uploads of one process land
one after the other on each key, each looking first; and after Complete the object is looked at
once more, which shows one that another process has overwritten at that moment.
"""

import logging
import threading
import time
import weakref
from collections.abc import Callable
from http import HTTPStatus

from glance_s3_fast.engines.boto3_body import Stopped
from glance_s3_fast.engines.boto3_requests import Found, ObjectRequests
from glance_s3_fast.engines.boto3_retry import Unanswered, note_unanswered, pause_secs, until
from glance_s3_fast.engines.boto3_sending import Job, Sending, wait_for
from glance_s3_fast.engines.per_process import PerProcess
from glance_s3_fast.errors import EngineError, ErrorKind

LOG = logging.getLogger(__name__)

_LOOKS = 3
"""So often an object is looked for that is not what was completed."""
_IN_THE_WAY = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED)


class _KeyLocks:
    """A lock for each object that somebody is landing on."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: weakref.WeakValueDictionary[tuple[str, ...], threading.Lock]
        self._locks = weakref.WeakValueDictionary()

    def of(self, where: tuple[str, ...]) -> threading.Lock:
        with self._guard:
            lock = self._locks.get(where)
            if lock is None:
                lock = self._locks[where] = threading.Lock()
            return lock


_key_locks = PerProcess(_KeyLocks)


class Landing:
    """Makes the object visible, or says why not, or takes it back."""

    def __init__(self, requests: ObjectRequests, sending: Sending) -> None:
        """Send nothing yet."""
        self._requests = requests
        self._sending = sending
        self._request: Job[None] | None = None
        self._unanswered = Unanswered()

    def put(self, request: Callable[[], None]) -> None:
        """Start PutObject, beside the caller. The object was looked for a moment ago."""

        def put_and_note() -> None:
            self._unanswered = note_unanswered()
            with until(self._sending.stopped):
                request()

        self._start(lambda: self._alone(put_and_note, look=False))

    def complete(self, request: Callable[[], str], size_bytes: int) -> None:
        """Start CompleteMultipartUpload of so many bytes, beside the caller.

        `request` returns the object's ETag.
        """

        def complete_and_look() -> None:
            etag = request()
            self._raise_if_wrong(size_bytes, etag)

        self._start(lambda: self._alone(complete_and_look, look=True))

    def _start(self, request: Callable[[], None]) -> None:
        self._request = Job(request)
        self._sending.start(self._request)

    def _alone(self, request: Callable[[], None], look: bool) -> None:
        lock = _key_locks.get().of(self._requests.where)
        waited = not lock.acquire(blocking=False)
        if waited:
            lock.acquire()
        try:
            if self._sending.stopped():
                raise Stopped
            if (look or waited) and self._requests.head() is not None:
                raise self._duplicate()
            request()
        finally:
            lock.release()

    def _raise_if_wrong(self, size_bytes: int, etag: str) -> None:
        def has_its_size(found: Found | None) -> bool:
            return found is not None and found.size_bytes in (None, size_bytes)

        try:
            found = self._requests.head()
            # One of several servers behind a name may be behind the others.
            for looks in range(1, _LOOKS):
                if has_its_size(found):
                    break
                time.sleep(pause_secs(looks))
                found = self._requests.head()
        except EngineError as error:
            LOG.debug("%s is stored but could not be looked at: %s", self._requests.key, error)
            return
        if found is None:
            raise self._requests.error(
                ErrorKind.INTEGRITY, "the object is not there although it was completed", "put"
            )
        # A server that keeps no user metadata shows no mark: there, the ETag tells.
        unmarked = found.mark is None and found.etag == etag != "" and has_its_size(found)
        if not self._is_ours(found) and not unmarked:
            raise self._duplicate()
        if not has_its_size(found):
            raise self._requests.error(
                ErrorKind.INTEGRITY,
                "the object has another size although it was completed",
                "put",
            )

    def _duplicate(self) -> EngineError:
        message = "another upload of this image was faster"
        return self._requests.error(ErrorKind.DUPLICATE, message, "put")

    def finish(self, size_bytes: int, upload_id: str = "-") -> None:
        """Wait until the object of `size_bytes` is visible.

        Raises the request's EngineError when it is not: DUPLICATE when another's object is there.
        """
        assert self._request is not None  # noqa: S101
        try:
            wait_for([self._request])
            self._request.result()
        except EngineError as error:
            # What the server has made of a body, or may have, is not to be kept.
            if error.kind == ErrorKind.INTEGRITY:
                self._note_what_may_appear(error)
                raise
            if not self._became_ours(error, size_bytes, upload_id):
                raise
            LOG.info(
                "%s of %s failed but took effect: %s", error.operation, self._requests.key, error
            )

    def _became_ours(self, failure: EngineError, size_bytes: int, upload_id: str) -> bool:
        """Tell what became of a request that failed; if nobody knows, say so in the log."""
        try:
            found = self._requests.head()
        except EngineError as error:
            # What failed first tells the caller more.
            LOG.error(
                "Whether the object was stored is not known: bucket=%s key=%s upload_id=%s: %s",
                self._requests.bucket,
                self._requests.key,
                upload_id,
                error,
            )
            if failure.kind == ErrorKind.DUPLICATE:
                # What the second try met may be what the first one has stored.
                failure.kind = ErrorKind.SERVER
            return False
        ours = found is not None and self._is_ours(found)
        if found is None or ours:
            # What stood in the way has gone, or is what the server has made of this very upload.
            if failure.kind == ErrorKind.DUPLICATE:
                failure.kind = ErrorKind.SERVER
        elif failure.status in _IN_THE_WAY:
            # NoSuchUpload: it was ended by a conflict that an earlier try met.
            failure.kind = ErrorKind.DUPLICATE
        whole = found is not None and found.size_bytes == size_bytes
        if found is None or (ours and not whole):
            self._note_what_may_appear(failure)
        return ours and whole

    def _note_what_may_appear(self, failure: EngineError | str) -> None:
        """Log that the object may still come, if an attempt at PutObject was not answered."""
        if self._unanswered.attempts:
            # Once: it is undone twice where its requests end late.
            self._unanswered = Unanswered()
            LOG.error(
                "The object %s in bucket %s may still appear, as an attempt to store it was not "
                "answered: %s",
                self._requests.key,
                self._requests.bucket,
                failure,
            )

    def _is_ours(self, found: Found) -> bool:
        return found.mark == self._requests.mark

    def take_back(self) -> None:
        """Delete the object if it has become visible; nothing when no request was sent."""
        if self._request is None or self._request.cancelled():
            return
        try:
            found = self._requests.head()
            if found is not None and self._is_ours(found):
                self._requests.delete()
            elif found is None:
                self._note_what_may_appear("it was given up")
        except EngineError as error:
            LOG.error(
                "The object %s in bucket %s, if it is there, is of an upload that was given up, "
                "but could not be deleted: %s",
                self._requests.key,
                self._requests.bucket,
                error,
            )
