"""The demo's glance-api.conf says what was meant, and shows no key."""

import stat

import pytest
from oslo_config import cfg

from glance_s3_fast.demo import conf

SECRET = "se$cret/with+all=$$kinds"
BUCKETS = {"fast": "bucket-fast", "cheap": "bucket-cheap"}


def text_for(tmp_path, **more):
    endpoint = conf.Endpoint("http://127.0.0.1:1", "ACCESS", SECRET, **more)
    return conf.glance_api_conf(endpoint, BUCKETS, tmp_path / "files", "boto3")


def parsed(tmp_path, text):
    path = tmp_path / "glance-api.conf"
    conf.write(path, text)
    options = cfg.ConfigOpts()
    options.register_opt(cfg.DictOpt("enabled_backends"))
    options.register_opt(cfg.StrOpt("default_backend"), group="glance_store")
    options.register_opt(cfg.StrOpt("filesystem_store_datadir"), group="reliable")
    for group in BUCKETS:
        for name in ("host", "access_key", "secret_key", "bucket", "region_name"):
            options.register_opt(cfg.StrOpt(f"s3_store_{name}"), group=group)
        options.register_opt(cfg.StrOpt("s3_fast_engine"), group=group)
    options(args=[], default_config_files=[str(path)], default_config_dirs=[])
    return path, options


def test_it_is_of_the_documented_shape(tmp_path):
    path, options = parsed(tmp_path, text_for(tmp_path, region="eu-west-1"))
    assert options.enabled_backends == {"fast": "s3_fast", "cheap": "s3_fast", "reliable": "file"}
    assert options.glance_store.default_backend == "fast"
    for group, bucket in BUCKETS.items():
        store = options[group]
        assert store.s3_store_bucket == bucket
        assert store.s3_store_host == "http://127.0.0.1:1"
        assert store.s3_store_access_key == "ACCESS"
        assert store.s3_store_secret_key == SECRET
        assert store.s3_store_region_name == "eu-west-1"
        assert store.s3_fast_engine == "boto3"
    assert options.reliable.filesystem_store_datadir == str(tmp_path / "files")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_shown_has_no_key(tmp_path):
    text = text_for(tmp_path)
    shown = conf.masked(text)
    assert "ACCESS" in text
    assert "ACCESS" not in shown
    assert "cret/with" not in shown
    assert shown.count(conf.MASK) == 4
    assert "bucket-cheap" in shown


def test_keys_with_a_session_token_are_left_to_the_environment(tmp_path):
    _, options = parsed(tmp_path, text_for(tmp_path, session_token="TOKEN"))
    assert options.fast.s3_store_access_key is None
    assert options.fast.s3_store_secret_key is None


def test_an_endpoint_does_not_show_its_keys():
    shown = repr(conf.Endpoint("http://127.0.0.1:1", "ACCESS", SECRET, "TOKEN"))
    assert "127.0.0.1" in shown
    for secret in ("ACCESS", "cret", "TOKEN"):
        assert secret not in shown


@pytest.mark.parametrize("engine", ["native", "boto3"])
def test_an_engines_name_is_its_own(engine):
    class Store:
        _engine = type("Engine", (), {"name": engine})()

    assert conf.engine_name(Store()) == engine
