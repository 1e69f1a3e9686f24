"""The long chaos run from the command line: ``nox -s chaos -- --minutes 20 --seed N``."""

import json
import logging
import secrets
import sys
import time

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

import servers
from contract.conftest import BUCKET
from contract.proxy import proxy_to
from faults import state
from faults.chaos import Chaos

TRANSFERS = 60
"""A round's: enough for every fault, few enough to say soon that something is wrong."""


@click.command()
@click.option("--minutes", type=click.FloatRange(min=0), default=20, show_default=True)
@click.option("--seed", type=int, help="Repeats the choices of an earlier run [default: random].")
@click.option("--threads", type=click.IntRange(min=1), default=6, show_default=True)
@click.option(
    "--server",
    "name",
    type=click.Choice(list(servers.KINDS)),
    default="seaweedfs",
    show_default=True,
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
def chaos(*, minutes: float, seed: int | None, threads: int, name: str, as_json: bool) -> None:
    """Random faults under many transfers by both engines; afterwards nothing is wrong or left.

    Exit status: 0 nothing was wrong, 1 something was, 2 wrong usage.
    """
    try:
        kind = servers.kind(name)
        kind.find()
    except servers.AbsentError as error:
        raise click.UsageError(str(error)) from None
    seed = secrets.randbelow(2**32) if seed is None else seed
    console = Console(stderr=True)
    console.print(f"seed {seed}")
    state.let_memory_go()
    # What the engines say of each fault interests nobody here; what they must say is checked.
    logging.getLogger("glance_s3_fast").propagate = False
    columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with (
        servers.start(name, buckets=[BUCKET], directory=servers.folder()) as server,
        proxy_to(server.endpoint_url) as proxy,
        Progress(*columns, console=console) as progress,
    ):
        run = Chaos(seed, server, proxy, threads, kind=kind)
        began = time.monotonic()
        bar = progress.add_task("", total=minutes * 60)
        run.warm_up()
        while not run.totals.problems and time.monotonic() - began < minutes * 60:
            run.round(TRANSFERS)
            words = f"{run.totals.transfers} transfers, {run.totals.faults} faults"
            progress.update(bar, completed=time.monotonic() - began, description=words)
        run.check_memory()
    result = {"server": name, "seed": seed, "minutes": minutes, **vars(run.totals)}
    if as_json:
        click.echo(json.dumps(result, indent=2))
    else:
        console.print(result)
    for problem in run.totals.problems:
        console.print(problem, style="bold red", markup=False)
    sys.exit(1 if run.totals.problems else 0)


if __name__ == "__main__":
    chaos(prog_name="chaos")
