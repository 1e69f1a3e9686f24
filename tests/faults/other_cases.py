"""The cases that are not of one request: the way to the server, and several transfers at once."""

from contract.conftest import BUCKET
from contract.images import MIB
from faults.case import Case
from faults.way import ENDED, HTTP_PROXY, IPV6, NOBODY, OTHER_AUTHORITY, OTHER_NAME

DOTTED = f"{BUCKET}.with.dots"

WAYS = [
    Case("nothing listens at the server's address", way=NOBODY),
    Case("nothing listens at the server's address, a download", action="download", way=NOBODY),
    Case(
        "the bucket does not exist",
        options={"s3_store_bucket": f"{BUCKET}-absent"},
    ),
    Case("the access key is unknown", options={"s3_store_access_key": "WRONGKEY"}),
    Case("the secret key is wrong", options={"s3_store_secret_key": "wrong"}),
    Case("TLS: an authority that is not in the bundle", way=OTHER_AUTHORITY),
    Case("TLS: the certificate has expired", way=ENDED),
    Case("TLS: the certificate names another host", way=OTHER_NAME),
    Case("through an HTTP proxy", way=HTTP_PROXY),
    Case("through an HTTP proxy, a download", action="download", way=HTTP_PROXY),
    Case("an IPv6 endpoint", way=IPV6),
    Case("an IPv6 endpoint, a download", action="download", way=IPV6),
    Case("a bucket with dots in its name", options={"s3_store_bucket": DOTTED}),
    Case(
        "a bucket with dots in its name, a download",
        action="download",
        options={"s3_store_bucket": DOTTED},
    ),
]
TOGETHER = [
    Case("the same image twice at once", action="twice"),
    Case("a worker is forked after use", action="fork"),
    Case(
        "8 uploads of 32 MiB at once, s3_fast_memory_limit = 32",
        action="many",
        size=32 * MIB,
        options={"s3_fast_memory_limit": 32},
    ),
]
