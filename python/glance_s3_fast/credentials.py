"""Where the keys come from: the store's options, or else botocore's default chain.

Guarantees: nothing is looked up before the first `get`; `get` may be called from many threads; a
forked process looks its keys up itself. Keys that expire are refreshed ahead of time, by botocore,
so `get` is called anew for every signature rather than its answer kept beyond `expires_at_epoch`.

Each process has a lock of its own, found by its process id, because a lock that another thread of
the parent held while it forked stays locked in the child for ever, and uWSGI does not run the
hooks of ``os.register_at_fork``.
"""

import dataclasses
import os
import threading
from typing import TYPE_CHECKING, Protocol

from glance_s3_fast.errors import EngineError, ErrorKind

if TYPE_CHECKING:
    from botocore.credentials import Credentials as BotocoreCredentials

    from glance_s3_fast.config import EngineConfig


@dataclasses.dataclass(frozen=True, slots=True)
class Credentials:
    """Keys to sign with.

    :ivar session_token: goes with temporary keys only
    :ivar expires_at_epoch: seconds since 1970 (UTC) at which they end, None if not known to
    """

    access_key: str = dataclasses.field(repr=False)
    secret_key: str = dataclasses.field(repr=False)
    session_token: str | None = dataclasses.field(default=None, repr=False)
    expires_at_epoch: float | None = None


class CredentialsSource(Protocol):
    """What an engine asks for keys, from any thread of any process."""

    def get(self) -> Credentials:
        """Return keys that are valid now.

        :raises EngineError: `ErrorKind.CONFIGURATION`, there are none
        """

    def renew(self, refused: Credentials) -> bool:
        """Look anew for keys, as a server has refused `refused`; tell whether there are others."""


def source(config: "EngineConfig") -> CredentialsSource:
    """Return where the keys of a store come from. Looks nothing up."""
    if config.access_key and config.secret_key:
        return StaticCredentials(Credentials(config.access_key, config.secret_key))
    return ChainCredentials(config.bucket)


class StaticCredentials:
    """The keys of the store's options."""

    def __init__(self, credentials: Credentials) -> None:
        """Keep the keys."""
        self._credentials = credentials

    def get(self) -> Credentials:
        """Return the keys."""
        return self._credentials

    def renew(self, refused: Credentials) -> bool:
        """Tell that there are no others."""
        return False


class _Process:
    """What the chain found in one process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.lock = threading.Lock()
        self.found: BotocoreCredentials | None = None


def _same(one: Credentials, other: Credentials) -> bool:
    return dataclasses.replace(one, expires_at_epoch=None) == dataclasses.replace(
        other, expires_at_epoch=None
    )


class ChainCredentials:
    """botocore's default chain: environment, shared files, web identity, container, instance.

    The order is botocore's own (boto3 documentation, "Credentials").
    """

    def __init__(self, bucket: str) -> None:
        """Look nothing up yet; the store's `bucket` is for error messages."""
        self._bucket = bucket
        self._process: _Process | None = None

    def get(self) -> Credentials:
        """Return the chain's keys, refreshed when they are about to end.

        :raises EngineError: `ErrorKind.CONFIGURATION`, the chain has none or could not refresh
            them
        """
        # Not while the store is configured.
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        process = self._process
        if process is None or process.pid != os.getpid():
            process = self._process = _Process()
        with process.lock:
            try:
                # Not kept while there are none: they may be provided later.
                found = process.found = process.found or self._look_up()
                if found is not None:
                    frozen = found.get_frozen_credentials()
                    # Read under the lock, so that it belongs to these very keys.
                    expiry = getattr(found, "_expiry_time", None)
                    return Credentials(
                        str(frozen.access_key),
                        str(frozen.secret_key),
                        frozen.token or None,
                        expiry.timestamp() if expiry is not None else None,
                    )
            # STS refuses (ClientError), its token's file is gone, what was got has ended already.
            except (BotoCoreError, ClientError, OSError, RuntimeError) as err:
                raise self._error(f"botocore's credential chain failed: {err}") from err
        raise self._error(
            "no credentials: set both s3_store_access_key and s3_store_secret_key, or provide "
            "them where botocore's default chain finds them"
        )

    def renew(self, refused: Credentials) -> bool:
        """Look everything up anew, as when the keys of a file were replaced; see the protocol."""
        try:
            if _same(self.get(), refused):
                # botocore keeps what it has read from the environment or a file for ever.
                self._process = None
            return not _same(self.get(), refused)
        except EngineError:
            return False

    @staticmethod
    def _look_up() -> "BotocoreCredentials | None":
        from botocore.session import Session  # noqa: PLC0415 - not while configuring

        return Session().get_credentials()

    def _error(self, message: str) -> EngineError:
        return EngineError(
            ErrorKind.CONFIGURATION, message, operation="credentials", bucket=self._bucket
        )
