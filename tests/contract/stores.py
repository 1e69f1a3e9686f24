"""Stores as Glance configures them, from a file, by glance_store itself.

glance_store keeps its stores and its configuration in globals; `configure` puts everything back.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from glance_store import location
from glance_store import multi_backend as multi
from oslo_config import cfg

CONF = cfg.CONF

Configure = Callable[[dict[str, dict[str, Any]]], None]


@pytest.fixture
def configure(tmp_path: Path) -> Iterator[Configure]:
    """Return a function that reads a ``glance-api.conf`` of these sections into CONF."""
    backends = cfg.DictOpt("enabled_backends")
    maps = (location.SCHEME_TO_CLS_BACKEND_MAP, location.SCHEME_TO_CLS_MAP)
    before = [dict(scheme_map) for scheme_map in maps]
    groups = {"glance_store", "backend_defaults"}

    def read(sections: dict[str, dict[str, Any]]) -> None:
        groups.update(sections)
        lines = []
        for name, options in sections.items():
            lines += [f"[{name}]", *(f"{option} = {value}" for option, value in options.items())]
        path = tmp_path / "glance-api.conf"
        path.write_text("\n".join(lines) + "\n")
        CONF.register_opt(backends)
        CONF(args=[], project="glance", default_config_files=[str(path)], default_config_dirs=[])

    yield read
    CONF.clear_override("enabled_backends")
    options = {name: list(CONF[name]) for name in groups & set(CONF)}
    CONF.reset()
    CONF.unregister_opt(backends)
    for group, names in options.items():
        for name in names:
            CONF.unregister_opt(cfg.Opt(name), group=group)
    for scheme_map, old in zip(maps, before, strict=True):
        scheme_map.clear()
        scheme_map.update(old)


def create_stores(configure: Configure, sections: dict[str, dict[str, Any]]) -> None:
    configure(sections)
    multi.register_store_opts(CONF)
    multi.create_multi_stores(CONF)
    multi.verify_store()


def add(name: str, key: str, data: bytes, size: int | None = None) -> Any:
    return multi.add_with_multihash(
        CONF, key, io.BytesIO(data), len(data) if size is None else size, name, "sha512"
    )


def read(uri: str, name: str, **where: Any) -> bytes:
    pieces, _ = multi.get(uri, name, **where)
    return b"".join(pieces)
