"""uWSGI's workers that are told to end (SIGTERM) in the middle of a transfer.

A worker calls exit(3) in its signal handler, without Python's own end if it has a request (uWSGI's
core/uwsgi.c, `end_me`; plugins/python, `uwsgi_python_atexit`), and its master starts another one.
So there is no moment for an abort: the upload stays open, and ``glance-s3-fast orphans`` is for
such. What must not be is a process that hangs or crashes, or an object that is not whole.

Only the worker that has the transfer is told. One that has no request runs Glance's own end,
which waits for a thread that did not survive uWSGI's fork (glance.api.v2.cached_images,
`terminate`), and hangs until it is killed, whichever driver it has.
"""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from glance_rig import process
from glance_rig.api import ADMIN, Api
from glance_rig.buckets import Buckets
from glance_rig.configuration import LONG, Setup
from glance_rig.content import MIB, Content
from glance_rig.process import Glance
from glance_rig.slow_upload import SlowUpload
from glance_rig.starter import Starter

LARGE_BYTES = 120 * MIB
SENT_BYTES = 105 * MIB
"""Enough for a multipart upload to begin."""
BACKSTOP_SECS = 60
BROKEN = (OSError, http.client.HTTPException)
ORPHANS = "from glance_s3_fast.cli import main; main()"


def wait_for_end(pid: int) -> None:
    give_up = time.monotonic() + BACKSTOP_SECS
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < give_up, f"{pid} hangs"
        time.sleep(0.02)


def abort_orphans(glance: Glance, key: str) -> list[dict[str, Any]]:
    """Abort the key's open uploads, of however short a silence; return what the program says."""
    conf = ("--config-file", str(glance.directory / "glance-api.conf"), "--store", "fast")
    done = subprocess.run(
        [
            *(sys.executable, "-c", ORPHANS, "orphans", "abort", *conf),
            *("--prefix", key, "--older-than", "0s", "--json"),
        ],
        env=process.environment(glance.directory),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def begun(api: Api, buckets: Buckets) -> tuple[str, SlowUpload]:
    """Begin an upload, and return when it is open in the bucket."""
    image_id = api.create()
    upload = SlowUpload(api, image_id, LARGE_BYTES)
    upload.send(Content(LARGE_BYTES).pieces(end=SENT_BYTES))
    buckets.wait_for_open_upload("fast", image_id)
    return image_id, upload


def go_on(upload: SlowUpload) -> None:
    """Send the rest, of which nobody is there to hear."""
    upload.send(Content(LARGE_BYTES).pieces(start=SENT_BYTES))
    upload.finish()


@pytest.mark.fault("told to end")
def test_a_worker_told_to_end_during_an_upload(glance: Glance, api: Api, buckets: Buckets) -> None:
    image_id, upload = begun(api, buckets)
    log_bytes = glance.log_path.stat().st_size
    worker = glance.worker_of(upload.port)
    os.kill(worker, signal.SIGTERM)
    wait_for_end(worker)
    with pytest.raises(BROKEN):
        go_on(upload)
    assert buckets.objects("fast") == set()
    left = [upload_id for _, upload_id in buckets.open_uploads("fast", [image_id])]
    found = abort_orphans(glance, image_id)
    assert [(each["upload_id"], each["state"]) for each in found] == [
        (upload_id, "aborted") for upload_id in left
    ]
    assert buckets.open_uploads("fast", [image_id]) == []
    # The next workers find the store as it was.
    content = Content(MIB)
    for again in [api.create() for _ in range(2)]:
        api.upload(again, content.pieces(), size_bytes=MIB).expect(204)
        assert api.download(again).expect(200).body == content.read()
    assert "by signal" not in glance.log_path.read_bytes()[log_bytes:].decode(errors="replace")


@pytest.mark.fault("told to end")
def test_a_worker_told_to_end_during_a_download(glance: Glance, api: Api) -> None:
    content = Content(101 * MIB)
    image_id = api.create()
    api.upload(image_id, content.pieces(), size_bytes=content.size_bytes).expect(204)
    log_bytes = glance.log_path.stat().st_size
    with contextlib.closing(api.connect()) as connection:
        connection.request("GET", f"/v2/images/{image_id}/file", headers={"X-Auth-Token": ADMIN})
        port = connection.sock.getsockname()[1]
        answer = connection.getresponse()
        got = answer.read(MIB)
        worker = glance.worker_of(port)
        os.kill(worker, signal.SIGTERM)
        wait_for_end(worker)
        # Behind its cache Glance gives no length, and a client cannot tell.
        told = contextlib.nullcontext() if answer.length is None else pytest.raises(BROKEN)
        with told as caught:
            got += answer.read()
    if caught is not None and isinstance(caught.value, http.client.IncompleteRead):
        got += caught.value.partial
    assert len(got) < content.size_bytes
    assert got == content.read(end=len(got))
    assert api.download(image_id).expect(200).body == content.read()
    assert "by signal" not in glance.log_path.read_bytes()[log_bytes:].decode(errors="replace")


@pytest.mark.fault("told to end")
@pytest.mark.parametrize("engine", ["native", "boto3"] if LONG else ["native"])
def test_glance_told_to_end_during_an_upload(start: Starter, engine: str) -> None:
    """Its master is told, as by ``systemctl stop``, and ends its workers."""
    with start(Setup(engine=engine), keep=True) as glance:
        image_id, upload = begun(glance.api, start.buckets)
        workers = glance.workers()
        os.kill(glance.master(), signal.SIGTERM)
        for worker in workers:
            wait_for_end(worker)
        with pytest.raises(BROKEN):
            go_on(upload)
        assert start.buckets.objects("fast") == set()
        assert {found["state"] for found in abort_orphans(glance, image_id)} <= {"aborted"}
        # That nothing is left then is seen by the fixture.
