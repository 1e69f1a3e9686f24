"""The command line: ``list``, ``run``, ``report``."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks import measure, report, runner, scenarios, sink_server


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="name the scenarios")
    run = commands.add_parser("run", help="measure, and print a report")
    run.add_argument("--scenario", action="append", required=True, help="a name, or all")
    run.add_argument("--pairs", type=int, default=5, help="turns of each subject (default 5)")
    run.add_argument("--subjects", help=f"with commas, of: {', '.join(scenarios.SUBJECTS)}")
    run.add_argument("--backend", help="configure as this backend group; default: single store")
    run.add_argument("--json", type=Path, help="write all runs and the summary here")
    run.add_argument("--markdown", type=Path, help="write the report here, too")
    again = commands.add_parser("report", help="print the report of a JSON file again")
    again.add_argument("json", type=Path)
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _run(arguments: argparse.Namespace) -> int:
    known = scenarios.load()
    names = list(known) if "all" in arguments.scenario else arguments.scenario
    if unknown := [name for name in names if name not in known]:
        _say(f"unknown scenario: {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    asked = tuple(arguments.subjects.split(",")) if arguments.subjects else ()
    if wrong := [subject for subject in asked if subject not in scenarios.SUBJECTS]:
        _say(f"unknown subject: {', '.join(wrong)}; there are: {', '.join(scenarios.SUBJECTS)}")
        return 2
    sink_server.build()
    results: dict[str, Any] = {
        "machine": measure.machine(),
        "began": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "mode": arguments.backend or "single store",
        "scenarios": {},
    }
    failed = False
    for name in names:
        scenario = known[name]
        subjects = asked or scenario.subjects
        try:
            runs = runner.run_scenario(
                scenario, subjects, arguments.pairs, arguments.backend, _say
            )
        except runner.RunFailed as error:
            _say(f"{name}: {error}")
            failed = True
            continue
        results["scenarios"][name] = {
            "what": scenario.summary,
            "pairs": arguments.pairs,
            "summary": report.summarise(scenario, runs),
            "runs": runs,
        }
        # After each scenario: an hour's numbers are not lost to the last one's failure.
        if arguments.json:
            arguments.json.write_text(json.dumps(results, indent=1) + "\n")
    text = report.markdown(results)
    print(text, end="")
    if arguments.markdown:
        arguments.markdown.write_text(text)
    return 1 if failed else 0


def main() -> int:
    """Run the command; 1 when a run failed, 2 when the command line was wrong."""
    arguments = _parser().parse_args()
    if arguments.command == "list":
        for name, scenario in scenarios.load().items():
            print(f"{name:28} {scenario.summary} [{', '.join(scenario.subjects)}]")
        return 0
    if arguments.command == "report":
        print(report.markdown(json.loads(arguments.json.read_text())), end="")
        return 0
    return _run(arguments)
