"""The options: the stock driver's own, and ours beside them without harm to anybody."""

import re
from typing import Any

import pytest
from glance_store._drivers import s3
from oslo_config import cfg

from glance_s3_fast import options

FAST = [pytest.param(option, id=option.name) for option in options.FAST_OPTIONS]


def test_stock_options_are_the_stock_drivers_very_objects() -> None:
    assert len(options.STOCK_OPTIONS) == len(s3._S3_OPTS)
    for ours, theirs in zip(options.STOCK_OPTIONS, s3._S3_OPTS, strict=True):
        assert ours is theirs


def test_one_backend_takes_both_drivers_options() -> None:
    # glance_store registers ours on backends of type s3 too, in either order.
    for first, second in ((s3._S3_OPTS, options.OPTIONS), (options.OPTIONS, s3._S3_OPTS)):
        conf = cfg.ConfigOpts()
        conf.register_opts(first, group="cheap")
        conf.register_opts(second, group="cheap")
        conf(args=[], default_config_files=[])
        assert conf.cheap.s3_store_thread_pools == 10
        assert conf.cheap.s3_fast_engine == "auto"


def test_new_options_have_names_of_their_own() -> None:
    names = [option.name for option in options.FAST_OPTIONS]
    assert len(set(names)) == len(names)
    assert all(name.startswith("s3_fast_") for name in names)


@pytest.mark.parametrize("option", FAST)
def test_oslo_does_not_judge_the_values_of_new_options(option: Any) -> None:
    for limit in ("min", "max", "choices"):
        assert getattr(option.type, limit, None) is None


@pytest.mark.parametrize("option", FAST)
def test_help_has_the_four_parts_and_every_allowed_value(option: Any) -> None:
    summary, *_ = option.help.strip().split("\n\n")
    assert summary.endswith(".")
    assert "\n" not in summary
    possible = re.search(r"\n\nPossible values:\n((    \* .+\n)+)\n", option.help)
    related = re.search(r"\n\nRelated Options:\n((    \* .+\n)+)\n", option.help)
    assert possible
    assert related
    assert possible.start() < related.start()
    if option.name in options.CHOICES or option.name in options.RANGES:
        assert options.allowed(option.name) in possible[1]
    known = {other.name for other in options.OPTIONS} | {"None"}
    assert set(re.findall(r"\* (.+)", related[1])) <= known


def test_what_is_checked_exists_and_every_default_is_allowed() -> None:
    defaults = {option.name: option.default for option in options.OPTIONS}
    for name, choices in options.CHOICES.items():
        assert defaults[name] in choices
    for name, (low, high, _) in options.RANGES.items():
        assert low <= defaults[name] <= high


def test_allowed_values_in_words() -> None:
    assert options.allowed("s3_fast_server_side_encryption") == "(empty), AES256, aws:kms"
    assert options.allowed("s3_fast_memory_limit") == "16 to 16777216 (MiB)"


def test_the_generator_gets_every_option() -> None:
    ((group, listed),) = options.list_opts()
    assert group == "s3_fast"
    assert listed == options.OPTIONS
    assert listed is not options.OPTIONS
