"""The command line: ``list``, ``run``, ``report``."""

from __future__ import annotations

import argparse
import datetime
import math
import sys
from pathlib import Path
from typing import Any

from benchmarks import (
    building,
    kinds,
    measure,
    page,
    record,
    report,
    runner,
    scenarios,
    summary,
)
from benchmarks.checks import RunFailed
from benchmarks.quiet import Quiet

_DONE, _FAILED, _WRONG = 0, 1, 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure the driver beside the stock one and other S3 clients.",
        epilog="benchmarks/README.md says what is compared and how.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "list", help="name the scenarios and who takes part", description="Name the scenarios."
    )
    run = commands.add_parser(
        "run", help="measure, and print a report", description="Measure, and print a report."
    )
    run.add_argument(
        "--scenario",
        action="append",
        required=True,
        metavar="NAME",
        help="a name that 'list' gives, or all (but those that are opt-in); may be repeated",
    )
    run.add_argument("--pairs", type=int, default=5, help="turns of each subject (default 5)")
    run.add_argument(
        "--subjects", help=f"who takes turns, with commas: {', '.join(kinds.SUBJECTS)}"
    )
    run.add_argument(
        "--server",
        default="sink",
        help="sink (the suite's own, default), or a real one: seaweedfs, minio, versitygw, rgw, "
        "or external, which the variables GLANCE_S3_FAST_TESTS_ENDPOINT, _ACCESS_KEY, "
        "_SECRET_KEY and _KIND name",
    )
    run.add_argument(
        "--build",
        type=Path,
        metavar="FOLDER",
        help="build programs that are missing with Go, and keep them here",
    )
    run.add_argument(
        "--patience",
        type=float,
        default=5.0,
        metavar="SECS",
        help="wait at most so long before each turn for a moment when a virtual machine's "
        "neighbours leave it its full speed (default 5)",
    )
    run.add_argument("--backend", help="configure as this backend group; default: single store")
    run.add_argument("--json", type=Path, help="write all runs and the summary here")
    run.add_argument(
        "--add", action="store_true", help="keep what --json has and add these pairs to it"
    )
    run.add_argument("--markdown", type=Path, help="write the report here, too")
    again = commands.add_parser(
        "report",
        help="print the report of a JSON file again",
        description="Print the report of a JSON file, or make a page with pictures of it.",
    )
    again.add_argument("json", type=Path)
    again.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="write index.html, report.md and an SVG file for each scenario here",
    )
    again.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="write the SVG files only, here"
    )
    again.add_argument(
        "--overview",
        type=Path,
        metavar="SVG",
        help="draw the stock driver beside ours in one file",
    )
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _run(arguments: argparse.Namespace) -> int:
    known = scenarios.load()
    names = arguments.scenario
    if "all" in names:
        names = [name for name, scenario in known.items() if not scenario.opt_in]
    if unknown := [name for name in names if name not in known]:
        _say(f"unknown scenario: {', '.join(unknown)}; there are: {', '.join(known)}")
        return _WRONG
    asked = tuple(arguments.subjects.split(",")) if arguments.subjects else ()
    if wrong := [subject for subject in asked if subject not in kinds.SUBJECTS]:
        _say(f"unknown subject: {', '.join(wrong)}; there are: {', '.join(kinds.SUBJECTS)}")
        return _WRONG
    if arguments.add and not arguments.json:
        _say("--add adds to a file: say which with --json")
        return _WRONG
    if arguments.build:
        wanted = asked or [name for each in names for name in known[each].subjects]
        building.build(arguments.build, dict.fromkeys(wanted), arguments.server, _say)
    results: dict[str, Any] = {
        "machine": measure.machine(),
        "began": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "mode": arguments.backend or "single store",
        "server": "s3-sink" if arguments.server == "sink" else arguments.server,
        "scenarios": {},
    }
    if arguments.add and arguments.json.exists():
        before = record.read(arguments.json)
        if differs := [
            each for each in ("machine", "mode", "server") if before[each] != results[each]
        ]:
            _say(f"{arguments.json} is of another {' and '.join(differs)}: name a new file")
            return _WRONG
        results = before
    quiet = Quiet(arguments.patience, results.get("shortest_probe_secs", math.inf))
    failed = [
        name for name in names if not _measure(known[name], asked, arguments, results, quiet=quiet)
    ]
    text = report.markdown(results)
    print(text, end="")
    if arguments.markdown:
        arguments.markdown.write_text(text)
    return _FAILED if failed else _DONE


def _measure(
    scenario: scenarios.Scenario,
    asked: tuple[str, ...],
    arguments: argparse.Namespace,
    results: dict[str, Any],
    *,
    quiet: Quiet,
) -> bool:
    """Run one scenario and put it among the results; tell whether that went well."""
    wanted = asked or scenario.subjects
    left_out = {name: why for name in wanted if (why := kinds.missing(name, results["server"]))}
    for subject, why in left_out.items():
        _say(f"{scenario.name}: left out: {subject}: {why}")
    before = results["scenarios"].get(scenario.name, {"runs": [], "pairs": 0})
    pairs = range(before["pairs"], before["pairs"] + arguments.pairs)
    subjects = tuple(subject for subject in wanted if subject not in left_out)
    try:
        runs = runner.run_scenario(
            scenario,
            subjects,
            pairs,
            arguments.server,
            backend=arguments.backend,
            quiet=quiet,
            say=_say,
        )
    except RunFailed as error:
        _say(f"{scenario.name}: {error}")
        return False
    results["shortest_probe_secs"] = quiet.shortest_secs
    runs = [*before["runs"], *runs]
    results["scenarios"][scenario.name] = {
        "what": scenario.summary,
        "pairs": pairs.stop,
        "left_out": list(left_out),
        "summary": summary.summarise(scenario, runs),
        "runs": runs,
    }
    # After each scenario: an hour's numbers are not lost to the last one's failure.
    if arguments.json:
        record.write(results, arguments.json)
    return True


def _report(arguments: argparse.Namespace) -> int:
    try:
        results = record.read(arguments.json)
    except (OSError, ValueError) as error:
        _say(f"{arguments.json} cannot be read: {error}; 'run --json' writes such a file")
        return _WRONG
    makers = {
        page.write: arguments.out,
        page.pictures: arguments.pictures,
        page.overview: arguments.overview,
    }
    if not any(makers.values()):
        print(report.markdown(results), end="")
        return _DONE
    try:
        written = [each for make, path in makers.items() if path for each in make(results, path)]
    except ModuleNotFoundError as error:
        _say(f"{error}: install the dependency group 'bench', or leave the pictures away")
        return _WRONG
    if not written:
        _say(f"{arguments.json}: no scenario has both the stock driver and ours")
        return _WRONG
    _say("\n".join(str(path) for path in written))
    return _DONE


def main() -> int:
    """Run the command; 1 when a run failed, 2 when the command line was wrong."""
    arguments = _parser().parse_args()
    if arguments.command == "list":
        for name, scenario in scenarios.load().items():
            opt_in = ", opt-in" if scenario.opt_in else ""
            print(f"{name:28} {scenario.summary} [{', '.join(scenario.subjects)}{opt_in}]")
        return _DONE
    if arguments.command == "report":
        return _report(arguments)
    return _run(arguments)
