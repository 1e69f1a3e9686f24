"""What all tests share: the rule for a missing native module, the choice of the S3 server, and the
search for keys that are shown.

A missing native module fails the tests that need it, so that no run passes for half the engines
unnoticed. Where it cannot be built, GLANCE_S3_FAST_TESTS_WITHOUT_NATIVE=1 skips them instead, and
says so.

``--server NAME`` runs the contract tests, and those through Glance, on another server than
SeaweedFS. One that the machine does not have ends the run before it begins.
"""

import importlib
import os
import signal
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

import secrets_watch
import servers
import summary
import watchdog
from servers import report

# A job that was started in the background ignores Ctrl-C, and so would all it starts; tests that
# interrupt something need the usual behaviour.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# With one of these set, pytest looks for every difference of two values that are not equal, and of
# two images that takes for ever.
for name in ("CI", "BUILD_NUMBER"):
    os.environ.pop(name, None)

# Properties are tried with the same examples in every run; `nox -s fuzz` has the other profile.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("fuzz", max_examples=3000, deadline=None)
hypothesis.settings.load_profile("same")

WITHOUT_NATIVE = "GLANCE_S3_FAST_TESTS_WITHOUT_NATIVE"


DEFAULT_SERVER = "seaweedfs"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--server",
        default=DEFAULT_SERVER,
        choices=[*servers.KINDS, servers.EXTERNAL],
        help="the S3 server of the contract and Glance tests; 'external' is one that runs already",
    )
    parser.addoption(
        "--hang-secs",
        type=float,
        default=watchdog.HANG_SECS,
        help="end a test that takes longer, with the stacks of all threads; 0 never does",
    )
    parser.addoption(
        "--features",
        type=Path,
        metavar="FILE",
        help="note in FILE (JSON) what the run has shown of the server",
    )


def pytest_configure(config: pytest.Config) -> None:
    # Looks for keys in all that is logged, raised and reported.
    config.pluginmanager.register(secrets_watch)
    config.pluginmanager.register(summary)
    config.pluginmanager.register(watchdog.Watchdog(config.getoption("hang_secs")))
    name: str = config.getoption("server")
    features: Path | None = config.getoption("features")
    if name == DEFAULT_SERVER and features is None:
        return  # many tests need none, and those that do say so
    try:
        kind = servers.kind(name)
        if name == servers.EXTERNAL:
            servers.external.server()
            version = "running"
        else:
            version = kind.version(kind.find())
    except servers.AbsentError as error:
        raise pytest.UsageError(f"--server {name}: {error}") from None
    # With pytest-xdist, the process that gets all the reports.
    if features is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(report.FeatureReport(features, kind, version))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    report.mark_items(items)


@pytest.fixture(scope="session")
def server_name(request: pytest.FixtureRequest) -> str:
    """Return the name of the server that the tests run on."""
    name: str = request.config.getoption("server")
    return name


@pytest.fixture(scope="session")
def server_kind(server_name: str) -> servers.Kind:
    """Return what is known of that server: what it lacks, and tests have to allow for."""
    return servers.kind(server_name)


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
