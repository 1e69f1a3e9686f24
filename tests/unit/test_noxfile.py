"""What a contributor is told who has no Rust, or one that does not do."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest

TOP = Path(__file__).parents[2]


class Ended(Exception):
    """The session was ended with a message."""


class Session:
    """As much of nox's session as is asked here."""

    def error(self, message: str) -> NoReturn:
        raise Ended(message)


@pytest.fixture(scope="module")
def noxfile() -> ModuleType:
    spec = importlib.util.spec_from_file_location("the_noxfile", TOP / "noxfile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def require_rust(
    noxfile: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    *,
    programs: tuple[str, ...] = ("rustc", "cargo"),
    says: str = "",
    complains: str = "",
) -> None:
    """Call `require_rust` on a machine with these programs, whose rustc answers so."""
    monkeypatch.setattr(
        noxfile.shutil, "which", lambda name: f"/bin/{name}" if name in programs else None
    )
    answer = subprocess.CompletedProcess([], 0 if says else 1, says, complains)
    monkeypatch.setattr(noxfile.subprocess, "run", lambda *_, **__: answer)
    noxfile.require_rust(Session())


@pytest.mark.parametrize("programs", [(), ("cargo",), ("rustc",)])
def test_without_rust_it_is_said_where_to_get_it_and_that_boto3_does_without(
    noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch, programs: tuple[str, ...]
) -> None:
    with pytest.raises(Ended) as ended:
        require_rust(noxfile, monkeypatch, programs=programs)
    text = str(ended.value)
    assert text.startswith("No Rust toolchain was found. ")
    assert f"Rust {noxfile.minimum_rust()} or newer" in text
    assert "https://rustup.rs" in text
    assert "boto3" in text


def test_rustup_without_a_toolchain_is_quoted(
    noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Ended) as ended:
        require_rust(noxfile, monkeypatch, complains="no default is set\n")
    assert "does not work: no default is set. The native module is built" in str(ended.value)


def test_an_old_rust_is_named(noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Ended, match=r"Rust 1\.9\.0 is too old\. The native module"):
        require_rust(noxfile, monkeypatch, says="rustc 1.9.0 (e4e8b6668 2016-05-18)")


@pytest.mark.parametrize("newer", ["", ".0", "-nightly"])
def test_one_that_is_new_enough_is_taken(
    noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch, newer: str
) -> None:
    version = {"": noxfile.minimum_rust(), ".0": "2.0.0", "-nightly": "1.999.0-nightly"}[newer]
    require_rust(noxfile, monkeypatch, says=f"rustc {version} (0123456 2026-01-01)")


def test_one_wheel_is_tested_on_the_pythons_that_are_promised(noxfile: ModuleType) -> None:
    assert noxfile.PYTHONS[0] == noxfile.PROJECT["project"]["requires-python"].removeprefix(">=")
    assert len(noxfile.PYTHONS) >= 4
