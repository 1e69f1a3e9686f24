"""`glance-s3-fast orphans`: the command line in front of `glance_s3_fast.orphans`."""

import dataclasses
import json
import re
import sys
from collections.abc import Callable
from typing import Any

import click
from glance_store.exceptions import BadStoreConfiguration
from oslo_config import cfg
from rich.console import Console
from rich.table import Table

from glance_s3_fast import config as store_config
from glance_s3_fast.credentials import source
from glance_s3_fast.engines.boto3_client import LazyClient
from glance_s3_fast.errors import EngineError
from glance_s3_fast.options import OPTIONS
from glance_s3_fast.orphans import OpenUpload, Orphans

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
PLAIN_WIDTH = 160
MIB = 1024 * 1024


class Duration(click.ParamType[float]):
    """``90s``, ``15m``, ``24h``, ``7d``: in seconds."""

    name = "duration"

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        """Read it."""
        if isinstance(value, float):
            return value
        match = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd])", str(value))
        if match is None:
            self.fail(f"{value!r} is no duration such as 90s, 15m, 24h or 7d", param, ctx)
        return float(match[1]) * UNITS[match[2]]


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that both commands have."""
    for option in reversed(
        (
            click.option(
                "--config-file",
                "config_files",
                multiple=True,
                type=click.Path(exists=True, dir_okay=False),
                help="Glance's configuration, such as /etc/glance/glance-api.conf. May be given "
                "several times.",
            ),
            click.option(
                "--store",
                help="The store's name in enabled_backends [default: the only one].",
            ),
            click.option(
                "--endpoint",
                metavar="URL",
                help="An S3 server, instead of --config-file; keys come from where botocore finds "
                "them.",
            ),
            click.option("--bucket", help="The bucket, with --endpoint."),
            click.option("--prefix", default="", help="Only keys that begin with this."),
            click.option(
                "--older-than",
                type=Duration(),
                default="24h",
                show_default=True,
                help="Only uploads of which nothing was heard for so long: neither their "
                "beginning nor a part.",
            ),
            click.option(
                "--all-keys",
                is_flag=True,
                help="Also uploads whose key is no image id, and so not Glance's.",
            ),
            click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
        )
    ):
        command = option(command)
    return command


@click.group()
def orphans() -> None:
    """Find and abort multipart uploads that nobody goes on with.

    A process that was killed in the middle of an upload leaves it open. It is not visible, but its
    parts take up space.
    """


@orphans.command("list")
@common
def list_command(as_json: bool, **options: Any) -> None:
    """List them, and change nothing."""
    _run(options, as_json, None)


@orphans.command("abort")
@click.option("--dry-run", is_flag=True, help="Say what would be aborted, and change nothing.")
@common
def abort_command(as_json: bool, dry_run: bool, **options: Any) -> None:
    """Abort them. Exit status: 0 all were, 1 some could not be, 2 wrong usage."""
    _run(options, as_json, "would be aborted" if dry_run else "abort")


def _run(options: dict[str, Any], as_json: bool, action: str | None) -> None:
    console = Console(stderr=as_json)
    if not console.is_terminal:
        console = Console(stderr=as_json, width=PLAIN_WIDTH)
    silent_secs: float = options["older_than"]
    rows: list[tuple[OpenUpload, str]] = []
    failed = False
    try:
        config = _configured(options)
        client = LazyClient(config, source(config)).get()
        found = Orphans(client, config, all_keys=options["all_keys"])
        for upload in found.find(options["prefix"], silent_secs):
            state = action or "open"
            if action == "abort":
                try:
                    gone = found.abort(upload, silent_secs)
                    state = "aborted" if gone else "kept: it is alive"
                except EngineError as error:
                    state, failed = f"failed: {error}", True
            rows.append((upload, state))
    except (BadStoreConfiguration, EngineError, cfg.Error) as error:
        where = f"Bucket {error.bucket}: " if isinstance(error, EngineError) else ""
        console.print(f"{where}{error}", style="bold red", markup=False, highlight=False)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps([_as_json(*row) for row in rows], indent=2))
    else:
        _print(console, rows)
    sys.exit(1 if failed else 0)


def _configured(options: dict[str, Any]) -> store_config.EngineConfig:
    """Return the store that is meant, from Glance's configuration or from the command line."""
    endpoint, bucket, files = options["endpoint"], options["bucket"], options["config_files"]
    if bool(endpoint) == bool(files) or bool(endpoint) != bool(bucket):
        raise click.UsageError("give either --config-file, or both --endpoint and --bucket")
    conf = cfg.ConfigOpts()
    conf.register_opt(cfg.DictOpt("enabled_backends"))
    conf(args=[], default_config_files=list(files), default_config_dirs=[])
    group = options["store"]
    if endpoint:
        group = "orphans"
    elif group is None and conf.enabled_backends:
        ours = [name for name, kind in conf.enabled_backends.items() if kind.startswith("s3")]
        if len(ours) != 1:
            raise click.UsageError(f"name one of the S3 stores with --store: {', '.join(ours)}")
        group = ours[0]
    conf.register_opts(OPTIONS, group=group or "glance_store")
    conf.register_opts(OPTIONS, group="backend_defaults")
    if endpoint:
        conf.set_override("s3_store_host", endpoint, group=group)
        conf.set_override("s3_store_bucket", bucket, group=group)
    return store_config.load(conf, group)


def _as_json(upload: OpenUpload, state: str) -> dict[str, Any]:
    fields = dataclasses.asdict(upload)
    for name in ("initiated", "last_active"):
        fields[name] = fields[name].isoformat()
    return {**fields, "state": state}


def _print(console: Console, rows: list[tuple[OpenUpload, str]]) -> None:
    if not rows:
        console.print("No such uploads.")
        return
    table = Table("key", "upload_id", "silent since", "parts", "MiB", "state")
    for upload, state in rows:
        since = upload.last_active.isoformat(timespec="seconds")
        size = f"{upload.size_bytes / MIB:.1f}"
        table.add_row(upload.key, upload.upload_id, since, str(upload.parts), size, state)
    console.print(table)
