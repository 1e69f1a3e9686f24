"""Runs every case by every driver and writes what came of it: ``nox -s faults``.

Nothing is asserted here and nothing is known beforehand: the outcome is what the caller got and
what the bucket then holds. The tests assert; this records, the stock driver's beside ours.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from contract.conftest import BUCKET
from faults.case import Case
from faults.cases import DOWNLOADS, UPLOADS
from faults.other_cases import DOTTED, TOGETHER, WAYS
from faults.run import Rig, run_case
from glance_s3_fast.demo.server import embedded_server

DRIVERS = ("native", "boto3", "stock")
TOP = Path(__file__).parents[2]
RESULT = TOP / "docs" / "reference" / "faults.json"
TABLE = TOP / "docs" / "reference" / "faults-table.md"
SECTIONS = {
    "upload": ("Uploads", UPLOADS),
    "download": ("Downloads", DOWNLOADS),
    "way": ("The way to the server", WAYS),
    "together": ("Several at once", TOGETHER),
}

Results = dict[str, dict[str, dict[str, Any]]]
"""What was found, by section, case and driver."""


def cell(found: dict[str, Any] | None) -> str:
    if found is None:
        return "not run yet"
    name = f" (`{found['error']}`)" if found["error"] else ""
    slow = f", {found['seconds']:.0f} s" if found["seconds"] > 10 else ""
    return f"{found['outcome']}{name}{slow}"


def as_table(found: dict[str, dict[str, Any]], cases: list[Case]) -> str:
    lines = ["| fault | " + " | ".join(DRIVERS) + " |", "| --- |" + " --- |" * len(DRIVERS)]
    for case in cases:
        cells = (cell(found.get(case.name, {}).get(driver)) for driver in DRIVERS)
        lines.append(f"| {case.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def merged(earlier: Results, results: Results) -> Results:
    """Return `earlier` with `results` in it, and without cases that there are no more."""
    return {
        section: {
            case.name: of_case
            for case in cases
            if (
                of_case := {
                    **earlier.get(section, {}).get(case.name, {}),
                    **results.get(section, {}).get(case.name, {}),
                }
            )
        }
        for section, (_, cases) in SECTIONS.items()
    }


def write(results: Results) -> None:
    RESULT.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")
    text = "\n\n".join(
        f"## {title}\n\n{as_table(results.get(section, {}), cases)}"
        for section, (title, cases) in SECTIONS.items()
    )
    TABLE.write_text(text + "\n")


@click.command()
@click.option(
    "--only",
    multiple=True,
    metavar="TEXT",
    help="Make only the cases whose name contains this, and put them among the others' record; "
    "may be given several times.",
)
@click.option(
    "--driver",
    "drivers",
    multiple=True,
    type=click.Choice(DRIVERS),
    help="Make them by this driver only; may be given several times.",
)
@click.option("--list", "list_only", is_flag=True, help="Print the names of the cases, no more.")
@click.option("--dry", is_flag=True, help="Print what was found, and write nothing.")
def faults(*, only: tuple[str, ...], drivers: tuple[str, ...], list_only: bool, dry: bool) -> None:
    """Make the cases by the drivers; write docs/reference/faults.json and faults-table.md.

    All of them by all drivers take some ten minutes.
    """
    console = Console(stderr=True)
    chosen = [
        (section, case)
        for section, (_, cases) in SECTIONS.items()
        for case in cases
        if not only or any(text in case.name for text in only)
    ]
    if not chosen:
        raise click.UsageError("No case has such a name: --list prints all.")
    if list_only:
        click.echo("\n".join(case.name for _, case in chosen))
        return
    results: Results = {section: {} for section in SECTIONS}
    with (
        tempfile.TemporaryDirectory() as folder,
        embedded_server(buckets=[BUCKET, DOTTED]) as server,
    ):
        rig = Rig(server, Path(folder) / "credentials")
        for section, case in track(chosen, console=console):
            found = {driver: run_case(case, driver, rig) for driver in drivers or DRIVERS}
            results[section][case.name] = found
            if dry:
                console.print(case.name, found)
    if not dry:
        some = only or drivers
        write(merged(json.loads(RESULT.read_text()) if some else {}, results))


if __name__ == "__main__":
    faults(prog_name="faults")
