"""`glance-s3-fast orphans` finds what killed processes left, and never what is alive."""

import io
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contract.conftest import BUCKET, Bucket, MakeStore
from contract.images import MIB, image
from contract.rows import fault
from glance_s3_fast.cli.app import app
from glance_s3_fast.demo.server import Server

BACKSTOP_SECS = 60


@pytest.fixture
def conf(server: Server, tmp_path: Path) -> Path:
    """Write a configuration of Glance with one S3 store among others."""
    path = tmp_path / "glance-api.conf"
    path.write_text(
        "[DEFAULT]\nenabled_backends = files:file, fast:s3_fast\n"
        f"[fast]\ns3_store_host = {server.endpoint_url}\ns3_store_bucket = {BUCKET}\n"
        f"s3_store_access_key = {server.access_key}\ns3_store_secret_key = {server.secret_key}\n"
    )
    return path


@pytest.fixture
def left_open(bucket: Bucket, key: str) -> str:
    """Leave an upload with one part, as a process that is killed does; return its id."""
    where = {"Bucket": bucket.name, "Key": key}
    upload_id = bucket.client.create_multipart_upload(**where)["UploadId"]
    bucket.client.upload_part(**where, UploadId=upload_id, PartNumber=1, Body=image(5 * MIB))
    return upload_id


def run(*arguments: str) -> Any:
    return CliRunner(catch_exceptions=False).invoke(app, ["orphans", *arguments])


def found(*arguments: str) -> list[dict[str, Any]]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


# The engine has no part in it, but each leaves such uploads.
@fault("killed")
@pytest.mark.parametrize("of", ["native and boto3"])
def test_what_was_left_is_listed_and_aborted(
    conf: Path, bucket: Bucket, key: str, left_open: str, of: str
) -> None:
    mine = ["--config-file", str(conf), "--prefix", key, "--older-than", "0s"]
    (listed,) = found("list", *mine)
    assert (listed["key"], listed["upload_id"], listed["state"]) == (key, left_open, "open")
    assert (listed["parts"], listed["size_bytes"]) == (1, 5 * MIB)
    assert bucket.open_uploads(key) == [key]
    (tried,) = found("abort", *mine, "--dry-run")
    assert tried["state"] == "would be aborted"
    assert bucket.open_uploads(key) == [key]
    (aborted,) = found("abort", *mine)
    assert aborted["state"] == "aborted"
    assert bucket.open_uploads(key) == []
    assert found("list", *mine) == []


def test_what_is_young_is_left_alone(conf: Path, bucket: Bucket, key: str, left_open: str) -> None:
    mine = ["--config-file", str(conf), "--prefix", key]
    assert found("list", *mine) == found("abort", *mine) == []
    assert bucket.open_uploads(key) == [key]
    bucket.client.abort_multipart_upload(Bucket=bucket.name, Key=key, UploadId=left_open)


def test_an_upload_that_got_a_part_is_alive(
    conf: Path, bucket: Bucket, key: str, left_open: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long ago it began: its newest part is what counts."""
    began_long_ago = "glance_s3_fast.orphans.Orphans._look"
    real = __import__("glance_s3_fast.orphans", fromlist=["Orphans"]).Orphans._look
    looks = []

    def look(self: Any, key: str, upload_id: str, initiated: Any) -> Any:
        looks.append(key)
        return real(self, key, upload_id, initiated.replace(year=2001))

    monkeypatch.setattr(began_long_ago, look)
    # So long that nothing younger than this test is taken, whatever its beginning says.
    bounds = ["--older-than", "0s"]
    (listed,) = found("list", "--config-file", str(conf), "--prefix", key, *bounds)
    assert listed["initiated"].startswith("2001")
    assert listed["silent_secs"] < 3600
    assert not listed["last_active"].startswith("2001")
    assert looks == [key]
    bucket.client.abort_multipart_upload(Bucket=bucket.name, Key=key, UploadId=left_open)


def test_keys_that_are_no_image_ids_are_anothers(conf: Path, bucket: Bucket, key: str) -> None:
    name = f"backup-{key}"
    upload_id = bucket.client.create_multipart_upload(Bucket=bucket.name, Key=name)["UploadId"]
    mine = ["--config-file", str(conf), "--prefix", name, "--older-than", "0s"]
    assert found("abort", *mine) == []
    (listed,) = found("list", *mine, "--all-keys")
    assert listed["upload_id"] == upload_id
    bucket.client.abort_multipart_upload(Bucket=bucket.name, Key=name, UploadId=upload_id)


def test_a_live_upload_goes_on(
    make_store: MakeStore, conf: Path, bucket: Bucket, key: str
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    class Waiting:
        def __init__(self) -> None:
            self.stream = io.BytesIO(image(12 * MIB))

        def read(self, size: int) -> bytes:
            if self.stream.tell() >= 9 * MIB and not go_on.is_set():
                reached.set()
                go_on.wait(BACKSTOP_SECS)
            return self.stream.read(size)

    thread = threading.Thread(
        target=lambda: make_store().add(key, Waiting(), 12 * MIB, "sha256"), daemon=True
    )
    thread.start()
    assert reached.wait(BACKSTOP_SECS)
    assert found("abort", "--config-file", str(conf), "--older-than", "5m") == []
    go_on.set()
    thread.join(BACKSTOP_SECS)
    assert bucket.read(key) == image(12 * MIB)


def test_an_endpoint_of_ones_own(
    server: Server, bucket: Bucket, key: str, left_open: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    where = ["--endpoint", server.endpoint_url, "--bucket", bucket.name]
    done = run("abort", *where, "--prefix", key, "--older-than", "0s")
    assert done.exit_code == 0, done.output
    assert "aborted" in done.output
    assert bucket.open_uploads(key) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "give either --config-file"),
        (("--endpoint", "http://127.0.0.1"), "give either --config-file"),
        (("--older-than", "soon"), "no duration"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], words: str) -> None:
    done = run("list", *arguments)
    assert done.exit_code == 2
    assert words in done.output


def test_a_bucket_that_is_missing(conf: Path, server: Server) -> None:
    text = conf.read_text().replace("s3_store_bucket = glance", "s3_store_bucket = no-such-one")
    conf.write_text(text)
    done = run("list", "--config-file", str(conf))
    assert done.exit_code == 1
    assert "no-such-one" in done.output
    assert server.secret_key not in done.output
