"""The tests' own servers: a machine that lacks one is told how to get it."""

from pathlib import Path

import pytest

import servers
from servers import external, finding


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
