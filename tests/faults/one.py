"""One case in a process of its own, by any of the three drivers; says as JSON how it ended.

Started by `faults.run`, which ends it when it hangs. What to do comes on standard input.
"""

import importlib
import json
import os
import sys
from typing import Any

from oslo_config import cfg

from faults.actions import ACTIONS, how_it_ended

MODULES = {
    "stock": "glance_store._drivers.s3",
    "native": "glance_s3_fast.store",
    "boto3": "glance_s3_fast.store",
}


def make_store(driver: str, options: dict[str, Any]) -> Any:
    """Configure a store as the backend ``fast`` of its own configuration."""
    module = importlib.import_module(MODULES[driver])
    conf = cfg.ConfigOpts()
    for group in ("fast", "backend_defaults"):
        conf.register_opts(module.Store.OPTIONS, group=group)
    conf(args=[], default_config_files=[], default_config_dirs=[])
    known = {option.dest for option in module.Store.OPTIONS}
    for name, value in {**options, "s3_fast_engine": driver}.items():
        if name in known:
            conf.set_override(name, value, group="fast")
    store = module.Store(conf, backend="fast")
    store.configure(re_raise_bsc=True)
    return store


def main() -> None:
    work = json.load(sys.stdin)
    act = ACTIONS[work["action"]]
    answer = how_it_ended(lambda: act(make_store(work["driver"], work["options"]), work))
    json.dump(answer, sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # threads that hang do not matter any more


if __name__ == "__main__":
    main()
