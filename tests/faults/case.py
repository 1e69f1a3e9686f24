"""What a case of the table is, and the faults that are made the same way for every driver."""

import dataclasses
import threading
import time
from collections.abc import Callable
from typing import Any

from contract.conftest import Bucket
from contract.images import MIB, image
from contract.proxy import Fault, Proxy, error
from contract.serving import serving

LARGE = 12 * MIB
"""Three parts."""
SMALL = 100_000
ALWAYS = 1_000

MakeFaults = Callable[["Situation"], list[Fault]]


@dataclasses.dataclass
class Situation:
    """What a case's faults may need to know."""

    bucket: Bucket
    key: str
    proxy: Proxy
    released: threading.Event
    """Set when the case is over: what hangs may go on."""

    def replace(self) -> None:
        """Put another object of the same size in the image's place."""
        self.bucket.write(self.key, image(LARGE, seed=1))

    def refuse(self) -> None:
        """Have every new connection refused."""
        self.proxy.server.shutdown()
        self.proxy.server.server_close()

    def end(self) -> None:
        """Have no server any more: what is open is reset, and what is new refused."""
        self.proxy.choose = lambda request: Fault(request.operation, reset=True)
        self.refuse()

    def refuse_for(self, secs: float) -> None:
        """Have every new connection refused, for a while."""
        self.refuse()
        before = self.proxy.server

        def serve_again() -> None:
            time.sleep(secs)
            again = type(before)(before.server_address[:2], before.RequestHandlerClass)
            with serving(again):
                self.released.wait(300)

        threading.Thread(target=serve_again, daemon=True).start()


@dataclasses.dataclass(frozen=True)
class Case:
    """One row of the table."""

    name: str
    faults: MakeFaults = lambda _: []
    action: str = "upload"
    """One of `faults.actions.ACTIONS`."""
    size: int = LARGE
    known: bool = True
    source: str = "whole"
    """One of `faults.sources.SOURCES`."""
    options: dict[str, Any] = dataclasses.field(default_factory=dict)
    stored_with: dict[str, Any] = dataclasses.field(default_factory=dict)
    """What the PUT of a download's image says besides its bytes."""
    resign: str = ""
    """Which of `contract.signing`'s servers stands in front: ``keys`` or ``clock``."""
    way: str = ""
    """How the driver comes to the server: one of `faults.way`'s."""


def once(operation: str, **what: Any) -> MakeFaults:
    return lambda _: [Fault(operation, **what)]


def always(operation: str, **what: Any) -> MakeFaults:
    return lambda _: [Fault(operation, times=ALWAYS, **what)]


def stalled(operation: str, times: int = 1) -> MakeFaults:
    return lambda at: [Fault(operation, times=times, before=lambda: at.released.wait(300))]


def stalled_midway(at: Situation) -> list[Fault]:
    count = iter(range(10_000))

    def block() -> None:
        if next(count) == 48:  # 3 MiB
            at.released.wait(300)

    return [Fault("GetObject", each_block=block)]


def refused_for_a_moment(at: Situation) -> list[Fault]:
    """Have the first parts reset, and what follows refused for half a second."""
    return [
        Fault("UploadPart", before=lambda: at.refuse_for(0.5), reset=True),
        Fault("UploadPart", times=2, reset=True),
    ]


STOCK_INTEGRITY = {
    "s3_store_enable_data_integrity_protection": True,
    "s3_store_request_checksum_calculation": "when_supported",
    "s3_store_response_checksum_validation": "when_supported",
}
WITH_MD5 = {"s3_fast_part_checksum": "md5"}
UNSIGNED = {"s3_fast_unsigned_payload_over_http": True}
BAD_DIGEST = (400, error("BadDigest"))
TOO_LARGE = (400, error("EntityTooLarge"))
BROKEN = (500, error("InternalError"))
BUSY = (503, error("SlowDown"))
NO_ETAG = {"ETag": ""}
WRONG_ETAG = {"ETag": f'"{"0" * 32}"'}
