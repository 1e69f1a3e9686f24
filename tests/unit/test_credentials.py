"""Where keys come from: options, or botocore's own chain with real files and a real refresh."""

import os
import stat
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forking import assert_child_succeeds, start_child
from glance_s3_fast.config import EngineConfig
from glance_s3_fast.credentials import (
    ChainCredentials,
    Credentials,
    CredentialsSource,
    StaticCredentials,
    source,
)
from glance_s3_fast.errors import EngineError, ErrorKind

# A program that botocore asks for keys. Its first two end so soon that botocore refreshes them at
# once (it does so 10 minutes ahead), the later ones in the year 2100.
PROCESS = """#!{python}
import datetime, json, pathlib
counter = pathlib.Path({counter!r})
calls = int(counter.read_text()) + 1 if counter.exists() else 1
counter.write_text(str(calls))
end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=9)
if calls > 2:
    end = datetime.datetime(2100, 1, 1, tzinfo=datetime.timezone.utc)
print(json.dumps(dict(Version=1, AccessKeyId=f"AK{{calls}}", SecretAccessKey=f"SK{{calls}}",
                      SessionToken=f"T{{calls}}", Expiration=end.isoformat())))
"""
YEAR_2100 = datetime(2100, 1, 1, tzinfo=UTC).timestamp()


@pytest.fixture
def chain(load: Callable[..., EngineConfig]) -> CredentialsSource:
    return source(load(s3_store_access_key=None, s3_store_secret_key=None))


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have botocore's chain run `PROCESS`; return the file that counts its runs."""
    counter, program, aws = tmp_path / "runs", tmp_path / "keys", tmp_path / "aws-config"
    program.write_text(PROCESS.format(python=sys.executable, counter=str(counter)))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    aws.write_text(f"[default]\ncredential_process = {program}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(aws))
    return counter


def test_keys_of_the_options(load: Callable[..., EngineConfig], keys: tuple[str, str]) -> None:
    static = source(load())
    assert isinstance(static, StaticCredentials)
    assert static.get() == Credentials(*keys, None, None)


def test_nothing_secret_is_shown() -> None:
    keys = Credentials("AKID", "SECRET", "TOKEN", 1.0)
    assert repr(keys) == "Credentials(expires_at_epoch=1.0)"
    assert "SECRET" not in repr(StaticCredentials(keys))


def test_the_chain_reads_the_environment(
    chain: CredentialsSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(chain, ChainCredentials)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AK")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "SK")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "T")
    assert chain.get() == Credentials("AK", "SK", "T", None)


def test_without_keys_the_text_says_where_to_put_them(chain: CredentialsSource) -> None:
    with pytest.raises(EngineError, match="set both s3_store_access_key") as caught:
        chain.get()
    assert caught.value.kind is ErrorKind.CONFIGURATION


def test_keys_that_come_later_are_found(
    chain: CredentialsSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(EngineError):
        chain.get()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AK")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "SK")
    assert chain.get().access_key == "AK"


def test_keys_of_a_file_that_was_changed_are_found_when_the_old_are_refused(
    chain: ChainCredentials, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "credentials"
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(path))
    text = "[default]\naws_access_key_id = {0}\naws_secret_access_key = {0}\n"
    path.write_text(text.format("old"))
    old = chain.get()
    assert old.access_key == "old"
    assert not chain.renew(old), "there are no others yet"
    path.write_text(text.format("new"))
    assert chain.get().access_key == "old"
    assert chain.renew(old)
    assert chain.renew(old), "also for the second request that was under way"
    assert chain.get().access_key == "new"


def test_keys_that_end_are_refreshed(chain: CredentialsSource, process: Path) -> None:
    first = chain.get()
    assert (first.access_key, first.session_token) == ("AK2", "T2")
    assert first.expires_at_epoch is not None
    assert first.expires_at_epoch < YEAR_2100
    assert chain.get() == Credentials("AK3", "SK3", "T3", YEAR_2100)
    assert chain.get().access_key == "AK3"
    assert process.read_text() == "3"


def test_a_broken_chain_is_an_engine_error(
    chain: CredentialsSource, process: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "keys").write_text(f"#!{sys.executable}\nraise SystemExit('no keys today')\n")
    with pytest.raises(EngineError, match="botocore's credential chain failed") as caught:
        chain.get()
    assert caught.value.kind is ErrorKind.CONFIGURATION


def test_nothing_is_looked_up_before_it_is_wanted(
    load: Callable[..., EngineConfig], process: Path
) -> None:
    source(load(s3_store_access_key=None, s3_store_secret_key=None))
    assert not process.exists()


def test_many_threads_look_up_once(chain: CredentialsSource, process: Path) -> None:
    process.write_text("2")  # so that the first keys are the lasting ones
    found: list[Credentials] = []
    threads = [threading.Thread(target=lambda: found.append(chain.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {keys.access_key for keys in found} == {"AK3"}
    assert len(found) == 8


def gets(chain: ChainCredentials, access_key: str) -> None:
    assert chain.get().access_key == access_key


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_looks_up_for_itself(chain: ChainCredentials, process: Path) -> None:
    process.write_text("2")
    assert chain.get().access_key == "AK3"
    state = chain._process
    assert state is not None
    with state.lock:  # as if another thread were looking up while we fork
        assert_child_succeeds(start_child(lambda: gets(chain, "AK4")))
    assert chain.get().access_key == "AK3"
