"""The tests' own servers: a machine that lacks one is told how to get it."""

import sys
from pathlib import Path

import pytest

import servers
from servers import __main__ as program
from servers import building, external, finding


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(servers.AbsentError, match="seaweedfs, minio, versitygw, rgw"):
        servers.kind("gopher")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("minio", "go install github.com/minio/minio@"),
        ("versitygw", "go install github.com/versity/versitygw/"),
        ("rgw", "apt install"),
    ],
)
def test_an_absent_server_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, how: str
) -> None:
    for variable in ("PATH", "GOBIN", "GOPATH"):
        monkeypatch.setenv(variable, str(tmp_path))
    with pytest.raises(servers.AbsentError, match=how), servers.start(name):
        pass


@pytest.mark.parametrize("variable", ["PATH", "GOBIN", "GOPATH"])
def test_a_program_is_found_where_go_puts_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    for name in ("PATH", "GOBIN", "GOPATH"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    folder = tmp_path / "bin" if variable == "GOPATH" else tmp_path
    folder.mkdir(exist_ok=True)
    program = folder / "minio"
    program.touch(mode=0o700)
    monkeypatch.setenv(variable, str(tmp_path))
    assert finding.program("minio", "") == program


def test_a_running_server_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(external.ENDPOINT, "http://127.0.0.1:9")
    monkeypatch.setenv(external.ACCESS_KEY, "someone")
    monkeypatch.delenv(external.SECRET_KEY, raising=False)
    with pytest.raises(servers.AbsentError, match=external.SECRET_KEY):
        external.server()
    monkeypatch.setenv(external.SECRET_KEY, "something")
    monkeypatch.setenv(external.KIND, "rgw")
    running = external.server()
    assert (running.endpoint_url, running.access_key) == ("http://127.0.0.1:9", "someone")
    assert servers.kind(servers.EXTERNAL).name == "rgw"
    assert program.find(servers.EXTERNAL, None) == ("like Ceph RGW", "http://127.0.0.1:9")


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Leave nothing on PATH but a folder, which is returned."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("PATH", "GOBIN", "GOPATH"):
        monkeypatch.setenv(name, str(folder))
    return folder


def install_go(folder: Path, script: str) -> None:
    go = folder / "go"
    go.write_text(f"#!/bin/sh\n{script}\n")
    go.chmod(0o700)


def test_without_go_a_build_says_so(bare_machine: Path, tmp_path: Path) -> None:
    with pytest.raises(servers.AbsentError, match="no Go"):
        building.go_install("example.org/server@v1", tmp_path)


def test_a_build_that_fails_is_shown(bare_machine: Path, tmp_path: Path) -> None:
    install_go(bare_machine, "echo go: downloading this; echo dial tcp: no route >&2; exit 1")
    with pytest.raises(servers.AbsentError, match="no route") as caught:
        building.go_install("example.org/server@v1", tmp_path)
    assert "downloading" not in str(caught.value)


def test_each_version_is_built_once(bare_machine: Path, tmp_path: Path) -> None:
    install_go(bare_machine, f'echo "$2" >> {tmp_path}/log; /bin/mkdir -p $GOBIN; : > $GOBIN/it')
    for version in ("v1", "v1", "v2"):
        folder = building.go_install(f"example.org/server@{version}", tmp_path / "built")
        assert (folder / "it").is_file()
    assert (tmp_path / "log").read_text().split() == [
        "example.org/server@v1",
        "example.org/server@v2",
    ]


@pytest.mark.parametrize(("further", "status"), [([], 1), (["--optional"], 0)])
def test_a_run_says_loudly_what_it_did_not_run(
    *,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    bare_machine: Path,
    tmp_path: Path,
    further: list[str],
    status: int,
) -> None:
    arguments = ["run", "versitygw", "--build", str(tmp_path), *further]
    monkeypatch.setattr(sys, "argv", ["servers", *arguments])
    assert program.main() == status
    assert "==== versitygw: NOT RUN, there is no Go" in capsys.readouterr().out
