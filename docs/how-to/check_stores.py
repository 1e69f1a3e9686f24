"""Loads a glance-api.conf as Glance does, and says which stores can be written to."""

import logging
import sys

from glance_store import capabilities, multi_backend
from oslo_config import cfg

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
conf = cfg.CONF
conf.register_opt(cfg.DictOpt("enabled_backends"))
conf(args=[], project="glance", default_config_files=[sys.argv[1]], default_config_dirs=[])
names = list(conf.enabled_backends)
multi_backend.register_store_opts(conf)
multi_backend.create_multi_stores(conf)
for name in names:
    store = multi_backend.get_store_from_store_identifier(name)
    usable = store.is_capable(capabilities.BitMasks.WRITE_ACCESS)
    print(name, "can be written to" if usable else "is DISABLED, see above")
