"""A fault by chance: what a request of the chaos run may meet."""

import random
import time
from collections.abc import Callable
from typing import Any

from contract.images import MIB
from contract.proxy import Fault, Request, error

STALL_SECS = 4.0
"""Longer than the chaos run's stores wait for progress."""
SELDOM = 0.05
"""How many of the faults are those that end a transfer, or take their time."""


def _makers(request: Request, chance: random.Random) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what may happen to `request`, by name: each gives a `Fault`'s arguments."""
    if chance.random() < SELDOM:
        return {
            "stall": lambda: {"before": lambda: time.sleep(STALL_SECS)},
            "403": lambda: {"answer": (403, error("AccessDenied"))},
            "507": lambda: {"answer": (507, error("InsufficientStorage"))},
        }
    makers: dict[str, Callable[[], dict[str, Any]]] = {
        "reset": lambda: {"reset": True},
        "closed": lambda: {"closed": True},
        "answer lost": lambda: {"lost": True},
        "500": lambda: {"answer": (500, error("InternalError"))},
        "503 SlowDown": lambda: {"answer": (503, error("SlowDown"))},
        "502": lambda: {"answer": (502, b"")},
        "late": lambda: {"before": lambda: time.sleep(0.3)},
    }
    match request.operation:
        case "GetObject":
            makers |= {
                "cut off": lambda: {"cut_bytes": chance.randrange(12 * MIB)},
                "reset midway": lambda: {"cut_bytes": chance.randrange(12 * MIB), "reset": True},
            }
        case "UploadPart" | "PutObject":
            makers |= {
                "reset midway": lambda: {"read_bytes": chance.randrange(5 * MIB), "reset": True},
                "flipped bit": lambda: {"corrupt": True},
                "400 BadDigest": lambda: {"answer": (400, error("BadDigest"))},
                "no ETag": lambda: {"headers": {"ETag": ""}},
            }
        case "CompleteMultipartUpload":
            makers["200 with an error"] = lambda: {"answer": (200, error("InternalError"))}
    return makers


def random_fault(chance: random.Random, request: Request) -> tuple[str, Fault]:
    """Return a fault for `request`, and its name."""
    makers = _makers(request, chance)
    name = chance.choice(list(makers))
    return name, Fault(request.operation, **makers[name]())
