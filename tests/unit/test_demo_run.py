"""The demo as a user runs it: on the embedded server, on one of their own, right and wrong."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from glance_s3_fast.cli.app import app
from glance_s3_fast.demo import run, server, steps
from glance_s3_fast.demo.image import make_gpt_image

MIB = 1024 * 1024
TOP = Path(__file__).parents[2]
DEMO = [sys.executable, "-m", "glance_s3_fast.demo"]


def run_demo(*arguments, environment=None):
    return subprocess.run(
        [*DEMO, *arguments],
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def own_server():
    with server.embedded_server() as running:
        yield running


@pytest.fixture
def own_environment(own_server):
    return {
        "AWS_ACCESS_KEY_ID": own_server.access_key,
        "AWS_SECRET_ACCESS_KEY": own_server.secret_key,
    }


def bucket_names(running):
    return [bucket["Name"] for bucket in running.client().list_buckets()["Buckets"]]


def test_an_image_goes_in_and_comes_back(engine_name, tmp_path):
    # Above the multipart threshold of 100 MiB. In a folder of its own, to see what is left there.
    done = run_demo(
        "--size-mib=112",
        f"--engine={engine_name}",
        "--json",
        environment={"TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["image_format"], report["image_size_bytes"]) == ("gpt", 112 * MIB)
    found = [(each["name"], each["store"], each["engine"]) for each in report["operations"]]
    assert found == [
        ("upload", "fast", engine_name),
        ("read", "fast", engine_name),
        ("copy", "cheap", engine_name),
        ("read", "cheap", engine_name),
        ("copy", "reliable", "filesystem"),
        ("read", "reliable", "filesystem"),
        ("delete", "fast", engine_name),
        ("delete", "cheap", engine_name),
        ("delete", "reliable", "filesystem"),
    ]
    parts = {each["store"]: each["parts"] for each in report["operations"] if each["parts"]}
    assert parts == {"fast": 12, "cheap": 12}
    for each in report["operations"]:
        assert each["cost"]["seconds"] > 0
        # Not compared: the kernel's two figures are each a little out of date.
        assert min(each["cost"]["peak_memory_bytes"], each["cost"]["start_memory_bytes"]) > 0
    assert list(tmp_path.iterdir()) == []


def test_own_image_server_and_engine(own_server, own_environment, tmp_path):
    path = tmp_path / "image.raw"
    make_gpt_image(path, 4 * MIB)
    before = path.read_bytes()
    done = run_demo(
        f"--image={path}",
        f"--endpoint={own_server.endpoint_url}",
        "--engine=boto3",
        # What the command line says counts, not the variable.
        environment=own_environment | {"GLANCE_S3_FAST_ENGINE": "no-such-engine"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The image came back identical from every store." in done.stdout
    assert "one PUT" in done.stdout
    for text in (done.stdout, done.stderr):
        assert own_server.secret_key not in text
        assert own_server.access_key not in text
    assert path.read_bytes() == before
    assert bucket_names(own_server) == []


@pytest.mark.parametrize(
    ("engine", "number"),
    [
        ("native", signal.SIGINT),
        ("boto3", signal.SIGINT),
        ("boto3", signal.SIGTERM),
    ],
)
def test_interrupted_in_an_upload_it_leaves_nothing(
    request, own_server, own_environment, engine, number, tmp_path
):
    if engine == "native":
        request.getfixturevalue("native")
    with subprocess.Popen(
        [*DEMO, "--size-mib=128", f"--engine={engine}", f"--endpoint={own_server.endpoint_url}"],
        env=os.environ | own_environment | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as demo:
        lines = []
        for line in demo.stdout:
            lines.append(line)
            if "Uploading it" in line:
                assert len(bucket_names(own_server)) == 2
                demo.send_signal(number)
        output = "".join(lines)
    print(output)
    assert demo.returncode == 128 + number, output
    assert "Interrupted" in output
    assert "came back" not in output
    assert bucket_names(own_server) == []
    assert list(tmp_path.iterdir()) == []


def test_keys_that_are_not_set_are_asked_for():
    unset = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    done = run_demo("--endpoint=http://127.0.0.1:1", environment=unset)
    assert done.returncode == 1
    assert "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in done.stdout


def test_wrong_keys_are_refused_without_showing_them(own_server, own_environment):
    wrong = own_environment | {"AWS_SECRET_ACCESS_KEY": "a-wrong-secret"}
    done = run_demo(f"--endpoint={own_server.endpoint_url}", environment=wrong)
    assert done.returncode == 1
    assert "SignatureDoesNotMatch" in done.stdout
    assert "a-wrong-secret" not in done.stdout + done.stderr


def test_an_image_glance_refuses_is_refused(own_server, own_environment, tmp_path):
    path = tmp_path / "image.raw"
    make_gpt_image(path, 4 * MIB)
    with path.open("r+b") as file:
        file.seek(446)  # the first partition's boot flag
        file.write(b"\x42")
    done = run_demo(
        f"--image={path}",
        f"--endpoint={own_server.endpoint_url}",
        environment=own_environment,
    )
    assert done.returncode == 1
    assert bucket_names(own_server) == []
    assert "safety check" in " ".join(done.stdout.split())


def test_a_mismatch_is_the_exit_status(monkeypatch):
    def mismatch(options, console):
        raise steps.MismatchError("MD5 returned by 'fast': expected a, got b")

    monkeypatch.setattr(run, "run", mismatch)
    done = CliRunner().invoke(app, ["demo"])
    assert done.exit_code == 1
    assert "MD5 returned by 'fast': expected a, got b" in done.output


def test_help_says_what_it_does():
    done = CliRunner().invoke(app, ["demo", "--help"])
    assert done.exit_code == 0
    for word in ("--image", "--endpoint", "--engine", "--json", "AWS_SECRET_ACCESS_KEY"):
        assert word in done.output


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra_it_says_what_to_install(missing):
    script = f"import sys; sys.modules[{missing!r}] = None; sys.argv[1:] = ['demo']\n"
    script += "from glance_s3_fast.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pip install 'glance-s3-fast[demo]'" in done.stderr
    assert "Traceback" not in done.stderr


def quick_start_commands():
    text = (TOP / "README.md").read_text()
    section = text.split("\n## Quick start\n")[1].split("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def test_the_quick_start_is_two_command_lines():
    commands = quick_start_commands()
    assert [command.rpartition(" ")[2] for command in commands] == ["demo\n", "tests\n"]
    assert all(command.count("\n") == 1 for command in commands)


def test_ci_runs_the_tests_command_of_the_quick_start(tmp_path):
    for name in (".ci", "README.md"):
        (tmp_path / name).symlink_to(TOP / name)
    stand_in = tmp_path / "bin"
    stand_in.mkdir()
    # In place of python3, with which the command begins: it must be that command, and its failure
    # must be the script's.
    (stand_in / "python3").write_text('#!/bin/sh\necho "python3 $*"\nexit 7\n')
    (stand_in / "python3").chmod(0o700)
    done = subprocess.run(
        ["bash", str(tmp_path / ".ci" / "run")],
        env={"PATH": f"{stand_in}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == quick_start_commands()[1] + "python3 -m venv .venv\n"
    assert done.returncode == 7
