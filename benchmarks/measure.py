"""What a piece of work costs the process that does it."""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import gc
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path


@dataclasses.dataclass
class Cost:
    """Filled in when the work is done. Memory is resident memory, over what there was before.

    `machine_cpu_secs` is what all processes together used meanwhile: it tells a quiet machine
    from one where others took the cores.
    """

    wall_secs: float = 0.0
    cpu_user_secs: float = 0.0
    cpu_system_secs: float = 0.0
    peak_bytes: int = 0
    start_bytes: int = 0
    context_switches: int = 0
    machine_cpu_secs: float = 0.0


def _status_bytes(field: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == field:
            return int(value.split()[0]) * 1024
    raise LookupError(field)


def _machine_cpu_secs() -> float:
    """Read the busy time of all cores since boot (proc_stat(5): all but idle and iowait)."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    ticks = sum(int(field) for field in fields) - int(fields[3]) - int(fields[4])
    return ticks / os.sysconf("SC_CLK_TCK")


def _forget_peak() -> None:
    """Start the kernel's high-water mark anew (proc_pid_clear_refs(5), value 5)."""
    Path("/proc/self/clear_refs").write_text("5")


@contextlib.contextmanager
def measured() -> Iterator[Cost]:
    """Measure the body: wall, CPU of all threads (user and system), peak memory.

    Memory freed before but still held by the allocator is given back first: otherwise the work
    could use it without being seen.
    """
    cost = Cost()
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    _forget_peak()
    cost.start_bytes = _status_bytes("VmRSS")
    machine_before = _machine_cpu_secs()
    before = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    yield cost
    cost.wall_secs = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF)
    cost.machine_cpu_secs = _machine_cpu_secs() - machine_before
    cost.cpu_user_secs = after.ru_utime - before.ru_utime
    cost.cpu_system_secs = after.ru_stime - before.ru_stime
    cost.context_switches = after.ru_nvcsw + after.ru_nivcsw - before.ru_nvcsw - before.ru_nivcsw
    cost.peak_bytes = max(0, _status_bytes("VmHWM") - cost.start_bytes)


def machine() -> dict[str, str | int]:
    """Describe the machine, for whoever reads the numbers."""
    model = "unknown"
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    name = os.uname()
    return {
        "cpu": model,
        "cores": os.cpu_count() or 0,
        "kernel": f"{name.sysname} {name.release}",
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
    }
