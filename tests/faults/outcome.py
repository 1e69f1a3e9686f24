"""What was found after a case, in the table's words."""

import dataclasses
import hashlib
from typing import Any

from contract.images import MIB, image
from faults.case import Case

CAP_SECS = 100.0
"""What takes longer counts as a hang. botocore's own timeout, the stock driver's, is 60 s."""

Answer = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Found:
    """What the bucket holds after a case.

    :ivar stored: the objects' bytes, by what their keys have after the case's own
    """

    stored: dict[str, bytes]
    open_upload: bool


def said(answer: Answer) -> Answer:
    """Return the one answer that has an error, if there is one: of several, the first."""
    return next((each for each in answer.get("each", []) if "error" in each), answer)


def outcome(case: Case, answer: Answer, found: Found) -> str:
    """Put what was found into words."""
    ended = answer["ended"]
    if ended == "hang":
        words = f"hangs (more than {CAP_SECS:.0f} s)"
    elif ended in ("killed", "crashed"):
        words = f"{ended}, {'and an object is there' if found.stored else 'no object'}"
    elif ended == "raised":
        words = _raised(case, answer, found)
    else:
        words = _RETURNED[case.action](case, answer, found.stored)
    return words + (", upload left open" if found.open_upload else "")


def _raised(case: Case, answer: Answer, found: Found) -> str:
    stored, wanted = found.stored.get(""), image(case.size)
    if case.action == "upload" and stored == wanted:
        return "error, but the image is there"
    if stored not in (None, wanted, image(case.size, seed=1)):
        return "error, and a wrong object is there"
    if answer["module"].startswith("glance_store"):
        return "error"
    # Of an image's source, the very exception is what Glance needs.
    return "the source's own error" if case.source == "raises" else "bare error"


def _uploaded(case: Case, answer: Answer, stored: dict[str, bytes]) -> str:
    data = stored.get("")
    if case.name.startswith("another object"):
        return "WRONG: success, the other object is overwritten"
    if data == image(case.size):
        return "whole"
    if data is None:
        return "WRONG: success, but no object"
    return "WRONG: success, but the object has other bytes"


def _downloaded(case: Case, answer: Answer, stored: dict[str, bytes]) -> str:
    right = answer["sha512"] == hashlib.sha512(image(case.size)).hexdigest()
    return "whole" if right else "WRONG BYTES, no error"


def _left(case: Case, answer: Answer, stored: dict[str, bytes]) -> str:
    if not answer["right"]:
        return "WRONG BYTES, no error"
    state = "stays open" if answer["unread_connections"] else "is closed"
    return f"the connection {state}"


def _stored_twice(case: Case, answer: Answer, stored: dict[str, bytes]) -> str:
    won = [n for n, each in enumerate(answer["each"]) if each["ended"] == "returned"]
    data = stored.get("")
    if len(won) == 2:
        return "WRONG: success for both, one is overwritten"
    if not won:
        return "error for both"
    whole = data == image(case.size, seed=won[0])
    return "one is whole, the other an error" if whole else "WRONG: success, but other bytes"


def _forked(case: Case, answer: Answer, stored: dict[str, bytes]) -> str:
    words = []
    for who, each in zip(("parent", "child"), answer["each"], strict=True):
        whole = stored.get(f"-{who}") == image(case.size) and each["ended"] == "returned"
        words.append("whole" if whole else f"the {who} {each['ended']}")
    return "whole on both sides" if words == ["whole"] * 2 else ", ".join(words)


def _many(case: Case, answer: Answer, stored: dict[str, bytes]) -> str:
    whole = sum(
        each["ended"] == "returned"
        and stored.get(f"-{number}") == image(MIB, number) * (case.size // MIB)
        for number, each in enumerate(answer["each"])
    )
    peak = f"{answer['peak_bytes'] / MIB:.0f} MiB more memory at the peak"
    return f"{'whole' if whole == len(answer['each']) else f'{whole} whole'}, {peak}"


_RETURNED = {
    "upload": _uploaded,
    "download": _downloaded,
    "leave": _left,
    "twice": _stored_twice,
    "fork": _forked,
    "many": _many,
}
