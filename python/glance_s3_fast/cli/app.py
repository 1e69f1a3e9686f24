"""The commands of `glance-s3-fast`, one module each."""

import click

from glance_s3_fast.cli.demo import demo
from glance_s3_fast.cli.orphans import orphans


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="glance-s3-fast")
def app() -> None:
    """Tools for glance-s3-fast, the S3 store driver for OpenStack Glance."""


app.add_command(demo)
app.add_command(orphans)
