"""The threads of one upload, and the first thing that went wrong on them.

The threads live for one upload only, and nothing is started before the first request. When an
upload ends early its requests are stopped as well as they can be: what has not begun is dropped,
and what is being sent stops at its next piece. A request that waits for its answer cannot be ended
from outside; the upload waits a second for it and then goes on without it, and what was undone is
undone once more when the last of those has come back.

Nor does it wait for long for what undoes it: the caller's error is known, and a server that does
not answer an abort would keep Glance's worker for as long as all attempts at it take. The abort
goes on by itself then.

A request is a `Job` that its owner notes before it is started. The future that an executor returns
would come too late: by then the request may have reached the server, and a KeyboardInterrupt in
between would leave nobody who knows of it.
"""

import concurrent.futures
import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

LOG = logging.getLogger(__name__)

T = TypeVar("T")

GRACE_SECS = 1.0
"""How long an upload that ends early waits for requests that are under way."""
UNDO_SECS = 10.0
"""How long it then waits until what it did is undone."""
SIGNAL_CHECK_SECS = 0.25
"""How long a wait may go without a look for signals."""


def wait_for(jobs: Iterable[concurrent.futures.Future[Any]]) -> None:
    """Wait until all `jobs` are through or one has failed.

    In short turns: a signal that arrives just before a wait begins is seen when the wait ends.
    """
    pending = set(jobs)
    while pending:
        done, pending = concurrent.futures.wait(
            pending, SIGNAL_CHECK_SECS, concurrent.futures.FIRST_EXCEPTION
        )
        if any(not job.cancelled() and job.exception() is not None for job in done):
            return


class Job(concurrent.futures.Future[T]):
    """A request to be run, and its outcome."""

    def __init__(self, request: Callable[[], T]) -> None:
        """Run nothing yet."""
        super().__init__()
        self._request: Callable[[], T] | None = request

    def run(self) -> None:
        """Run the request, unless it was cancelled, and keep its outcome."""
        request, self._request = self._request, None
        if request is None or not self.set_running_or_notify_cancel():
            return
        try:
            self.set_result(request())
        except BaseException as error:
            self.set_exception(error)


class Sending:
    """Runs an upload's requests, and remembers the first failure."""

    def __init__(self, threads: int, on_failure: Callable[[], None]) -> None:
        """Have `on_failure` called, once and on the failing thread, when one of `watch` fails."""
        self.first_error: BaseException | None = None
        self._on_failure = on_failure
        self._stopped = False
        self._jobs: list[Job[object]] = []
        self._pool = concurrent.futures.ThreadPoolExecutor(
            max_workers=threads, thread_name_prefix="glance-s3-part"
        )

    def stopped(self) -> bool:
        """Whether nothing is to be sent any more."""
        return self._stopped

    def raise_if_failed(self) -> None:
        """Raise the first failure, if there was one."""
        if self.first_error is not None:
            raise self.first_error

    def start(self, job: Job[T]) -> None:
        """Run `job` beside the caller, who asks for its outcome."""
        self._jobs.append(job)  # type: ignore[arg-type]
        self._pool.submit(job.run)

    def watch(self, request: Callable[[], T]) -> Callable[[], T]:
        """Return `request` such that its failure is the upload's."""

        def watched() -> T:
            try:
                return request()
            except BaseException as error:
                if not self._stopped:
                    self._stopped = True
                    self.first_error = error
                    self._on_failure()
                raise

        return watched

    def wait(self) -> None:
        """Wait until all jobs are through, or raise the first failure."""
        wait_for(self._jobs)
        self.raise_if_failed()

    def close(self) -> None:
        """Let the threads go, after success."""
        self._pool.shutdown()

    def stop(self, undo: Callable[[], None], release: Callable[[], None]) -> bool:
        """End everything, call `undo`, and call `release` when no job runs any more.

        If that is after a second only, `undo` is called once more before it. Return False if this
        goes on by itself, as `undo` takes long. Raises nothing of what it calls.
        """
        self._stopped = True
        for job in self._jobs:
            job.cancel()
        self._pool.shutdown(wait=False)
        undone = threading.Event()

        def end() -> None:
            # Those cancelled are done, but `wait` would not take them for it.
            running = [job for job in self._jobs if not job.done()]
            late = concurrent.futures.wait(running, timeout=GRACE_SECS).not_done
            if not late:
                release()
            _log_failure(undo)
            undone.set()
            if late:
                concurrent.futures.wait(late)
                _log_failure(undo)
                release()

        try:
            # A daemon: a process that ends does not wait for a server that does not answer.
            threading.Thread(target=end, name="glance-s3-undo", daemon=True).start()
        except RuntimeError:
            # There are too many threads, or the interpreter is ending.
            end()
        return undone.wait(GRACE_SECS + UNDO_SECS)


def _log_failure(undo: Callable[[], None]) -> None:
    try:
        undo()
    except Exception:
        LOG.exception("What a failed upload has sent could not be undone")
