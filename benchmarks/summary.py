"""Medians with their spread, ratios pair by pair, targets: what reports and plots are made of."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks.kinds import OURS
from benchmarks.scenarios import Scenario, Target

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
    "slowdown": ("slowed by", 1, 2),
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
    first = {run["label"]: run for run in reversed(runs)}
    # Where reads give objects made beforehand, who keeps them has them for nothing.
    untrue = () if scenario.fresh_bytes or scenario.direction == "download" else ("peak_bytes",)
    labels = list(dict.fromkeys(run["label"] for run in runs))
    measures = {
        label: {
            measure: spread([run[measure] for run in runs if run["label"] == label])
            for measure in COLUMNS
            if measure not in untrue and all(measure in run for run in runs)
        }
        for label in labels
    }
    base = runs[0]["series"]
    # At each point of an axis the base is the first subject at that point.
    bases = {run["point"]: run["label"] for run in runs if run["series"] == base}
    ratios = {
        label: {
            measure: spread(_ratios(runs, measure, bases[first[label]["point"]], label))
            for measure in RATIOS
        }
        for label in labels
        if first[label]["series"] != base and first[label]["point"] in bases
    }
    targets = []
    for target in scenario.targets:
        for subject in OURS if target.also_boto3 else OURS[:1]:
            label = f"{subject}, {target.variant}" if target.variant else subject
            if label in labels:
                targets += _judge(target, subject, label, labels, runs)
    return {
        "axis": scenario.axis,
        "places": {label: [first[label]["series"], first[label]["point"]] for label in labels},
        "measures": measures,
        "ratio_base": base,
        "ratios": ratios,
        "targets": targets,
    }


def _ratios(runs: list[Run], measure: str, above: str, below: str) -> list[float]:
    by_turn = {(run["label"], run["pair"]): run[measure] for run in runs}
    return [
        by_turn[above, pair] / max(by_turn[below, pair], 1e-9)
        for pair in sorted({run["pair"] for run in runs})
        if (above, pair) in by_turn and (below, pair) in by_turn
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
