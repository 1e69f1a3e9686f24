"""The cases of the table: a fault each, made the same way for every driver."""

from contract.images import MIB
from contract.proxy import Fault, error
from faults.case import (
    ALWAYS,
    BAD_DIGEST,
    BROKEN,
    BUSY,
    NO_ETAG,
    SMALL,
    STOCK_INTEGRITY,
    TOO_LARGE,
    UNSIGNED,
    WITH_MD5,
    WRONG_ETAG,
    Case,
    always,
    once,
    refused_for_a_moment,
    stalled,
    stalled_midway,
)

UPLOADS = [
    Case("a part's connection is reset", once("UploadPart", reset=True)),
    Case("a part's connection is reset, every time", always("UploadPart", reset=True)),
    Case("a part's connection is closed without an answer", once("UploadPart", closed=True)),
    Case("the answer to a part is lost", once("UploadPart", lost=True)),
    Case("a part's connection is refused, for half a second", refused_for_a_moment),
    Case(
        "the server is gone after the first part",
        lambda at: [Fault("UploadPart", before=at.end, reset=True)],
    ),
    Case("a part meets a 500", once("UploadPart", answer=BROKEN)),
    Case("a part meets a 500, every time", always("UploadPart", answer=BROKEN)),
    Case("parts meet 503 SlowDown", lambda _: [Fault("UploadPart", times=4, answer=BUSY)]),
    Case("a part meets a 429", once("UploadPart", answer=(429, error("TooManyRequests")))),
    Case("a part stalls", stalled("UploadPart")),
    Case("the answer to a part has no ETag", once("UploadPart", headers=NO_ETAG)),
    Case("the answer to a part has no ETag, every time", always("UploadPart", headers=NO_ETAG)),
    Case("the answer to a part has a wrong ETag", once("UploadPart", headers=WRONG_ETAG)),
    Case(
        "the answer to a part has a wrong ETag, parts sent with their MD5",
        once("UploadPart", headers=WRONG_ETAG),
        options=WITH_MD5,
    ),
    Case(
        "the answer to a part has a wrong ETag, every time, parts sent with their MD5",
        always("UploadPart", headers=WRONG_ETAG),
        options=WITH_MD5,
    ),
    Case(
        "the answer to a single PUT has a wrong ETag",
        once("PutObject", headers=WRONG_ETAG),
        size=SMALL,
    ),
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
    Case("a part is too large (413)", always("UploadPart", answer=(413, b""))),
    Case("a part is too large (EntityTooLarge)", always("UploadPart", answer=TOO_LARGE)),
    Case(
        "the image is too large (EntityTooLarge on Complete)",
        always("CompleteMultipartUpload", answer=TOO_LARGE),
    ),
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
    Case("the source raises", source="raises"),
    Case("the source ends early", source="ends early"),
    Case("the source gives too much", source="gives too much"),
    Case("the process is killed", source="is killed"),
    Case("the size is not known", known=False),
    Case("the source gives 1 byte a read", source="1 byte a read", size=9 * MIB),
    Case("the source gives 7 MiB a read, whatever is asked for", source="7 MiB a read"),
    Case(
        "the source gives 7 MiB a read, the size is not known", source="7 MiB a read", known=False
    ),
    Case(
        "the bucket is in another region (a bare 301)",
        always("HeadObject", answer=(301, b""), headers={"x-amz-bucket-region": "eu-middle-7"}),
    ),
    Case("the keys are rotated midway", resign="keys"),
    Case("the server's clock is an hour ahead", resign="clock"),
]
DOWNLOADS = [
    Case(
        "the server is gone midway",
        lambda at: [Fault("GetObject", before=at.end, cut_bytes=3 * MIB)],
        "download",
    ),
    Case("the consumer leaves after its first piece", action="leave", size=64 * MIB),
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
