"""The embedded server: real, on loopback, several at once, and gone however its owner ends."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import botocore.exceptions
import pytest

from glance_s3_fast.demo import launch, weed
from glance_s3_fast.demo import server as server_module
from glance_s3_fast.demo.server import ServerError, embedded_server

GONE_SECS = 30


def answers(endpoint_url):
    parts = urlsplit(endpoint_url)
    with contextlib.suppress(OSError), socket.create_connection((parts.hostname, parts.port)):
        return True
    return False


def wait_until_gone(endpoint_url, directory):
    give_up = time.monotonic() + GONE_SECS
    while answers(endpoint_url) or os.path.exists(directory):
        assert time.monotonic() < give_up, "the server or its folder is still there"
        time.sleep(0.05)


def left_in_tmp(endpoint_url):
    """Whether the server left the socket of its S3 gateway, one of those that it makes in /tmp.

    Its name is asked for whole: a server killed long ago may have left another service's socket
    with the same port's number.
    """
    (path,) = weed.sockets({"s3": urlsplit(endpoint_url).port})
    return os.path.lexists(path)


def test_two_servers_know_nothing_of_each_other(tmp_path):
    with (
        embedded_server(buckets=["one"], directory=tmp_path) as first,
        embedded_server(buckets=["two", "three"]) as second,
    ):
        for server, names in ((first, ["one"]), (second, ["three", "two"])):
            found = [bucket["Name"] for bucket in server.client().list_buckets()["Buckets"]]
            assert sorted(found) == names
            assert server.secret_key not in repr(server)
            assert "SeaweedFS" in server.log_path.read_text()
            assert server.secret_key not in server.log_path.read_text()
            assert left_in_tmp(server.endpoint_url)  # as long as it runs
        assert first.directory.parent == tmp_path
        stranger = server_module.s3_client(
            first.endpoint_url, second.access_key, second.secret_key, proxies={}
        )
        with pytest.raises(botocore.exceptions.ClientError, match="InvalidAccessKeyId"):
            stranger.list_buckets()
    for server in (first, second):
        assert not answers(server.endpoint_url)
        assert not server.directory.exists()
        assert not left_in_tmp(server.endpoint_url)


def test_it_listens_on_loopback_only():
    with embedded_server() as server:
        port = urlsplit(server.endpoint_url).port
        table = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
        local = [line.split()[1] for line in table.splitlines() if line.split()[3] == "0A"]
        listening = [entry for entry in local if entry.endswith(f":{port:04X}")]
        assert listening == [f"0100007F:{port:04X}"]  # 127.0.0.1 in the kernel's byte order


def test_given_keys_are_used_and_a_bucket_is_not_made_by_itself():
    with embedded_server(access_key="chosen", secret_key="a-chosen-secret") as server:
        assert (server.access_key, server.secret_key) == ("chosen", "a-chosen-secret")
        with pytest.raises(botocore.exceptions.ClientError, match="NoSuchBucket"):
            server.client().put_object(Bucket="missing", Key="key", Body=b"data")


def test_an_error_inside_leaves_nothing():
    with pytest.raises(ZeroDivisionError), embedded_server() as server:
        raise ZeroDivisionError
    assert not answers(server.endpoint_url)
    assert not server.directory.exists()


def test_a_port_taken_in_between_is_replaced(monkeypatch):
    choices = []
    free_ports = weed.free_ports
    with socket.socket() as taken:
        # Bound but not listening: whoever connects is refused, whoever binds is too.
        taken.bind(("127.0.0.1", 0))

        def ports():
            choices.append(free_ports())
            if len(choices) == 1:
                choices[0]["s3"] = taken.getsockname()[1]
            return choices[-1]

        monkeypatch.setattr(launch, "READY_SECS", 10.0)
        monkeypatch.setattr(weed, "free_ports", ports)
        with embedded_server(buckets=["here"]) as server:
            assert urlsplit(server.endpoint_url).port == choices[-1]["s3"]
    assert len(choices) > 1


def test_a_server_that_ends_at_once_is_shown_with_its_log(monkeypatch, tmp_path):
    program = tmp_path / "weed"
    program.write_text("#!/bin/sh\necho the disk is on fire\nexit 3\n")
    program.chmod(0o700)
    monkeypatch.setattr(weed, "find", lambda: program)
    with (
        pytest.raises(ServerError, match=r"it ended by itself(.|\n)*the disk is on fire"),
        embedded_server(directory=tmp_path),
    ):
        pass
    assert list(tmp_path.iterdir()) == [program]


def group_of(server):
    data = f"-dir={server.directory}/data".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if data in words and b"--" not in words:  # which its keeper has
                return os.getpgid(int(process.name))
    raise LookupError("no process has the server's folder")


def test_a_killed_server_gives_back_its_files_at_once_but_the_log():
    with embedded_server(buckets=["one"]) as server:
        assert (server.directory / "data").is_dir()
        os.killpg(group_of(server), signal.SIGKILL)
        give_up = time.monotonic() + GONE_SECS
        while [path.name for path in server.directory.iterdir()] != ["server.log"]:
            assert time.monotonic() < give_up, list(server.directory.iterdir())
            time.sleep(0.05)
        assert "SeaweedFS" in server.log_path.read_text()
    assert not server.directory.exists()


def test_a_missing_server_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    monkeypatch.setattr(weed.shutil, "which", lambda name: None)
    monkeypatch.setattr(weed.importlib.metadata, "files", lambda name: None)
    with (
        pytest.raises(ServerError, match=r"pip install 'glance-s3-fast\[demo\]'"),
        embedded_server(),
    ):
        pass


OWNER = """
from glance_s3_fast.demo.server import embedded_server
with embedded_server() as server:
    print(server.endpoint_url, server.directory, flush=True)
    input()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_killed_owner_leaves_nothing(number):
    with subprocess.Popen(
        [sys.executable, "-c", OWNER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as owner:
        endpoint_url, directory = owner.stdout.readline().split()
        assert answers(endpoint_url)
        owner.send_signal(number)
        try:
            owner.wait(GONE_SECS / 4)
        except subprocess.TimeoutExpired:
            # It came just before the owner's read began; Python sees it at the next one.
            owner.send_signal(number)
            owner.wait(GONE_SECS)
        wait_until_gone(endpoint_url, directory)
    assert not left_in_tmp(endpoint_url)
