"""Merely installed: what a process with an entry point of ours does otherwise than one without.

Processes load the same configuration as Glance does. In one of them our distribution is hidden, as
the tests' own environment has it installed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = """
import importlib.metadata, json, sys

if sys.argv[2] == "hidden":
    class Finder(importlib.metadata.MetadataPathFinder):
        @classmethod
        def find_distributions(cls, *context):
            found = importlib.metadata.MetadataPathFinder.find_distributions(*context)
            return (d for d in found if d.name.replace("_", "-") != "glance-s3-fast")

    for finder in sys.meta_path:
        if hasattr(finder, "find_distributions"):
            finder.find_distributions = Finder.find_distributions

from glance_store import location, multi_backend
from glance_store._drivers import s3
from oslo_config import cfg

stock = s3.Store
multi_backend.CONF.register_opt(cfg.DictOpt("enabled_backends"))
multi_backend.CONF(args=[], default_config_files=[sys.argv[1]], default_config_dirs=[])
before = dict(multi_backend.CONF.enabled_backends)
multi_backend.register_store_opts(multi_backend.CONF)
multi_backend.create_multi_stores(multi_backend.CONF)
stores = {}
for scheme, backends in location.SCHEME_TO_CLS_BACKEND_MAP.items():
    for name, entry in backends.items():
        store = entry["store"]
        stores[f"{scheme} {name}"] = [
            f"{type(store).__module__}.{type(store).__qualname__}",
            int(store.capabilities),
            entry["location_class"].__module__,
            store.url_prefix,
        ]
values = {
    f"[{name}] {option.name}": str(multi_backend.CONF[name][option.name])
    for name, kind in before.items() if kind == "s3" for option in s3._S3_OPTS
}
print(json.dumps({
    "found": "s3_fast" in importlib.metadata.entry_points(group="glance_store.drivers").names,
    "seen": [stores, values, s3.Store is stock, dict(multi_backend.CONF.enabled_backends)],
}))
"""

CONF = """
[DEFAULT]
enabled_backends = fast:s3, cheap:s3, reliable:file, web:http
[glance_store]
default_backend = fast
[fast]
s3_store_host = http://127.0.0.1:9
s3_store_access_key = key
s3_store_secret_key = secret
s3_store_bucket = fast
[cheap]
s3_store_host = https://127.0.0.1:9
s3_store_bucket = cheap
[backend_defaults]
s3_store_access_key = shared
s3_store_secret_key = secret
[reliable]
filesystem_store_datadir = {directory}
"""


def run(conf: Path, python_path: list[str], *, hidden: bool = False) -> dict[str, Any]:
    """Load a configuration in a process that looks for drivers in `python_path`, too."""
    # stevedore remembers entry points in its home.
    home = conf.parent / ("home-hidden" if hidden else "home")
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(conf), "hidden" if hidden else "seen"],
        env={"PATH": os.defpath, "HOME": str(home), "PYTHONPATH": ":".join(python_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert answer["found"] is not hidden
    return answer


def test_nothing_changes_for_who_does_not_use_it(tmp_path: Path, entry_point: list[str]) -> None:
    conf = tmp_path / "glance-api.conf"
    conf.write_text(CONF.format(directory=tmp_path))
    without = run(conf, entry_point, hidden=True)
    installed = run(conf, entry_point)
    assert installed["seen"] == without["seen"]
    stores = installed["seen"][0]
    assert stores["s3 fast"][0] == stores["s3 cheap"][0] == "glance_store._drivers.s3.Store"


def test_one_option_changes_one_store(tmp_path: Path, entry_point: list[str]) -> None:
    conf = tmp_path / "glance-api.conf"
    text = CONF.format(directory=tmp_path)
    conf.write_text(text)
    off = run(conf, entry_point)["seen"]
    conf.write_text(text.replace("[fast]", "[fast]\ns3_fast_enabled = true"))
    on = run(conf, entry_point)["seen"]
    changed = {name for name, seen in on[0].items() if seen != off[0][name]}
    assert changed == {"s3 fast", "s3+http fast", "s3+https fast"}
    assert on[0]["s3 fast"][0] == "glance_s3_fast.store.Store"
    assert on[1] == off[1]
    assert on[3] == off[3]
