"""Several interpreters in one process, as uWSGI makes them for several applications."""

import io
import json
import os
import subprocess
import sys
from types import ModuleType

import pytest

from contract.conftest import Bucket, Locate, MakeStore, store_options
from contract.images import MIB, image
from contract.proxy import Fault, Proxy
from contract.rows import fault
from glance_s3_fast.demo.server import Server

BACKSTOP_SECS = 120
WORKING = """
import io, json, threading
try:
    if {engine!r} == "native":
        import glance_s3_fast._native
    from glance_store import location
    from oslo_config import cfg
    from glance_s3_fast.options import OPTIONS
    from glance_s3_fast.store import Store, StoreLocation
except ImportError as error:
    # What some modules say.
    said = "refused: " + str(error)
else:
    conf = cfg.ConfigOpts()
    for group in ("fast", "backend_defaults"):
        conf.register_opts(OPTIONS, group=group)
    conf(args=[], default_config_files=[], default_config_dirs=[])
    for name, value in {options!r}.items():
        conf.set_override(name, value, group="fast")
    store = Store(conf, backend="fast")
    store.configure(re_raise_bsc=True)
    data = bytes(range(256)) * 4096 * 12
    uri = store.add({key!r}, io.BytesIO(data), 0, "sha512")[0]
    where = location.Location("s3", StoreLocation, conf, uri=uri, backend="fast")
    assert b"".join(store.get(where)[0]) == data
    store.delete(where)
    said = "worked: " + store._engine.name
# In one piece, as others may say something, too.
print(said + chr(10), end="", flush=True)
"""
PROGRAM = """
import json, sys, threading
# As Py_NewInterpreter makes them, and with it uWSGI: with one GIL, and daemon threads.
if sys.version_info >= (3, 13):
    import _interpreters as interpreters
    how = {"config": "legacy"}
else:
    import _xxsubinterpreters as interpreters
    how = {"isolated": False}

def run(program):
    interpreter = interpreters.create(**how)
    failed = interpreters.run_string(interpreter, program)
    interpreters.destroy(interpreter)
    if failed:
        print(failed, flush=True)

work = json.load(sys.stdin)
for program in work["before"]:
    run(program)
exec(work["main"])
for program in work["after"]:
    run(program)
threads = [threading.Thread(target=run, args=(program,)) for program in work["at_once"]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("end", flush=True)
"""


class Programs:
    """Programs for interpreters of one process, each with a key of its own."""

    def __init__(self, server: Server, key: str) -> None:
        self._server, self._key, self._made = server, key, 0

    def working(self, engine: str) -> str:
        self._made += 1
        options = store_options(self._server, s3_fast_engine=engine)
        return WORKING.format(engine=engine, options=options, key=f"{self._key}-{self._made}")

    def run(self, main: str, **others: list[str]) -> list[str]:
        """Say what each has printed."""
        work = {"before": [], "after": [], "at_once": [], "main": self.working(main)}
        for when, engines in others.items():
            work[when] = [self.working(engine) for engine in engines]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            input=json.dumps(work),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            timeout=BACKSTOP_SECS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        *said, end = done.stdout.splitlines()
        assert end == "end", done.stdout + done.stderr
        return said


@fault("several interpreters")
def test_each_interpreter_works_or_says_why_not(
    engine_name: str, server: Server, bucket: Bucket, key: str
) -> None:
    """The main one, one after it, and two at once."""
    programs = Programs(server, key)
    main, *others = programs.run(engine_name, after=[engine_name], at_once=[engine_name] * 2)
    assert main == f"worked: {engine_name}"
    assert len(others) == 3
    for said in others:
        if engine_name == "native":
            assert said.startswith("refused: ")
            assert "main interpreter" in said
            assert "single-interpreter" in said
        elif sys.version_info < (3, 12):
            assert said == "worked: boto3"
        else:
            # From 3.12 on other modules, which are imported before, may refuse, too.
            assert said == "worked: boto3" or said.startswith("refused: ")
    bucket.assert_nothing_of(key)


@fault("several interpreters")
@pytest.mark.parametrize("engines", ["native and boto3"])
def test_the_main_interpreter_has_the_native_engine_whoever_asked_first(
    native: ModuleType, server: Server, bucket: Bucket, key: str, engines: str
) -> None:
    before, main, after = Programs(server, key).run("auto", before=["native"], after=["auto"])
    assert before.startswith("refused: ")
    assert main == "worked: native"
    # As above.
    assert after == "worked: boto3" or sys.version_info >= (3, 12)
    bucket.assert_nothing_of(key)


@fault("several interpreters")
def test_no_timestamp_is_calculated_with_what_interpreters_share(
    make_store: MakeStore, proxy: Proxy, locate: Locate, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cause itself, as few processes die of it: see `engines/boto3_timestamps.py`."""

    def parse(text: str, *_: object, **__: object) -> None:
        pytest.fail(f"dateutil was given {text}")

    monkeypatch.setattr("dateutil.parser.parse", parse)
    # Whatever an object was stored with, by whomever.
    expires = {"Expires": "Fri, 27 Nov 2026 20:15:00 GMT"}
    proxy.faults = [Fault(name, times=9, headers=expires) for name in ("GetObject", "HeadObject")]
    # The answer to the first is lost, so that open uploads are looked through.
    proxy.faults.append(Fault("CreateMultipartUpload", lost=True))
    store = make_store(s3_store_host=proxy.url)
    data = image(12 * MIB)
    store.add(key, io.BytesIO(data), 0, "sha512")
    assert b"".join(store.get(locate(store, key))[0]) == data
    assert store.get_size(locate(store, key)) == len(data)
    store.delete(locate(store, key))
