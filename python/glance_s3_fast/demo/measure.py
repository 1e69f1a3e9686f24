"""What one operation of the demo cost this process: seconds, CPU seconds and peak memory.

The peak is that of the operation, not of the process so far: on Linux the kernel's own high-water
mark is set back first (proc(5), ``/proc/pid/clear_refs``). Sampling in a thread was rejected: it
misses short peaks and takes part in what it measures. Elsewhere the peak stays unknown.
"""

import contextlib
import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path

_RESET_PEAK = "5"


@dataclasses.dataclass(slots=True)
class Cost:
    """Filled in when the operation ends. Both memory figures are None where they are unknown."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory_bytes: int | None = None
    start_memory_bytes: int | None = None


def _status_bytes(field: str) -> int | None:
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == field:
                return int(value.split()[0]) * 1024
    return None


def _reset_peak() -> bool:
    try:
        Path("/proc/self/clear_refs").write_text(_RESET_PEAK)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def measured(cost: Cost) -> Iterator[None]:
    """Measure the block in all threads of this process, and fill in `cost`."""
    knows_peak = _reset_peak()
    cost.start_memory_bytes = _status_bytes("VmRSS")
    started, cpu_started = time.perf_counter(), time.process_time()
    yield
    cost.seconds = time.perf_counter() - started
    cost.cpu_seconds = time.process_time() - cpu_started
    cost.peak_memory_bytes = _status_bytes("VmHWM") if knows_peak else None
