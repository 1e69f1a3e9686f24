"""The cases of the table: a fault each, made the same way for every driver."""

import dataclasses
import threading
from collections.abc import Callable
from typing import Any

from contract.conftest import Bucket
from contract.images import MIB, image
from contract.proxy import Fault, error

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
    released: threading.Event
    """Set when the case is over: what hangs may go on."""

    def replace(self) -> None:
        """Put another object of the same size in the image's place."""
        self.bucket.write(self.key, image(LARGE, seed=1))


@dataclasses.dataclass(frozen=True)
class Case:
    """One row of the table."""

    name: str
    faults: MakeFaults
    action: str = "upload"
    size: int = LARGE
    known: bool = True
    source: str = "whole"
    options: dict[str, Any] = dataclasses.field(default_factory=dict)
    stored_with: dict[str, Any] = dataclasses.field(default_factory=dict)
    """What the PUT of a download's image says besides its bytes."""
    resign: str = ""
    """Which of `contract.signing`'s servers stands in front: ``keys`` or ``clock``."""


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


STOCK_INTEGRITY = {
    "s3_store_enable_data_integrity_protection": True,
    "s3_store_request_checksum_calculation": "when_supported",
    "s3_store_response_checksum_validation": "when_supported",
}
UNSIGNED = {"s3_fast_unsigned_payload_over_http": True}
BAD_DIGEST = (400, error("BadDigest"))
BROKEN = (500, error("InternalError"))
BUSY = (503, error("SlowDown"))
NO_ETAG = {"ETag": ""}

UPLOADS = [
    Case("a part's connection is reset", once("UploadPart", reset=True)),
    Case("a part's connection is reset, every time", always("UploadPart", reset=True)),
    Case("a part's connection is closed without an answer", once("UploadPart", closed=True)),
    Case("the answer to a part is lost", once("UploadPart", lost=True)),
    Case("a part meets a 500", once("UploadPart", answer=BROKEN)),
    Case("a part meets a 500, every time", always("UploadPart", answer=BROKEN)),
    Case("parts meet 503 SlowDown", lambda _: [Fault("UploadPart", times=4, answer=BUSY)]),
    Case("a part meets a 429", once("UploadPart", answer=(429, error("TooManyRequests")))),
    Case("a part stalls", stalled("UploadPart")),
    Case("the answer to a part has no ETag", once("UploadPart", headers=NO_ETAG)),
    Case("the answer to a part has no ETag, every time", always("UploadPart", headers=NO_ETAG)),
    Case("a part is refused for its checksum", once("UploadPart", answer=BAD_DIGEST)),
    Case(
        "a part is refused for its checksum, every time", always("UploadPart", answer=BAD_DIGEST)
    ),
    Case("a bit of a part flips on the way", once("UploadPart", corrupt=True)),
    Case(
        "a bit of a part flips on the way, payload unsigned",
        once("UploadPart", corrupt=True),
        options=UNSIGNED,
    ),
    Case(
        "a bit of a part flips on the way, payload unsigned, integrity options on",
        once("UploadPart", corrupt=True),
        options={**UNSIGNED, **STOCK_INTEGRITY},
    ),
    Case("a bit of a small image flips on the way", once("PutObject", corrupt=True), size=SMALL),
    Case("a part is forbidden", always("UploadPart", answer=(403, error("AccessDenied")))),
    Case("the server is full", always("UploadPart", answer=(507, error("InsufficientStorage")))),
    Case("a body is too large (413)", always("PutObject", answer=(413, b"")), size=SMALL),
    Case("the answer to Create is lost", once("CreateMultipartUpload", lost=True)),
    Case("Complete meets a 500", once("CompleteMultipartUpload", answer=BROKEN)),
    Case("Complete meets a 500, every time", always("CompleteMultipartUpload", answer=BROKEN)),
    Case(
        "Complete fails with status 200",
        once("CompleteMultipartUpload", answer=(200, error("InternalError"))),
    ),
    Case(
        "Complete fails with status 200, every time",
        always("CompleteMultipartUpload", answer=(200, error("InternalError"))),
    ),
    Case("the answer to Complete is lost", once("CompleteMultipartUpload", lost=True)),
    Case("Complete stalls", stalled("CompleteMultipartUpload")),
    Case(
        "parts fail and so does the abort",
        lambda _: [
            Fault("UploadPart", times=ALWAYS, answer=(403, error("AccessDenied"))),
            Fault("AbortMultipartUpload", times=ALWAYS, answer=BROKEN),
        ],
    ),
    Case("the answer to a single PUT is lost", once("PutObject", lost=True), size=SMALL),
    Case("a single PUT is reset", once("PutObject", reset=True), size=SMALL),
    Case(
        "another object of the name appears before Complete",
        lambda at: [Fault("CompleteMultipartUpload", before=at.replace)],
    ),
    Case("the source raises", lambda _: [], source="raises"),
    Case("the source ends early", lambda _: [], source="ends early"),
    Case("the source gives too much", lambda _: [], source="gives too much"),
    Case("the process is killed", lambda _: [], source="is killed"),
    Case("the size is not known", lambda _: [], known=False),
    Case(
        "the bucket is in another region (a bare 301)",
        always("HeadObject", answer=(301, b""), headers={"x-amz-bucket-region": "eu-middle-7"}),
    ),
    Case("the keys are rotated midway", lambda _: [], resign="keys"),
    Case("the server's clock is an hour ahead", lambda _: [], resign="clock"),
]
DOWNLOADS = [
    Case("the answer breaks off", once("GetObject", cut_bytes=3 * MIB), "download"),
    Case("the answer breaks off before its body", once("GetObject", cut_bytes=0), "download"),
    Case("the answer stalls midway", stalled_midway, "download"),
    Case(
        "the answer breaks off, then 503",
        lambda _: [Fault("GetObject", cut_bytes=MIB), Fault("GetObject", answer=BUSY)],
        "download",
    ),
    Case(
        "the object is replaced while it is read",
        lambda at: [
            Fault("GetObject", cut_bytes=3 * MIB),
            Fault("GetObject", before=at.replace),
        ],
        "download",
    ),
    Case("a bit flips on the way", once("GetObject", corrupt=True), "download"),
    Case(
        "a bit flips on the way, integrity options on, no checksum stored",
        once("GetObject", corrupt=True),
        "download",
        options=STOCK_INTEGRITY,
    ),
    Case(
        "a bit flips on the way, integrity options on, stored with a checksum",
        once("GetObject", corrupt=True),
        "download",
        options=STOCK_INTEGRITY,
        stored_with={"ChecksumAlgorithm": "CRC32"},
    ),
]
