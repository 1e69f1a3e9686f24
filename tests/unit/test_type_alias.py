"""The type name: known to Glance as s3, for our own backends only, and through a reload."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from glance_store import driver, exceptions, location, multi_backend
from oslo_config import cfg

from glance_s3_fast import type_alias
from glance_s3_fast.options import OPTIONS
from glance_s3_fast.store import Store

BACKENDS = "fast:s3_fast, cheap:s3_fast, stock:s3, reliable:file"


def make(tmp_path: Path, conf: Any, backends: str | None = BACKENDS) -> Any:
    path = tmp_path / "glance-api.conf"
    path.write_text(f"[DEFAULT]\nenabled_backends = {backends}\n" if backends else "")
    conf.register_opt(cfg.DictOpt("enabled_backends"))
    conf(args=[], default_config_files=[str(path)], default_config_dirs=[])
    return conf


@pytest.fixture
def conf(tmp_path: Path) -> Any:
    return make(tmp_path, cfg.ConfigOpts())


def test_only_this_backend_is_renamed(conf: Any) -> None:
    assert type_alias.apply(conf, "fast")
    assert conf.enabled_backends == {
        "fast": "s3",
        "cheap": "s3_fast",
        "stock": "s3",
        "reliable": "file",
    }


def test_several_backends_and_again(conf: Any) -> None:
    expected = {"fast": "s3", "cheap": "s3", "stock": "s3", "reliable": "file"}
    assert [type_alias.apply(conf, name) for name in ("fast", "cheap")] == [True, True]
    assert conf.enabled_backends == expected
    assert [type_alias.apply(conf, name) for name in ("fast", "cheap")] == [False, False]
    assert conf.enabled_backends == expected


@pytest.mark.parametrize("backend", ["stock", "reliable", "elsewhere", None, ""])
def test_what_is_not_ours_stays(conf: Any, backend: str | None) -> None:
    before = dict(conf.enabled_backends)
    assert not type_alias.apply(conf, backend)
    assert conf.enabled_backends == before


def test_single_store_mode_has_nothing_to_rename(tmp_path: Path) -> None:
    assert not type_alias.apply(make(tmp_path, cfg.ConfigOpts(), None), "fast")
    assert not type_alias.apply(cfg.ConfigOpts(), "fast")


def test_it_survives_a_reload(conf: Any) -> None:
    type_alias.apply(conf, "fast")
    assert conf.reload_config_files()
    assert conf.enabled_backends["fast"] == "s3"
    conf.mutate_config_files()
    assert conf.enabled_backends["fast"] == "s3"


def test_the_order_of_backends_is_kept_and_nobody_elses_mapping_is_changed(conf: Any) -> None:
    handed_out = conf.enabled_backends
    for backend in handed_out:  # as glance_store does: changing it would raise here
        type_alias.apply(conf, backend)
    assert handed_out["fast"] == "s3_fast"
    assert list(conf.enabled_backends) == list(handed_out)


def test_reserved_stores_do_not_get_into_the_option(
    conf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reserved = {"os_glance_staging_store": "file"}
    monkeypatch.setattr(multi_backend, "_RESERVED_STORES", reserved)
    conf.enabled_backends.update(reserved)  # as glance_store does
    type_alias.apply(conf, "fast")
    assert list(conf.enabled_backends) == ["fast", "cheap", "stock", "reliable"]


@pytest.fixture
def global_conf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: dict[str, str]
) -> Iterator[Any]:
    """Yield oslo.config's global object, the only one multi_backend reads."""
    monkeypatch.setattr(location, "SCHEME_TO_CLS_BACKEND_MAP", {})
    conf = make(tmp_path, cfg.CONF)
    for backend in ("fast", "cheap"):
        conf.register_opts(OPTIONS, group=backend)
        conf.register_opts(driver._MULTI_BACKEND_OPTS, group=backend)
        for name, value in base.items():
            conf.set_override(name, value, group=backend)
    yield conf
    conf.reset()
    for backend in ("fast", "cheap"):
        conf.unregister_opts(OPTIONS, group=backend)
        conf.unregister_opts(driver._MULTI_BACKEND_OPTS, group=backend)
    conf.unregister_opt(cfg.DictOpt("enabled_backends"))


def test_glance_store_finds_the_stores_by_backend_and_by_location(
    global_conf: Any, engine: Any
) -> None:
    stores = {name: Store(global_conf, backend=name) for name in ("fast", "cheap")}
    find: Callable[[str], Any] = multi_backend.get_store_from_store_identifier
    for configured in (False, True):
        for name, store in stores.items():
            if configured:
                store.configure(re_raise_bsc=True)
            for scheme in store.get_schemes():
                location.register_scheme_backend_map(
                    {scheme: {name: {"store": store, "location_class": None}}}
                )
            if not configured:  # what the alias is for
                with pytest.raises(exceptions.UnknownScheme):
                    find(name)
    for name, store in stores.items():
        assert find(name) is store
        assert multi_backend.get_store_weight(name) == 0
