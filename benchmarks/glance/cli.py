"""The command line: what to measure, on which server, how often."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path
from typing import Any

from glance_rig.configuration import Setup

from benchmarks import measure, sites
from benchmarks.glance.rig import OURS, SERVERS, STOCK, Rig, running
from benchmarks.glance.work import WORK, Run, Work

LABELS = {STOCK: "stock", OURS: "ours"}
#: measure → (heading, factor for the table, digits)
COLUMNS = {
    "median_secs": ("median ms", 1e3, 2),
    "wall_secs": ("wall s", 1, 2),
    "mb_per_sec": ("MB/s", 1, 0),
    "first_byte_secs": ("first byte ms", 1e3, 1),
    "cpu_secs_each": ("CPU ms each", 1e3, 2),
    "cpu_secs_per_gb": ("CPU-s/GB", 1, 2),
    "peak_bytes": ("peak MB of a worker", 1e-6, 0),
    "rest_cores": ("server's and others' cores", 1, 1),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.glance", description=__doc__)
    names = [name for name, work in WORK.items() if work.by_default]
    parser.add_argument(
        "--work", default=",".join(names), help=f"with commas, of: {', '.join(WORK)}"
    )
    parser.add_argument("--pairs", type=int, default=5, help="turns of each store (default 5)")
    parser.add_argument("--server", choices=SERVERS, default="sink")
    parser.add_argument("--engine", choices=("native", "boto3"), default="native")
    parser.add_argument(
        "--option", action="append", default=[], help="NAME=VALUE, a further option of our store"
    )
    parser.add_argument("--processes", type=int, default=2, help="uWSGI's workers (default 2)")
    parser.add_argument("--threads", type=int, default=2, help="of each worker (default 2)")
    parser.add_argument("--json", type=Path, help="write all runs here")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run_work(rig: Rig, name: str, pairs: int) -> list[Run]:
    """Run `pairs` rounds of turns; who begins changes from round to round."""
    work = WORK[name]
    runs: list[Run] = []
    images: dict[str, str] = {}
    stores = [STOCK, OURS] if work.stock_too else [OURS]
    if content := work.content:
        for store in stores:
            images[store] = rig.glance.api.create()
            rig.glance.api.upload(
                images[store], content.pieces(), size_bytes=content.size_bytes, store=store
            ).expect(204)
    for pair in range(pairs):
        for store in reversed(stores) if pair % 2 else stores:
            run = work.run(rig, store, images.get(store, ""))
            run |= {"pair": pair, "store": LABELS[store]}
            runs.append(run)
            _say(f"{name} {pair + 1}/{pairs} {run['store']}: {run[work.measure]:.4f} s")
    for image_id in images.values():
        rig.glance.api.delete(image_id)
    return runs


def ratios(runs: list[Run], measure_name: str) -> list[float]:
    """Return stock ÷ ours, pair by pair."""
    by_turn = {(run["store"], run["pair"]): run[measure_name] for run in runs}
    pairs = sorted({run["pair"] for run in runs})
    return [by_turn["stock", pair] / by_turn["ours", pair] for pair in pairs]


def _cell(values: list[float], factor: float, digits: int) -> str:
    median, least, most = (
        factor * value for value in (statistics.median(values), min(values), max(values))
    )
    return f"{median:.{digits}f} ({least:.{digits}f} to {most:.{digits}f})"


def table(name: str, work: Work, runs: list[Run]) -> str:
    """Return the report of one piece of work, as Markdown."""
    shown = [column for column in COLUMNS if column in runs[0]]
    if work.measure != "wall_secs":
        shown.remove("wall_secs")
    lines = ["", f"### {name}: {work.summary}", ""]
    lines.append("| | " + " | ".join(COLUMNS[column][0] for column in shown) + " |")
    lines.append("|---" * (len(shown) + 1) + "|")
    for label in dict.fromkeys(run["store"] for run in runs):
        cells = [
            _cell([run[column] for run in runs if run["store"] == label], *COLUMNS[column][1:])
            for column in shown
        ]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    if work.stock_too:
        said = _cell(ratios(runs, work.measure), 1, 2)
        lines += ["", f"stock ÷ ours, pair by pair: {COLUMNS[work.measure][0]} {said}"]
    return "\n".join(lines)


def main() -> int:
    """Run the command; 2 when the command line was wrong."""
    arguments = _parser().parse_args()
    names = arguments.work.split(",")
    if unknown := [name for name in names if name not in WORK]:
        _say(f"unknown: {', '.join(unknown)}; there are: {', '.join(WORK)}")
        return 2
    options = dict(option.split("=", 1) for option in arguments.option)
    if arguments.server == "sink":
        options = {**sites.Sink.options, **options}
    results: dict[str, Any] = {
        "machine": measure.machine(),
        "server": arguments.server,
        "engine": arguments.engine,
        "options": options,
        "processes": arguments.processes,
        "threads": arguments.threads,
        "work": {},
    }
    machine = results["machine"]
    print(
        f"{machine['cpu']}, {machine['cores']} cores, {machine['kernel']}; glance-api under "
        f"uWSGI, {arguments.processes} x {arguments.threads}, server: {arguments.server}, "
        f"engine: {arguments.engine}. Medians (least to most)."
    )
    setup = Setup(
        engine=arguments.engine,
        options=options,
        processes=arguments.processes,
        threads=arguments.threads,
    )
    with running(arguments.server, setup) as rig:
        for name in names:
            results["work"][name] = run_work(rig, name, arguments.pairs)
            print(table(name, WORK[name], results["work"][name]), flush=True)
            if arguments.json:
                arguments.json.write_text(json.dumps(results, indent=1) + "\n")
    return 0
