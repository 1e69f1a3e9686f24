"""Result files: JSON, a line for each run, so that they stay small and can be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_DIGITS = 6


def write(results: dict[str, Any], path: Path) -> None:
    """Write `results`, fractions with six significant digits.

    What is larger than that keeps its whole digits: cut off, the median of whole numbers might be
    less than the least of them.
    """
    runs: list[str] = []

    def stand_in(run: dict[str, Any]) -> str:
        runs.append(json.dumps(_rounded(run)))
        return f"run {len(runs) - 1}"

    scenarios = {
        name: {**entry, "runs": [stand_in(run) for run in entry["runs"]]}
        for name, entry in results["scenarios"].items()
    }
    text = json.dumps(_rounded({**results, "scenarios": scenarios}), indent=1)
    for number, run in enumerate(runs):
        text = text.replace(f'"run {number}"', run, 1)
    path.write_text(text + "\n")


def read(path: Path) -> dict[str, Any]:
    """Read a result file; raises ``ValueError`` or ``OSError`` when it is none."""
    results = json.loads(path.read_text())
    if not isinstance(results, dict) or not {"machine", "began", "scenarios"} <= set(results):
        raise ValueError("it is no result of 'run --json'")
    return results


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        large = abs(value) >= 10**_DIGITS
        return round(value) if large else float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return value
