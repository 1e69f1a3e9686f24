"""The search for keys in what is logged, raised and reported: that it can fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "the/secret+key/of-this-test"

INNER = """
import logging

import pytest
from glance_store import exceptions
from glance_s3_fast.credentials import Credentials
from glance_s3_fast.errors import EngineError
from glance_s3_fast.location import StoreLocation

SECRET = {secret!r}
Credentials("AKIDOFTHISTEST00", SECRET, "the-session-token-of-this-test")


def test_log():
    logging.getLogger("glance_s3_fast.anything").debug("signed with %s", SECRET)


def test_log_of_an_exception():
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("glance_store").exception("it failed")


def test_access_key_in_a_log():
    logging.getLogger("glance_s3_fast").info("signed with AKIDOFTHISTEST00")


def test_botocore_with_the_secret():
    logging.getLogger("botocore.auth").warning(SECRET)


def test_an_error_that_is_caught():
    with pytest.raises(EngineError):
        raise EngineError("server", f"refused: {{SECRET}}", operation="PutObject", bucket="glance")


def test_an_error_of_glance_store():
    with pytest.raises(exceptions.BackendException):
        raise exceptions.BackendException("the-session-token-of-this-test")


def test_location():
    location = StoreLocation({{}}, None)
    location.parse_uri("s3://host/glance/AKIDOFTHISTEST00")
    location.get_uri()


def test_report():
    assert SECRET == "another", "and so on, " * 200 + "this is why".upper()


def test_output():
    print(SECRET)


def test_clean():
    logging.getLogger("glance_s3_fast").debug("signed")
    # What SECURITY.md says of botocore's own logger.
    logging.getLogger("botocore.auth").warning("Credential=AKIDOFTHISTEST00/20260101")
"""
SHOWING = INNER.count("\ndef test_") - 1


@pytest.mark.parametrize("processes", ["0", "2"])
def test_whatever_shows_a_key_fails_and_does_not_repeat_it(tmp_path: Path, processes: str) -> None:
    (tmp_path / "test_inner.py").write_text(INNER.format(secret=SECRET))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    paths = [str(Path(__file__).parents[1]), *sys.path]
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "secrets_watch",
            "-n",
            processes,
            "-rA",
            "--tb=short",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    failed = {
        line.partition("::")[2].partition(" ")[0]
        for line in run.stdout.splitlines()
        if line.startswith(("FAILED ", "ERROR "))
    }
    assert len(failed) == SHOWING, run.stdout
    assert "test_clean" not in failed
    assert "a secret key in" in run.stdout
    assert "THIS IS WHY" in run.stdout
    assert SECRET not in run.stdout + run.stderr
