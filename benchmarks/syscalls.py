"""System calls of one upload, per part: ``python -m benchmarks.syscalls --help``.

Counted by strace, which must be on PATH, in the measured process alone, from where its memory is
set back for the measurement: imports and the small upload before it are not in the counts. Times
say nothing under strace, counts do.
"""

from __future__ import annotations

import argparse
import collections
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import scenarios

_SHOWN = 8
_USUAL_PART_BYTES = 10 * 1024 * 1024
_CHILD = re.compile(r"(?:<\.\.\. )?(?:clone3?|v?fork)\b.*= (\d+)$")
#: What `benchmarks.measure` opens last before the work.
_BEGIN = "clear_refs"


def _of_subject(lines: Iterable[str]) -> Iterator[str]:
    """Give the calls of the measured process and its threads."""
    ids: set[str] = set()
    for line in lines:
        thread, _, call = line.strip().partition(" ")
        call = call.strip()
        if call.startswith("execve(") and '"benchmarks.subject"' in call:
            ids.add(thread)
        if thread in ids:
            if child := _CHILD.match(call):
                ids.add(child.group(1))
            yield call


def counted(lines: Iterable[str]) -> collections.Counter[str]:
    """Count calls by name; `lines` are strace's, with ``-f``."""
    calls = list(_of_subject(lines))
    start = max((i for i, call in enumerate(calls) if _BEGIN in call), default=0)
    names = (re.match(r"(\w+)\(", call) for call in calls[start:])
    return collections.Counter(name.group(1) for name in names if name)


def _trace(scenario: str, subject: str) -> collections.Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calls"
        run = ("-m", "benchmarks", "run", "--scenario", scenario, "--pairs", "1")
        subprocess.run(  # noqa: S603
            ["strace", "-f", "-o", path, sys.executable, *run, "--subjects", subject],  # noqa: S607
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with path.open(errors="replace") as lines:
            return counted(lines)


def main(arguments: list[str] | None = None) -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.syscalls", description=__doc__)
    parser.add_argument("--scenario", default="upload-512mib", help="without variants")
    parser.add_argument("--subjects", default="stock,native", help="who, with commas")
    given = parser.parse_args(arguments)
    if shutil.which("strace") is None:
        print("strace is not on PATH; distributions have it under that name", file=sys.stderr)
        return 2
    scenario = scenarios.load()[given.scenario]
    parts = -(-scenario.size_bytes // (scenario.part_bytes or _USUAL_PART_BYTES))
    print(f"{given.scenario}: {parts} parts\n\n| | a part | most of them |\n|---|---|---|")
    for subject in given.subjects.split(","):
        counts = _trace(given.scenario, subject)
        most = ", ".join(f"{n / parts:.0f} {name}" for name, n in counts.most_common(_SHOWN))
        print(f"| `{subject}` | {counts.total() / parts:.0f} | {most} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
