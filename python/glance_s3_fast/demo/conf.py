"""The demo's `glance-api.conf`: written to a file and loaded exactly as Glance loads its own.

`glance_store.multi_backend` reads the global `oslo_config.cfg.CONF`, so a process can load one
configuration; the demo is a process of its own.
"""

import dataclasses
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glance_store import capabilities, multi_backend
from oslo_config import cfg

S3_STORES = ("fast", "cheap")
FILE_STORE = "reliable"
STORES = (*S3_STORES, FILE_STORE)
MASK = "********"


class StoreDisabledError(RuntimeError):
    """A store of the configuration cannot be used; its driver has logged why."""


@dataclasses.dataclass(frozen=True, slots=True)
class Endpoint:
    """An S3 server and the keys for it. Without a region, the server's own default is used."""

    url: str
    access_key: str = dataclasses.field(repr=False)
    secret_key: str = dataclasses.field(repr=False)
    session_token: str | None = dataclasses.field(repr=False, default=None)
    region: str | None = None


def glance_api_conf(
    endpoint: Endpoint, buckets: Mapping[str, str], datadir: Path, engine: str
) -> str:
    """Return the text of the demo's `glance-api.conf`, keys included: see `masked`.

    With a session token, for which there is no option, the keys are left to the environment.
    """

    def literal(value: str) -> str:
        # oslo.config substitutes $name in values; $$ stands for the sign itself.
        return value.replace("$", "$$")

    lines = [
        "[DEFAULT]",
        f"enabled_backends = {S3_STORES[0]}:s3_fast, {S3_STORES[1]}:s3_fast, {FILE_STORE}:file",
        "",
        "[glance_store]",
        f"default_backend = {S3_STORES[0]}",
    ]
    for store in S3_STORES:
        lines += ["", f"[{store}]", f"s3_store_host = {endpoint.url}"]
        if endpoint.region:
            lines.append(f"s3_store_region_name = {endpoint.region}")
        if endpoint.session_token is None:
            lines.append(f"s3_store_access_key = {literal(endpoint.access_key)}")
            lines.append(f"s3_store_secret_key = {literal(endpoint.secret_key)}")
        lines.append(f"s3_store_bucket = {buckets[store]}")
        lines.append(f"s3_fast_engine = {engine}")
    lines += ["", f"[{FILE_STORE}]", f"filesystem_store_datadir = {datadir}", ""]
    return "\n".join(lines)


def masked(text: str) -> str:
    """Return `text` fit to be shown: without the values of both keys."""
    return re.sub(r"(?m)^(s3_store_(?:access|secret)_key = ).*$", rf"\1{MASK}", text)


def write(path: Path, text: str) -> None:
    """Write `text` to `path`, for its owner's eyes only."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def load(path: Path) -> dict[str, Any]:
    """Load `path` into the global configuration, make its stores as Glance does, and return them.

    Raises `StoreDisabledError` when a store cannot read and write, `RuntimeError` when the default
    store was not made.
    """
    conf = cfg.CONF
    # Glance registers this one; glance_store only reads it.
    conf.register_opt(cfg.DictOpt("enabled_backends"))
    # No folders: a real Glance's configuration on this machine is none of the demo's business.
    conf(args=[], project="glance", default_config_files=[str(path)], default_config_dirs=[])
    multi_backend.register_store_opts(conf)
    multi_backend.create_multi_stores(conf)
    multi_backend.verify_store()
    stores = {name: multi_backend.get_store_from_store_identifier(name) for name in STORES}
    for name, store in stores.items():
        if not store.is_capable(capabilities.BitMasks.RW_ACCESS):
            raise StoreDisabledError(
                f"the store '{name}' is disabled: see its driver's message above"
            )
    return stores


def engine_name(store: Any) -> str:
    """Return the engine that `store` works with, or the driver's name if it has no engines."""
    engine = getattr(store, "_engine", None)
    return str(engine.name) if engine is not None else type(store).__module__.rpartition(".")[2]
