"""Backends of type s3 that opt in get our store, all others the stock driver's very own class."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from glance_store import capabilities, exceptions
from glance_store._drivers import s3
from oslo_config import cfg

from glance_s3_fast import opt_in
from glance_s3_fast.options import OPTIONS
from glance_s3_fast.store import Store

STOCK = opt_in._STOCK_STORE
BACKENDS = "fast:s3, cheap:s3, ours:s3_fast, reliable:file"


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    yield
    s3.Store = STOCK


@pytest.fixture
def conf_of(tmp_path: Path, base: dict[str, str]) -> Any:
    """Return a function that reads a configuration as glance_store finds it: nothing registered.

    Every section has a store's options; `None` as `backends` is single-store mode.
    """

    def make(backends: str | None = BACKENDS, **sections: str) -> Any:
        lines = ["[DEFAULT]", f"enabled_backends = {backends}" if backends else ""]
        for name in ("fast", "cheap", "ours", "glance_store", "backend_defaults"):
            options = {} if name == "backend_defaults" else base
            lines += [f"[{name}]", *(f"{key} = {value}" for key, value in options.items())]
            if name in sections:
                lines.append(f"s3_fast_enabled = {sections[name]}")
        path = tmp_path / "glance-api.conf"
        path.write_text("\n".join(lines) + "\n")
        conf = cfg.ConfigOpts()
        conf.register_opt(cfg.DictOpt("enabled_backends"))
        conf(args=[], default_config_files=[str(path)], default_config_dirs=[])
        return conf

    return make


def made(conf: Any, backend: str | None) -> Any:
    """Make a store as glance_store does, once its options are registered."""
    conf.register_opts(OPTIONS, group=backend or "glance_store")
    arguments = [conf, backend] if backend else [conf]
    return s3.Store(*arguments)


@pytest.mark.parametrize(
    "sections",
    [
        {},
        {"fast": "false", "cheap": "no"},
        {"backend_defaults": "false"},
        {"ours": "true", "reliable": "true"},  # not of type s3
        {"ours": "false"},
        {"glance_store": "true"},  # is read in single-store mode only
    ],
)
def test_nothing_is_replaced_when_nobody_opts_in(conf_of: Any, sections: dict[str, str]) -> None:
    assert opt_in.apply(conf_of(**sections), Store) == frozenset()
    assert s3.Store is STOCK


@pytest.mark.parametrize(
    ("sections", "chosen"),
    [
        ({"fast": "true"}, {"fast"}),
        ({"fast": "true", "cheap": "false"}, {"fast"}),
        ({"cheap": "1"}, {"cheap"}),
        ({"fast": "true", "cheap": "on"}, {"fast", "cheap"}),
        ({"backend_defaults": "true"}, {"fast", "cheap"}),
        ({"backend_defaults": "true", "cheap": "false"}, {"fast"}),
    ],
)
def test_each_backend_chooses_for_itself(
    conf_of: Any, sections: dict[str, str], chosen: set[str]
) -> None:
    conf = conf_of(**sections)
    assert opt_in.apply(conf, Store) == chosen
    for backend in ("fast", "cheap"):
        store = made(conf, backend)
        assert type(store) is (Store if backend in chosen else STOCK)
        assert store.backend_group == backend
        store.configure(re_raise_bsc=True)
        assert store.is_capable(capabilities.BitMasks.WRITE_ACCESS)
        module = "glance_s3_fast.store" if backend in chosen else "glance_store._drivers.s3"
        # A type of two faces would break what glance_store finds by the class's module.
        assert store.get_store_location_class().__module__ in (module, "glance_s3_fast.location")


def test_the_only_store(conf_of: Any) -> None:
    conf = conf_of(None, glance_store="true")
    assert opt_in.apply(conf, Store) == {None}
    assert type(made(conf, None)) is Store
    conf = conf_of(None)
    assert opt_in.apply(conf, Store) == frozenset()
    assert type(made(conf, None)) is STOCK


def test_glance_store_sees_the_stock_drivers_options_and_schemes(conf_of: Any) -> None:
    opt_in.apply(conf_of(fast="true"), Store)
    assert s3.Store is not STOCK
    assert s3.Store.OPTIONS is STOCK.OPTIONS
    assert s3.Store.get_schemes() == STOCK.get_schemes()


def test_a_value_that_is_none_disables_the_store_and_is_named(conf_of: Any) -> None:
    conf = conf_of(fast="perhaps")
    assert opt_in.apply(conf, Store) == {"fast"}
    store = made(conf, "fast")
    with pytest.raises(exceptions.BadStoreConfiguration) as caught:
        store.configure(re_raise_bsc=True)
    for text in ("[fast] s3_fast_enabled", "perhaps", "true, false"):
        assert text in str(caught.value)
    assert not store.is_capable(capabilities.BitMasks.WRITE_ACCESS)


def test_a_configuration_that_was_not_read_is_no_error() -> None:
    assert opt_in.apply(cfg.ConfigOpts(), Store) == frozenset()
    conf = cfg.ConfigOpts()
    conf.register_opt(cfg.DictOpt("enabled_backends"))
    assert opt_in.apply(conf, Store) == frozenset()
    assert s3.Store is STOCK


def test_the_option_can_be_registered_again(conf_of: Any) -> None:
    conf = conf_of(fast="true")
    opt_in.apply(conf, Store)
    for group in ("fast", "cheap", "backend_defaults"):
        conf.register_opts(s3._S3_OPTS, group=group)
        conf.register_opts(OPTIONS, group=group)
