"""What a piece of work costs Glance: the CPU and the memory of uWSGI's processes."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import time
from collections.abc import Iterator
from pathlib import Path


@dataclasses.dataclass
class Cost:
    """Filled in when the work is done.

    `peak_bytes` is the most that any worker had in resident memory, over what it had before.
    `rest_cores` is what the machine did beside Glance and this client, the S3 server among it:
    where it is large, others took the cores, and times say little.
    """

    wall_secs: float = 0.0
    cpu_secs: float = 0.0
    peak_bytes: int = 0
    rest_cores: float = 0.0


def _cpu_secs(pids: list[int]) -> float:
    """Sum user and system time (proc_pid_stat(5), fields 14 and 15)."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _machine_cpu_secs() -> float:
    """Return the busy time of all cores since boot (proc_stat(5): all but idle and iowait)."""
    fields = [
        int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    ]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


def _resident_bytes(pid: int, field: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == field:
            return int(value.split()[0]) * 1024
    raise LookupError(field)


@contextlib.contextmanager
def measured(pids: list[int]) -> Iterator[Cost]:
    """Measure the body's time, and what `pids` did meanwhile."""
    cost = Cost()
    for pid in pids:
        # The kernel's high-water mark starts anew (proc_pid_clear_refs(5), value 5).
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    before = {pid: _resident_bytes(pid, "VmRSS") for pid in pids}
    cpu_before = _cpu_secs(pids)
    rest_before = _machine_cpu_secs() - cpu_before - time.process_time()
    began = time.perf_counter()
    yield cost
    cost.wall_secs = time.perf_counter() - began
    cpu_after = _cpu_secs(pids)
    cost.cpu_secs = cpu_after - cpu_before
    rest = _machine_cpu_secs() - cpu_after - time.process_time() - rest_before
    cost.rest_cores = max(0.0, rest / cost.wall_secs)
    cost.peak_bytes = max(_resident_bytes(pid, "VmHWM") - before[pid] for pid in pids)
