"""Several interpreters in one process, as uWSGI makes them for several applications."""

import json
import os
import subprocess
import sys

from contract.conftest import Bucket, store_options
from contract.rows import fault
from glance_s3_fast.demo.server import Server

BACKSTOP_SECS = 120
WORKING = """
import io, json, threading
try:
    from glance_store import location
    from oslo_config import cfg
    from glance_s3_fast.options import OPTIONS
    from glance_s3_fast.store import Store, StoreLocation
    if {engine!r} == "native":
        import glance_s3_fast._native
except ImportError as error:
    # What some modules say.
    print("refused:", error, flush=True)
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
    print("worked", flush=True)
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

main, *others = json.load(sys.stdin)
exec(main)

def run(program):
    interpreter = interpreters.create(**how)
    failed = interpreters.run_string(interpreter, program)
    interpreters.destroy(interpreter)
    if failed:
        print(failed, flush=True)

run(others[0])
threads = [threading.Thread(target=run, args=(program,)) for program in others[1:]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("end", flush=True)
"""


@fault("several interpreters")
def test_each_interpreter_works_or_says_why_not(
    engine_name: str, server: Server, bucket: Bucket, key: str
) -> None:
    """The first one, one after it, and two at once."""
    options = store_options(server, s3_fast_engine=engine_name)
    programs = [
        WORKING.format(engine=engine_name, options=options, key=f"{key}-{number}")
        for number in range(4)
    ]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(programs),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        timeout=BACKSTOP_SECS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("\nend\n"), done.stdout + done.stderr
    first, *others, end = done.stdout.splitlines()
    assert (first, end) == ("worked", "end"), done.stdout + done.stderr
    assert len(others) == 3
    assert all(line == "worked" or line.startswith("refused: ") for line in others), done.stdout
    if sys.version_info < (3, 12):
        assert set(others) == {"worked"}
    bucket.assert_nothing_of(key)
