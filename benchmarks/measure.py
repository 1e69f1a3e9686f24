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


def _usage() -> tuple[float, float, int]:
    """Give user and system seconds and context switches, of children that have ended, too."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return (
        sum(each.ru_utime for each in both),
        sum(each.ru_stime for each in both),
        sum(each.ru_nvcsw + each.ru_nivcsw for each in both),
    )


@contextlib.contextmanager
def measured() -> Iterator[Cost]:
    """Measure the body: wall, CPU of all threads (user and system), peak memory.

    The CPU of children that end within the body is counted; their memory is not.

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
    before = _usage()
    began = time.perf_counter()
    yield cost
    cost.wall_secs = time.perf_counter() - began
    after = _usage()
    cost.machine_cpu_secs = _machine_cpu_secs() - machine_before
    cost.cpu_user_secs = after[0] - before[0]
    cost.cpu_system_secs = after[1] - before[1]
    cost.context_switches = int(after[2] - before[2])
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
