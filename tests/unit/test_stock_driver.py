"""The stock driver's own unit tests, as glance_store installs them, on this driver.

They are loaded, not copied, and run with our `Store` in the place of the stock one, on the boto3
engine. Those that ask for something that we do otherwise on purpose are in `DIFFERENT`: there they
must fail as they stand, and pass with nothing but the named differences made up for (see
`stock_stub`), unless there is nothing to make up. docs/reference/stock-tests.md has the reasons.
"""

import contextlib
import re
import unittest
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import botocore.stub
import pytest
from glance_store.tests.unit import test_multistore_s3, test_s3_store, test_s3_store_base
from oslo_utils import units
from stock_stub import (
    Adjusted,
    CreateOnly,
    Difference,
    EmptyInOnePut,
    LooksAroundComplete,
    NoHeadBeforeGet,
    PartsMatter,
    ReadsOneMebibyte,
)

from glance_s3_fast import config, store
from glance_s3_fast.engines import boto3_upload, source
from glance_s3_fast.engines.blocks import Block
from glance_s3_fast.engines.boto3 import Boto3Engine
from glance_s3_fast.engines.boto3_multipart import Multipart
from glance_s3_fast.engines.boto3_sending import wait_for

# In a tuple, as pytest collects every test case that a module has a name for.
STOCK = (test_s3_store.TestStore, test_multistore_s3.TestMultiS3Store)

Differences = tuple[type[Difference], ...]

GET: Differences = (NoHeadBeforeGet,)
PUT: Differences = (CreateOnly,)
PARTS: Differences = (CreateOnly, LooksAroundComplete)

# Test: what our driver does otherwise, or, where nothing can be made up for, in words.
DIFFERENT: dict[str, Differences | str] = {
    "test_partial_get": "ranges are read, where the stock driver refuses them",
    "test_get_invalid_bucket_name": "a bucket that virtual addressing cannot have disables the "
    "store when it is configured (BadStoreConfiguration), not each call",
    "test_config_fallback_for_old_boto3": "boto3 is required in a version that has the options",
    "test_get": GET,
    "test_get_credential_free_uri": GET,
    "test_get_non_existing": GET,
    "test_add_singlepart": PUT,
    "test_add_singlepart_bigger_than_write_chunk": PUT,
    "test_add_different_backend": PUT,
    "test_add_with_verifier": PUT,
    "test_add_singlepart_size_exceeding_max_size": (CreateOnly, ReadsOneMebibyte),
    "test_add_multipart": PARTS,
    "test_add_multipart_size_exceeding_max_size": (CreateOnly, PartsMatter, ReadsOneMebibyte),
    "test_add_multipart_write_less_than_declared": (CreateOnly, PartsMatter),
    "test_add_multipart_zero_byte_image": (CreateOnly, EmptyInOnePut),
}
ONLY_MULTI: dict[str, Differences | str] = {
    "test_location_url_prefix_is_set": "the prefix ends with a slash, so that a bucket whose name "
    "begins with another's is told apart from it",
}
ONLY_SINGLE: dict[str, Differences | str] = {
    "test_client_custom_ca_cert_bundle": "the region is settled when the store is configured, for "
    "both engines alike, and not left to botocore",
}


def _create_s3_client(self: store.Store) -> Any:
    """Do what the stock tests call by this private name."""
    assert isinstance(self._engine, Boto3Engine)
    return self._engine._client.get()


@pytest.fixture(autouse=True)
def _our_driver(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Put our module in the place of the stock one, and make its tests' settings possible."""
    ours = SimpleNamespace(
        Store=store.Store,
        get_s3_location=config.get_s3_location,  # type: ignore[attr-defined]
    )
    monkeypatch.setattr(store.Store, "_create_s3_client", _create_s3_client, raising=False)
    for module in (test_s3_store, test_multistore_s3, test_s3_store_base):
        monkeypatch.setattr(module, "s3", ours)
    monkeypatch.setenv(config.ENGINE_VARIABLE, "boto3")
    # The stock tests name a CA bundle that is not there, and a region that botocore refuses; the
    # stock driver finds out at its first call, ours says so when it is configured.
    bundle = tmp_path / "path/to/cert/bundle.pem"
    bundle.parent.mkdir(parents=True)
    bundle.touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "validate_region_name", lambda name: None)


def different(stock: type[unittest.TestCase]) -> dict[str, Differences | str]:
    """Return what is different of the tests of one class."""
    known = {**DIFFERENT, **(ONLY_SINGLE if stock is STOCK[0] else ONLY_MULTI)}
    return {name: known[name] for name in names(stock) if name in known}


def names(stock: type[unittest.TestCase]) -> list[str]:
    return list(unittest.TestLoader().getTestCaseNames(stock))


def as_it_stands(stock: type[unittest.TestCase]) -> type[unittest.TestCase]:
    """Return `stock` with those of its tests expected to fail that are different."""

    def expected_to_fail(name: str, why: str) -> Callable[[Any], None]:
        @pytest.mark.xfail(strict=True, reason=why)
        def test(self: Any) -> None:
            getattr(stock, name)(self)

        return test  # type: ignore[no-any-return]

    methods = {
        name: expected_to_fail(
            name, how if isinstance(how, str) else "; ".join(each.why for each in how)
        )
        for name, how in different(stock).items()
    }
    return type(stock.__name__, (stock,), methods)


def _send_in_order(multipart: Multipart, block: Block) -> None:
    """Send a part and wait: a stub wants them in order, and threads come as they come."""
    _SEND(multipart, block)
    wait_for(multipart._parts)


_SEND = Multipart.send


def with_differences(stock: type[unittest.TestCase]) -> type[unittest.TestCase]:
    """Return `stock` with only those tests whose differences can be made up for."""

    def made_up_for(name: str, differences: Differences) -> Callable[[Any], None]:
        def test(self: Any) -> None:
            with (
                mock.patch.object(Adjusted, "differences", differences),
                mock.patch.object(botocore.stub, "Stubber", Adjusted),
                mock.patch.object(Multipart, "send", _send_in_order),
                contextlib.ExitStack() as stack,
            ):
                if ReadsOneMebibyte in differences:
                    read_bytes = units.Ki if "singlepart" in name else 5 * units.Mi
                    for module in (source, boto3_upload):
                        stack.enter_context(mock.patch.object(module, "READ_BYTES", read_bytes))
                getattr(stock, name)(self)

        return test

    methods: dict[str, Any] = dict.fromkeys(names(stock))  # None: not a test any more
    for name, how in different(stock).items():
        if not isinstance(how, str):
            methods[name] = made_up_for(name, how)
    return type(f"{stock.__name__}WithDifferences", (stock,), methods)


TestSingleAsItStands, TestMultiAsItStands = map(as_it_stands, STOCK)
TestSingleWithDifferences, TestMultiWithDifferences = map(with_differences, STOCK)


def test_every_difference_is_of_a_test_that_there_is() -> None:
    found = [name for stock in STOCK for name in names(stock)]
    assert {*found} >= {*DIFFERENT, *ONLY_SINGLE, *ONLY_MULTI}
    assert len(found) >= 63


def test_every_difference_is_argued_in_the_documentation() -> None:
    text = Path(__file__).parents[2].joinpath("docs/reference/stock-tests.md").read_text()
    argued = set(re.findall(r"`(test_\w+)`", text))
    assert argued == {*DIFFERENT, *ONLY_SINGLE, *ONLY_MULTI}
