"""What servers differ in, and what the driver promises on all of them: the rows of a table.

A `Feature` is probed against the running server (`contract/test_features.py`); a `Promise` is
marked on contract tests: ``@pytest.mark.promise(Promise.RANGES)``. The values are the words of the
table in ``docs/reference/servers.md``.
"""

import enum


class Feature(enum.StrEnum):
    """What a server does, or does not."""

    CREATE_ONLY_PUT = "`If-None-Match: *` on PutObject keeps what is there"
    CREATE_ONLY_COMPLETE = "`If-None-Match: *` on CompleteMultipartUpload keeps what is there"
    CRC32 = "refuses a wrong `x-amz-checksum-crc32`"
    CRC32C = "refuses a wrong `x-amz-checksum-crc32c`"
    CRC64NVME = "refuses a wrong `x-amz-checksum-crc64nvme`"
    SHA256 = "refuses a wrong `x-amz-checksum-sha256`"
    CONTENT_MD5 = "refuses a wrong `Content-MD5`"
    ETAG_IS_MD5 = "a part's ETag is its MD5"
    PAYLOAD_HASH = "refuses a wrong `x-amz-content-sha256`"
    UNSIGNED_PAYLOAD = "takes `UNSIGNED-PAYLOAD` over plain HTTP"
    TRAILERS = "takes a checksum as a trailer (aws-chunked)"
    PART_ORDER = "refuses a Complete with its parts out of order"
    PART_NUMBERS = "refuses part number 10,001"
    BUCKET_OWNER = "refuses a wrong `x-amz-expected-bucket-owner`"
    UNKNOWN_KEYS = "refuses an unknown access key with 403"
    UPLOADS_BY_PREFIX = "ListMultipartUploads takes a prefix of a key"


class Promise(enum.StrEnum):
    """What the driver does on a server, with each engine."""

    SIZES = "images of any size, known or unknown, are stored right"
    GIBIBYTE = "1 GiB goes up and comes back"
    DECLARED = "another size than declared is refused, and nothing left"
    CLEAN = "an upload that fails leaves nothing"
    DUPLICATE = "an image that exists keeps its bytes"
    RACE = "of two uploads at once in a process, one wins"
    RANGES = "reads from any offset, of any length"
    RESUMED = "a download that broke goes on"
    CHECKSUMS = "every `s3_fast_part_checksum`"
    AUTO = "`auto`, with either value of the stock integrity options"
    STOCK = "what one driver wrote, ours or the stock one, the other reads"
    FORKS = "workers forked after the first use"
    TLS = "TLS with an authority of one's own, bucket in the path"
    VIRTUAL = "bucket in the host's name"
    TLS_VIRTUAL = "bucket in the host's name, over TLS"
    IPV6 = "an IPv6 address"
    DOTS = "a bucket with dots in its name"
