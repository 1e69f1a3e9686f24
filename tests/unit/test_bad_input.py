"""Nothing that an operator can write into a configuration ends in a bare traceback."""

import tempfile
from typing import Any

import pytest
from glance_store.exceptions import BadStoreConfiguration
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oslo_config import cfg

from glance_s3_fast.config import EngineConfig, load
from glance_s3_fast.engines.hashing import ImageHashes
from glance_s3_fast.options import OPTIONS

PRINTABLE = st.characters(exclude_categories=["C", "Z"])
"""As it can stand in one line of a configuration file, which is where both come from."""
VALUE = st.one_of(
    st.text(PRINTABLE, max_size=40),
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(["", "true", "0", "-1", "1e400", "nan", "http://", "[::1]:x", "a/b@c"]),
)
KEYS = ("s3_store_access_key", "s3_store_secret_key")
CHANGES = st.dictionaries(
    st.sampled_from([option.name for option in OPTIONS]), VALUE, min_size=1, max_size=4
).map(
    # So that no other option has a key's value, which `secrets_watch` would take for the key.
    lambda found: {name: f"key-{text}" if name in KEYS else text for name, text in found.items()}
)
HASHES = st.text(PRINTABLE, max_size=20) | st.sampled_from(["shake_128", "SHA512", "md5"])


def configured(values: dict[str, str]) -> EngineConfig:
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
        file.write("[fast]\n" + "".join(f"{name} = {value}\n" for name, value in values.items()))
        file.flush()
        conf = cfg.ConfigOpts()
        conf.register_opts(OPTIONS, group="fast")
        conf.register_opts(OPTIONS, group="backend_defaults")
        conf(args=[], default_config_files=[file.name], default_config_dirs=[])
    return load(conf, "fast")


@given(changes=CHANGES)
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_any_options_are_taken_or_refused_by_name(base: dict[str, str], changes: Any) -> None:
    refusal = ""
    try:
        config = configured({**base, **changes})
    except BadStoreConfiguration as error:
        refusal = str(error)
    if refusal:
        assert any(name in refusal for name in {*base, *changes})
        assert base["s3_store_secret_key"] not in refusal
    else:
        assert config.memory_limit_bytes >= 2 * config.part_size_bytes > 0
        assert config.max_attempts > 0
        assert config.progress_timeout_secs > 0


@given(name=HASHES)
@settings(deadline=None)
def test_any_hash_name_is_taken_or_refused(name: str) -> None:
    try:
        hashes = ImageHashes(name)
    except ValueError:
        return
    hashes.update(memoryview(b"image"))
    assert all(hashes.finish())


def test_a_hash_without_a_length_is_refused() -> None:
    with pytest.raises(ValueError, match="fixed length"):
        ImageHashes("shake_128")
