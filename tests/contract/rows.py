"""The list of faults, and the marker that says which test makes which of them.

`tests/contract/test_rows.py` sees that every row has a test with each engine.
"""

import pytest

ROWS = {
    "a part's connection": "refused, reset, closed or its answer lost: the part is sent again",
    "server errors": "500, 502, 503, 429: tried again with growing pauses, then the last cause",
    "slow down": "SlowDown: fewer parts at a time, and more again later",
    "a stall": "no progress for the configured time: cancelled and sent again",
    "a wrong ETag": "missing or not what was sent: the part is sent again, else refused",
    "a refused checksum": "BadDigest: sent again; if it stays, refused",
    "a flipped bit": "caught with the checksum options on, up and down",
    "Create is lost": "no second upload stays open",
    "Complete, 200 with an error": "seen as the error that it is, tried again",
    "Complete is lost": "the object is recognised as ours",
    "Complete fails": "aborted, an error, nothing left",
    "the abort fails": "the caller sees the first cause, the log the upload_id",
    "Complete's outcome unknown": "the log has the upload_id",
    "a bad source": "raises, ends early, gives too much: nothing left, its own error or Invalid",
    "odd reads": "one byte, huge ones, unknown size: right, within the memory limit",
    "a bad hash": "its own exception reaches the caller; nothing left",
    "a panic": "an error that names the upload, which is aborted",
    "the client is gone": "nothing left in the bucket",
    "twice at once": "one upload wins, the other is a duplicate",
    "killed": "no visible object; `orphans` lists the upload and aborts it",
    "told to end": "uWSGI's workers, by SIGTERM: no hang, and nothing visible that is not whole",
    "a fork": "child and parent both work",
    "several interpreters": "in one process: each works, or says why it cannot",
    "interpreter exit": "with transfers under way: no hang, no crash, no partial object",
    "refused": "403, no bucket, wrong keys: not tried again, and what to change",
    "wrong region": "the error names the right one",
    "rotated keys": "looked up anew; each attempt is signed anew",
    "clock skew": "corrected, or said clearly",
    "TLS": "unknown CA, expired, wrong name: refused, and the CA option is named",
    "a broken download": "goes on from the last byte, with If-Match",
    "a replaced object": "never bytes of two objects",
    "a slow or leaving consumer": "bounded memory; connections closed at once",
    "ways to the server": "a proxy, IPv6, both kinds of addressing, a bucket with dots",
    "storage full": "507, 413, EntityTooLarge: StorageFull, nothing left",
    "more than the memory": "all finish, within the limit",
    "a node is lost": "of a distributed server, and comes back: nothing is lost, all finish",
    "chaos": "many faults at once: whole or a clear error, and nothing left",
}


def fault(*rows: str) -> pytest.MarkDecorator:
    """Mark a test, or a parameter of one, as making the faults of these rows."""
    if unknown := set(rows) - set(ROWS):
        raise ValueError(f"no such rows: {sorted(unknown)}")
    return pytest.mark.fault(*rows)
