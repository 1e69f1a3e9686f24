"""What the boto3 engine adds to botocore's retries; it sees each answer before botocore decides.

* A request that was refused is sent once more, signed anew, where there are other keys by now:
  they expired, or somebody rotated them. Once: a chain that makes new keys whenever it is asked
  would have others for ever.
* A part that was answered with SlowDown or its like has its upload send fewer at a time.
* What may pass next time is waited out and sent again as by the native engine
  (`rust/src/client/retry.rs`), until the attempts are used up. botocore's own pauses begin at a
  twentieth of a second: a server that is away for half a second would use up five attempts. Its
  quota of repetitions is one for all threads of a client, so that what fails in one transfer would
  use up the attempts of another. And it does not send again what was answered with 429 (before
  1.44), with a conflict (409), which S3 asks for, or for a body that has not arrived as it was.
* Attempts that were sent and never answered are noted, for the thread that sends, and so is a
  conflict, as what comes of trying again may hide it.

botocore counts each as an attempt, makes its request anew, signature included, and decides by
itself where this has no opinion (``needs-retry`` in ``botocore.endpoint``: None is no answer, a
number the seconds to wait).
"""

import contextlib
import dataclasses
import random
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import botocore.credentials
from botocore.exceptions import ConnectionError, HTTPClientError, ReadTimeoutError, SSLError

from glance_s3_fast.credentials import Credentials, CredentialsSource
from glance_s3_fast.engines import pace
from glance_s3_fast.engines.boto3_body import Stopped
from glance_s3_fast.engines.boto3_errors import is_cut_off, kind_of_answer
from glance_s3_fast.errors import ErrorKind

_SERVER_ERROR = 500
_MAY_PASS = (ErrorKind.THROTTLED, ErrorKind.CONNECTION, ErrorKind.INTEGRITY)
"""Kinds of answers; of the last are those to a body whose checksum was not right."""
_RENEWED = "glance_s3_fast_renewed"
"""Of a request's context: it has been signed anew."""
_FIRST_PAUSE_SECS = 0.2
_LONGEST_PAUSE_SECS = 20.0
_DOUBLINGS_MAX = 16
_LOOK_SECS = 0.25
"""How often a pause looks whether the next attempt is still wanted."""

_thread = threading.local()


@dataclasses.dataclass
class Unanswered:
    """Attempts that were sent and never answered: the server may still be at them.

    :ivar attempts: how many
    :ivar stalled: whether some had a connection that was open and silent, not a broken one
    """

    attempts: int = 0
    stalled: bool = False


def note_unanswered() -> Unanswered:
    """Return a note of what the calling thread will send from now on and get no answer to."""
    noted = _thread.unanswered = Unanswered()
    return noted


@contextlib.contextmanager
def until(stopped: Callable[[], bool]) -> Iterator[None]:
    """Have the calling thread's pauses end with `Stopped` once `stopped()` is true.

    Not those after an attempt that was not answered: what may come of that is undone later, when
    the request has come to its end.
    """
    _thread.stopped = stopped
    try:
        yield
    finally:
        _thread.stopped = None


def forget_conflict() -> None:
    """Have `conflict_met` tell only of what the calling thread sends from now on."""
    _thread.conflict = None


def conflict_met() -> Any:
    """Return the first 409 that the calling thread has met, as botocore parsed it, or None."""
    return _thread.conflict


class AskedCredentials(botocore.credentials.Credentials):
    """botocore's credentials, asked from ours for each signature."""

    def __init__(self, source: CredentialsSource) -> None:
        """Ask nothing yet."""
        # The base class's own keys are never read: only `get_frozen_credentials` is.
        super().__init__("", "")
        self._source = source
        # A request is signed, sent and answered on one thread.
        self._given = threading.local()

    def get_frozen_credentials(self) -> botocore.credentials.ReadOnlyCredentials:
        """Return the keys in force."""
        current = self._given.keys = self._source.get()
        return botocore.credentials.ReadOnlyCredentials(
            current.access_key, current.secret_key, current.session_token
        )

    def renewed(self) -> bool:
        """Tell whether there are other keys than those this thread was given last."""
        given: Credentials | None = getattr(self._given, "keys", None)
        return given is not None and self._source.renew(given)


def pause_secs(attempts: int) -> float:
    """Return how long to wait after so many attempts: doubled each time, half of it by chance."""
    doubled = _FIRST_PAUSE_SECS * 2.0 ** min(attempts - 1, _DOUBLINGS_MAX)
    # Not for secrets: clients that failed together are not to come back together.
    return min(doubled, _LONGEST_PAUSE_SECS) * random.uniform(0.5, 1)  # noqa: S311


def _pause(secs: float) -> None:
    """Wait so long, or raise `Stopped`: an upload's memory waits for its requests to end."""
    stopped: Callable[[], bool] | None = getattr(_thread, "stopped", None)
    noted: Unanswered | None = getattr(_thread, "unanswered", None)
    if stopped is None or (noted is not None and noted.attempts):
        time.sleep(secs)
        return
    while secs > 0:
        if stopped():
            raise Stopped
        time.sleep(min(secs, _LOOK_SECS))
        secs -= _LOOK_SECS


class Answers:
    """Looks at a client's answers."""

    def __init__(self, credentials: AskedCredentials | None, max_attempts: int) -> None:
        """Look at nothing yet. Without `credentials`, there are no others than those in use."""
        self._credentials = credentials
        self._max_attempts = max_attempts

    def watch(self, client: Any) -> None:
        """See every answer that `client` gets, before botocore's own retries do."""
        client.meta.events.register_first("needs-retry.s3", self._look)

    def _look(
        self,
        response: Any = None,
        operation: Any = None,
        caught_exception: Exception | None = None,
        attempts: int = 1,
        request_dict: dict[str, Any] | None = None,
        **_others: Any,
    ) -> float | None:
        if response is None:
            may_pass = self._broken(caught_exception)
        else:
            may_pass, refused = self._answered(response[1], operation)
            context = (request_dict or {}).get("context", {})
            if refused and not context.get(_RENEWED) and self._renewed():
                context[_RENEWED] = True
                return 0.0
        if not may_pass or attempts >= self._max_attempts:
            return None
        # Now that a SlowDown has slowed the others down.
        _pause(pause_secs(attempts))
        return 0.0

    def _renewed(self) -> bool:
        return self._credentials is not None and self._credentials.renewed()

    @staticmethod
    def _broken(caught_exception: Exception | None) -> bool:
        """Note an attempt without an answer; tell whether the next one may have one."""
        # Those for which there was no connection at all are of another class.
        cut_off = caught_exception is not None and is_cut_off(caught_exception)
        noted: Unanswered | None = getattr(_thread, "unanswered", None)
        if noted is not None and (cut_off or isinstance(caught_exception, HTTPClientError)):
            noted.attempts += 1
            noted.stalled |= isinstance(caught_exception, ReadTimeoutError)
        broken = isinstance(caught_exception, HTTPClientError | ConnectionError)
        # A certificate does not become another one.
        return broken and (cut_off or not isinstance(caught_exception, SSLError))

    @staticmethod
    def _answered(answer: dict[str, Any], operation: Any) -> tuple[bool, bool]:
        """Tell whether the next attempt may go better, and whether other keys may help."""
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        kind = kind_of_answer(answer)
        turn = pace.current_turn()
        if kind is ErrorKind.THROTTLED and turn is not None:
            turn.slow_down()
        if status == HTTPStatus.CONFLICT and getattr(_thread, "conflict", None) is None:
            _thread.conflict = answer
        # The answer to a HEAD has no code that would tell an ended token from anything else.
        head = str(operation.name).startswith("Head")
        unclear = head and status == HTTPStatus.BAD_REQUEST
        # A Complete may answer 200 and put its error into the body. What a server does not know
        # (501), it does not learn in a moment.
        failing = kind is ErrorKind.SERVER and (
            status == HTTPStatus.OK
            or (status >= _SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED)
        )
        may_pass = failing or kind in _MAY_PASS
        return may_pass, kind is ErrorKind.FORBIDDEN or unclear
