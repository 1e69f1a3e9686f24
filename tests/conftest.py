"""What all tests share: the rule for a missing native module.

It fails the tests that need it, so that no run passes for half the engines unnoticed. Where it
cannot be built, GLANCE_S3_FAST_TESTS_WITHOUT_NATIVE=1 skips them instead, and says so.
"""

import importlib
import os
import signal
from types import ModuleType

import pytest

# A job that was started in the background ignores Ctrl-C, and so would all it starts; tests that
# interrupt something need the usual behaviour.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

WITHOUT_NATIVE = "GLANCE_S3_FAST_TESTS_WITHOUT_NATIVE"


@pytest.fixture(scope="session")
def native() -> ModuleType:
    """Return the native module; fail, or skip if the environment says so, when it is missing."""
    try:
        return importlib.import_module("glance_s3_fast._native")
    except ImportError as error:
        reason = f"the native module cannot be loaded: {error}"
        if os.environ.get(WITHOUT_NATIVE) == "1":
            pytest.skip(f"{WITHOUT_NATIVE}=1 and {reason}")
        pytest.fail(f"{reason} (build it, or set {WITHOUT_NATIVE}=1)", pytrace=False)


@pytest.fixture(params=["boto3", "native"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Return each engine's name in turn."""
    name: str = request.param
    if name == "native":
        request.getfixturevalue("native")
    return name
