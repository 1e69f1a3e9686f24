"""Medians with their spread, ratios pair by pair, targets; as data and as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

from benchmarks.scenarios import OURS, Scenario, Target

Run = dict[str, Any]

#: measure → (heading, factor for the table, digits)
COLUMNS: dict[str, tuple[str, float, int]] = {
    "wall_secs": ("wall s", 1, 2),
    "mb_per_sec": ("MB/s", 1, 0),
    "cpu_secs_per_gb": ("CPU-s/GB", 1, 2),
    "peak_bytes": ("peak MB", 1e-6, 0),
    "first_byte_secs": ("first byte ms", 1e3, 1),
    "server_cpu_secs_per_gb": ("server CPU-s/GB", 1, 2),
    "others_cores": ("others' cores", 1, 1),
    "requests": ("requests", 1, 0),
    "max_open_connections": ("connections", 1, 0),
}
#: Measures whose ratio to the first subject is shown, as "how many times less".
RATIOS = ("wall_secs", "cpu_secs_per_gb")


def spread(values: list[float]) -> dict[str, float]:
    """Give median, least and most."""
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def summarise(scenario: Scenario, runs: list[Run]) -> dict[str, Any]:
    """Give for each label its measures, and ratios and targets pair by pair."""
    labels = list(dict.fromkeys(run["label"] for run in runs))
    measures = {
        label: {
            measure: spread([run[measure] for run in runs if run["label"] == label])
            for measure in COLUMNS
            if all(measure in run for run in runs)
        }
        for label in labels
    }
    base = labels[0]
    ratios = {
        label: {measure: spread(_ratios(runs, measure, base, label)) for measure in RATIOS}
        for label in labels[1:]
    }
    targets = []
    for target in scenario.targets:
        for subject in OURS if target.also_boto3 else OURS[:1]:
            label = f"{subject}, {target.variant}" if target.variant else subject
            if label in labels:
                targets += _judge(target, subject, label, labels, runs)
    return {"measures": measures, "ratio_base": base, "ratios": ratios, "targets": targets}


def _ratios(runs: list[Run], measure: str, above: str, below: str) -> list[float]:
    by_turn = {(run["label"], run["pair"]): run[measure] for run in runs}
    return [
        by_turn[above, pair] / max(by_turn[below, pair], 1e-9)
        for pair in sorted({run["pair"] for run in runs})
    ]


def _judge(
    target: Target, subject: str, label: str, labels: list[str], runs: list[Run]
) -> list[Any]:
    """Judge one target by the median; nothing when what it is against did not run."""
    if target.against is None:
        limit = target.at_most
        found = spread([run[target.measure] for run in runs if run["label"] == label])
    else:
        against = target.against
        against = against if against in labels else f"{subject}, {against}"
        if against not in labels:
            return []
        limit = target.at_most_ratio
        found = spread(_ratios(runs, target.measure, label, against))
    met = limit is not None and found["median"] <= limit
    entry = {"subject": label, "measure": target.measure, "against": target.against}
    return [{**entry, "limit": limit, "found": found, "met": met}]


def _cell(found: dict[str, float], factor: float, digits: int) -> str:
    median, least, most = (found[name] * factor for name in ("median", "min", "max"))
    if least == most:
        return f"{median:.{digits}f}"
    return f"{median:.{digits}f} ({least:.{digits}f} to {most:.{digits}f})"


def _table(rows: list[list[str]], write: Callable[[str], None]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        write("| " + " | ".join(cells) + " |")
        if number == 0:
            write("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def markdown(results: dict[str, Any]) -> str:
    """Write the report of one or more scenarios as they stand in the JSON file."""
    lines: list[str] = []
    machine = results["machine"]
    lines.append(
        f"{machine['cpu']}, {machine['cores']} cores, {machine['kernel']}. "
        f"Medians (least to most)."
    )
    for name, entry in results["scenarios"].items():
        summary = entry["summary"]
        lines += ["", f"### {name}", "", f"{entry['what']}. Pairs: {entry['pairs']}.", ""]
        shown = [each for each in COLUMNS if each in next(iter(summary["measures"].values()))]
        rows = [["", *(COLUMNS[each][0] for each in shown)]]
        for label, measures in summary["measures"].items():
            rows.append([label, *(_cell(measures[each], *COLUMNS[each][1:]) for each in shown)])
        _table(rows, lines.append)
        for label, ratios in summary["ratios"].items():
            said = ", ".join(f"{COLUMNS[each][0]} {_cell(ratios[each], 1, 2)}" for each in RATIOS)
            lines += ["", f"{summary['ratio_base']} ÷ {label}, pair by pair: {said}"]
        for target in summary["targets"]:
            against = f" ÷ {target['against']}" if target["against"] else ""
            factor, digits = (1, 3) if against else COLUMNS[target["measure"]][1:]
            found = _cell(target["found"], factor, digits)
            verdict = "met" if target["met"] else "**NOT met**"
            limit = f"{target['limit'] * factor:.{digits}f}"
            what = COLUMNS[target["measure"]][0]
            text = f"{target['subject']}{against}: {what} {found}, at most {limit}"
            lines += ["", f"Target {verdict}: {text}"]
    return "\n".join(lines) + "\n"
