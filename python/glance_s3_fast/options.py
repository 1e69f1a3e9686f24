"""The options this driver reads: the stock S3 driver's own, and new ones called ``s3_fast_*``.

The stock options are the stock driver's very objects. glance_store registers a driver's options on
every backend whose type name is *contained* in the driver's (``s3`` is contained in ``s3_fast``),
so a copy that differs in as much as its help text would raise DuplicateOptError and stop each
Glance that merely has this package installed.

The new options state no ``min``, ``max`` or ``choices``: oslo.config would raise its own error
wherever such a value is read, also where Glance only lists its options. `glance_s3_fast.config`
checks them against `CHOICES` and `RANGES`, from which the help texts are made too.
"""

from collections.abc import Mapping
from typing import Any

from glance_store._drivers.s3 import _S3_OPTS
from oslo_config import cfg

STOCK_OPTIONS: list[Any] = list(_S3_OPTS)

CHOICES: Mapping[str, tuple[str, ...]] = {
    "s3_store_bucket_url_format": ("auto", "virtual", "path"),
    "s3_store_request_checksum_calculation": ("when_required", "when_supported"),
    "s3_store_response_checksum_validation": ("when_required", "when_supported"),
    "s3_fast_engine": ("auto", "native", "boto3"),
    "s3_fast_hashing": ("auto", "avx2", "alone", "hashlib"),
    "s3_fast_part_checksum": ("auto", "crc64nvme", "crc32c", "crc32", "sha256", "md5", "none"),
    "s3_fast_payload_signing": ("auto", "whole", "chunks"),
    "s3_fast_server_side_encryption": ("", "AES256", "aws:kms"),
}

# Lowest and highest value, and the unit. Parts: 5 MiB to 5 GiB each, S3 API reference, "Amazon S3
# multipart upload limits".
RANGES: Mapping[str, tuple[float, float, str]] = {
    "s3_store_large_object_size": (0, 50_000_000, "MiB"),
    "s3_store_large_object_chunk_size": (5, 5120, "MiB"),
    "s3_store_thread_pools": (1, 10_000, "parts"),
    "s3_fast_memory_limit": (16, 16_777_216, "MiB"),
    "s3_fast_read_chunk_kib": (4, 65_536, "KiB"),
    "s3_fast_download_concurrency": (1, 64, "ranges"),
    "s3_fast_connect_timeout_secs": (0.1, 3600, "seconds"),
    "s3_fast_progress_timeout_secs": (0.1, 3600, "seconds"),
    "s3_fast_max_attempts": (1, 100, "attempts"),
}


def allowed(name: str) -> str:
    """Say which values the option `name` takes, for help texts and for error messages."""
    if name in CHOICES:
        return ", ".join(value or "(empty)" for value in CHOICES[name])
    low, high, unit = RANGES[name]
    return f"{low:g} to {high:.15g} ({unit})"


def _help(summary: str, paragraph: str, possible: str, *related: str) -> str:
    """Lay out an option's help as glance_store does, in its four parts."""
    others = "\n".join(f"    * {name}" for name in related or ("None",))
    return (
        f"\n{summary}\n\n{paragraph.strip()}\n\n"
        f"Possible values:\n    * {possible}\n\nRelated Options:\n{others}\n\n"
    )


ENABLED = cfg.BoolOpt(
    "s3_fast_enabled",
    default=False,
    help=_help(
        "Have this driver serve a store whose type is ``s3``.",
        """
The line ``enabled_backends = fast:s3, cheap:s3`` can stay as it is: a store of type ``s3`` whose
section sets this option is served by this driver, and the others by the stock one. A store of type
``s3_fast`` is always served by this driver, whatever this option says. It is read once, when the
service starts.
""",
        "true, false",
    ),
)

FAST_OPTIONS: list[Any] = [
    ENABLED,
    cfg.StrOpt(
        "s3_fast_engine",
        default="auto",
        help=_help(
            "The engine that moves the bytes.",
            """
``native`` is the compiled one, ``boto3`` needs nothing compiled and is slower. ``auto`` takes
``native`` when it can be loaded, else ``boto3``, and logs which and why. The environment variable
GLANCE_S3_FAST_ENGINE overrides this option.
""",
            allowed("s3_fast_engine"),
        ),
    ),
    cfg.IntOpt(
        "s3_fast_memory_limit",
        default=512,
        help=_help(
            "Memory, in MiB, that all transfers of one process may hold image data in.",
            """
One budget is shared by the uploads and downloads of all stores of the process. One upload holds at
most (s3_store_thread_pools + 1) x s3_store_large_object_chunk_size of it while its parts have that
size. An upload that finds none left waits for it, and a download goes on with a single connection.
The limit must hold at least two parts.
""",
            allowed("s3_fast_memory_limit"),
            "s3_store_large_object_chunk_size",
            "s3_store_thread_pools",
        ),
    ),
    cfg.StrOpt(
        "s3_fast_hashing",
        default="auto",
        help=_help(
            "How the native engine computes an image's checksum and multihash.",
            """
``auto`` computes MD5 and SHA-512, Glance's defaults, together: in one pass and for up to eight
images at once where the processor has AVX-512, for four images at once where it has AVX2. All
else is Python's hashlib. ``avx2`` is the same without AVX-512, for processors whose clock slows
down with it; parts are then signed as a whole, too, if ``s3_fast_payload_signing`` is ``auto``.
``alone`` is ``auto`` with each image for itself. ``hashlib`` always takes hashlib. The digests are
the same.
""",
            allowed("s3_fast_hashing"),
        ),
    ),
    cfg.StrOpt(
        "s3_fast_part_checksum",
        default="auto",
        help=_help(
            "The checksum that is sent with every part.",
            """
It travels in a request header, so the server can refuse a part that was damaged on the way.
``auto`` means ``crc64nvme`` when the stock driver's integrity options ask for ``when_supported``,
else ``none``. Every S3 server checks ``md5`` (the header Content-MD5); some ignore the others.
""",
            allowed("s3_fast_part_checksum"),
            "s3_store_enable_data_integrity_protection",
            "s3_store_request_checksum_calculation",
        ),
    ),
    cfg.BoolOpt(
        "s3_fast_unsigned_payload_over_http",
        default=False,
        help=_help(
            "Leave the payload out of the request's signature over plain HTTP too.",
            """
Over TLS the payload is never signed, because TLS protects it. Over plain HTTP the signature of the
payload is what reveals that somebody on the way changed the image; it takes a SHA-256 of every
byte. Leaving it out loses that and is for networks that are trusted.
""",
            "true, false",
            "s3_store_host",
            "s3_fast_payload_signing",
            "s3_fast_part_checksum",
        ),
    ),
    cfg.StrOpt(
        "s3_fast_payload_signing",
        default="auto",
        help=_help(
            "How the native engine signs the payload of a part, where it is signed.",
            """
``whole`` signs the SHA-256 of the part, ``chunks`` that of every 64 KiB of it, which S3 calls a
chunked upload. ``auto`` takes ``chunks`` where the processor has AVX-512, as sixteen of them are
hashed at once then, for half the CPU time, and where the server is up to it. A process finds that
out with the first part that it sends to a store: the server has to refuse a few bytes with a wrong
signature, and to store the part as it is; else parts are signed as with ``whole``. ``chunks``
leaves the first of the two out: it is for servers that are known to compare the signatures.
""",
            allowed("s3_fast_payload_signing"),
            "s3_fast_unsigned_payload_over_http",
        ),
    ),
    cfg.BoolOpt(
        "s3_fast_equal_parts",
        default=False,
        help=_help(
            "Keep all parts of an upload the same size when the image's size is unknown.",
            """
S3 takes 10,000 parts an upload. An image of unknown size therefore starts with parts of
s3_store_large_object_chunk_size that grow on the way. Servers that want equal parts need this
option, and then an image of unknown size ends at 10,000 times that size.
""",
            "true, false",
            "s3_store_large_object_chunk_size",
        ),
    ),
    cfg.IntOpt(
        "s3_fast_read_chunk_kib",
        default=1024,
        help=_help(
            "The size, in KiB, of the pieces in which a download reaches Glance.",
            "Small pieces cost CPU time in Glance and in the WSGI server, for each piece.",
            allowed("s3_fast_read_chunk_kib"),
        ),
    ),
    cfg.IntOpt(
        "s3_fast_download_concurrency",
        default=16,
        help=_help(
            "How many ranges of one image may be downloaded at once.",
            """
A download begins with one connection and opens others only while they make it faster. ``1`` is
plain streaming.
""",
            allowed("s3_fast_download_concurrency"),
            "s3_fast_memory_limit",
        ),
    ),
    cfg.FloatOpt(
        "s3_fast_connect_timeout_secs",
        default=10,
        help=_help(
            "Seconds to wait for a connection to the S3 server.",
            "Counted for each attempt, including the TLS handshake.",
            allowed("s3_fast_connect_timeout_secs"),
            "s3_fast_max_attempts",
        ),
    ),
    cfg.FloatOpt(
        "s3_fast_progress_timeout_secs",
        default=30,
        help=_help(
            "Seconds a request may go without moving a byte.",
            "Such a request is cancelled and sent again. One that is slow is left alone.",
            allowed("s3_fast_progress_timeout_secs"),
            "s3_fast_max_attempts",
        ),
    ),
    cfg.IntOpt(
        "s3_fast_max_attempts",
        default=5,
        help=_help(
            "How often a request is sent before it counts as failed.",
            "The first attempt is counted. Attempts are spaced by a growing, random delay.",
            allowed("s3_fast_max_attempts"),
            "s3_fast_progress_timeout_secs",
        ),
    ),
    cfg.StrOpt(
        "s3_fast_storage_class",
        default="",
        help=_help(
            "The storage class of new images.",
            """
Empty leaves the choice to the server. Glance cannot read objects of archive classes that have to
be restored first, such as GLACIER and DEEP_ARCHIVE.
""",
            "A storage class of the server, such as STANDARD, STANDARD_IA, INTELLIGENT_TIERING",
        ),
    ),
    cfg.StrOpt(
        "s3_fast_server_side_encryption",
        default="",
        help=_help(
            "How the server encrypts new images at rest.",
            "``AES256`` is SSE-S3, ``aws:kms`` is SSE-KMS. Empty leaves it to the bucket.",
            allowed("s3_fast_server_side_encryption"),
            "s3_fast_sse_kms_key_id",
        ),
    ),
    cfg.StrOpt(
        "s3_fast_sse_kms_key_id",
        default="",
        help=_help(
            "The KMS key that encrypts new images.",
            "Empty takes the server's own key. Only with s3_fast_server_side_encryption=aws:kms.",
            "A key id, an alias or an ARN",
            "s3_fast_server_side_encryption",
        ),
    ),
    cfg.StrOpt(
        "s3_fast_expected_bucket_owner",
        default="",
        help=_help(
            "The account that must own the bucket.",
            "Requests fail with 403 when another account owns it. Empty does not check.",
            "An AWS account id, 12 digits",
            "s3_store_bucket",
        ),
    ),
    cfg.StrOpt(
        "s3_fast_content_type",
        default="",
        help=_help(
            "The content type of new objects.",
            "Empty leaves it to the server. Glance itself does not read it.",
            "A media type, such as application/octet-stream",
        ),
    ),
    cfg.BoolOpt(
        "s3_fast_image_id_metadata",
        default=False,
        help=_help(
            "Note the image's id in the object's user metadata.",
            "For tools that look at buckets. Glance itself does not read it.",
            "true, false",
        ),
    ),
]

OPTIONS: list[Any] = STOCK_OPTIONS + FAST_OPTIONS


def list_opts() -> list[tuple[str, list[Any]]]:
    """Return the options for oslo.config's generator and Sphinx extension.

    The group stands for a store's identifier: each backend of type ``s3_fast`` has these options
    in the section that is named like the backend (``glance_store`` when there is only one store).
    """
    return [("s3_fast", list(OPTIONS))]
