"""`glance-s3-fast demo`: the command line in front of `glance_s3_fast.demo.run`."""

import json
import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click
from glance_store import exceptions
from rich.console import Console
from rich.logging import RichHandler

from glance_s3_fast.demo import conf, image, run, server, setting, steps

ENGINE_VARIABLE = "GLANCE_S3_FAST_ENGINE"
PLAIN_WIDTH = 120
"""Columns when the output is no terminal, so that a log shows the table whole."""

EXPECTED_ERRORS = (
    setting.SettingError,
    server.ServerError,
    image.ImageRejectedError,
    conf.StoreDisabledError,
    steps.MismatchError,
    exceptions.GlanceStoreException,
    OSError,
)


class _Ended(KeyboardInterrupt):
    """A signal that ends the process, to be cleaned up after as after Ctrl-C."""

    def __init__(self, number: int) -> None:
        self.number = number


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise _Ended(number)


@click.command()
@click.option(
    "--image",
    "image_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An image of your own, in any format Glance takes. Without it, one is made.",
)
@click.option(
    "--size-mib",
    type=click.IntRange(min=4),
    default=run.DEFAULT_SIZE_MIB,
    show_default=True,
    help="The size of the image that is made.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="Use this S3 server instead of an embedded one, with the keys in AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY (and AWS_REGION). Buckets are made for the demo and removed.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "native", "boto3"]),
    help=f"The engine of the S3 stores [default: ${ENGINE_VARIABLE}, else auto].",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the result as JSON; all else goes to stderr."
)
def demo(
    image_path: Path | None, size_mib: int, endpoint: str | None, engine: str | None, as_json: bool
) -> None:
    """Store a real image in S3 through Glance's store interface, and get it back.

    The image is uploaded to the store 'fast', read back, copied to 'cheap' (S3) and 'reliable'
    (files), compared byte for byte and by MD5 and SHA-512, and deleted everywhere. Nothing is left
    on this machine or on the server, also after Ctrl-C.

    Exit status: 0 all was right, 1 something was not, 2 wrong usage.
    """
    console = Console(stderr=as_json)
    if not console.is_terminal:
        console = Console(stderr=as_json, width=PLAIN_WIDTH)
    logging.basicConfig(
        level=logging.WARNING,
        format="%(name)s: %(message)s",
        handlers=[RichHandler(console=console, show_time=False, show_path=False)],
    )
    # glance_store loads every driver there is, and most machines lack what some of them need. That
    # one of ours cannot be loaded, glance_store says itself.
    logging.getLogger("stevedore").setLevel(logging.CRITICAL)
    if engine is not None:
        # What is said on the command line is meant; the variable overrides the configuration file.
        os.environ.pop(ENGINE_VARIABLE, None)
    options = run.Options(image_path, endpoint, engine or "auto", size_mib)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        report = run.run(options, console)
    except EXPECTED_ERRORS as error:
        console.print(f"The demo failed: {error}", style="bold red", markup=False, highlight=False)
        sys.exit(1)
    except KeyboardInterrupt as interrupt:
        console.print("Interrupted.", style="bold red")
        ended_by = interrupt.number if isinstance(interrupt, _Ended) else signal.SIGINT
        sys.exit(128 + ended_by)
    if as_json:
        click.echo(json.dumps(report.to_json(), indent=2))
    else:
        report.print(console)
    console.print("The image came back identical from every store.", style="bold green")
