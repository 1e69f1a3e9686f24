"""How much of its memory budgets a process holds, of both engines."""

import gc
import importlib
import time

from glance_s3_fast.engines.memory import process_budget

SETTLE_SECS = 30


def budgets() -> dict[str, dict[str, int]]:
    """Return each budget's `memory_stats`, by engine; boto3's alone where there is no other."""
    found = {"boto3": process_budget(0).stats()}
    try:
        native = importlib.import_module("glance_s3_fast._native")
    except ImportError:
        return found
    return {**found, "native": native.memory_stats()}


def held() -> dict[str, int]:
    """Return what each budget has given out, in bytes, if anything."""
    return {name: used for name, stats in budgets().items() if (used := stats["used_bytes"])}


def assert_no_memory_is_held() -> None:
    """See that all is given back, also by what comes to its end only now."""
    gc.collect()
    give_up = time.monotonic() + SETTLE_SECS
    while held() and time.monotonic() < give_up:
        time.sleep(0.02)
    left = held()
    assert not left, f"bytes of the memory budgets stay taken: {left}"
