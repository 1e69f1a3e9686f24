"""Serves backends of the stock type ``s3`` whose section says ``s3_fast_enabled = true``.

glance_store finds a driver by its type name, and takes no second driver of the name ``s3``: it
would use neither. But it loads all installed drivers while it registers their options, which is
after the configuration was read and before the first store is made. So at that moment, if a
backend opted in, the name ``Store`` in the stock driver's module is given to a chooser, in memory:
it makes our store for the backends that opted in and the stock driver's own for all others.

Guarantees: nothing is replaced when no backend opted in, so that merely having this package
installed changes nothing. Which backend is whose is decided once in a process; a reload of the
configuration changes nothing. No other module and no file is touched.

Rejected: a chooser that is always in place and asks the configuration for each store. It would be
in the way of every stock S3 store there is, and could change drivers while images are under way.
"""

import logging
from typing import Any

from glance_store._drivers import s3
from glance_store.driver import SHARED_CONF_GROUP, BackendGroupConfiguration
from oslo_config import cfg

from glance_s3_fast.options import ENABLED

LOG = logging.getLogger(__name__)

STOCK_TYPE = "s3"
_STOCK_STORE: Any = s3.Store


def apply(conf: Any, store_class: Any) -> frozenset[str | None]:
    """Have glance_store make a `store_class` for each backend of type ``s3`` that opted in.

    Reads what is configured and never raises for what is wrong with it: such a store is ours, and
    says so when it is configured.

    :param conf: the oslo.config object, its files read
    :param store_class: what is made with ``(conf, backend=identifier)``
    :returns: the identifiers of the backends that opted in; None is the only store's
    """
    chosen = frozenset(name for name in _backends(conf) if _opted_in(conf, name))
    s3.Store = _chooser(store_class, chosen) if chosen else _STOCK_STORE
    for name in chosen:
        LOG.info("Store %s of type s3: served by glance_s3_fast", name or "glance_store")
    return chosen


def _backends(conf: Any) -> list[str | None]:
    try:
        backends = conf.enabled_backends
    except (cfg.Error, ValueError):
        backends = None
    if not backends:
        return [None]
    return [name for name, kind in backends.items() if kind == STOCK_TYPE]


def _opted_in(conf: Any, backend: str | None) -> bool:
    try:
        # The very option that glance_store is about to register: it takes it for the same.
        if backend is None:
            conf.register_opt(ENABLED, group="glance_store")
            return bool(conf.glance_store.s3_fast_enabled)
        for group in (backend, SHARED_CONF_GROUP):
            conf.register_opt(ENABLED, group=group)
        return bool(BackendGroupConfiguration([ENABLED], backend, conf=conf).s3_fast_enabled)
    except (cfg.Error, ValueError):
        return True


def _chooser(store_class: Any, chosen: frozenset[str | None]) -> Any:
    class Store(_STOCK_STORE):  # type: ignore[misc]
        """The stock driver, but for some backends."""

        def __new__(cls, conf: Any, backend: str | None = None) -> Any:
            return (store_class if backend in chosen else _STOCK_STORE)(conf, backend=backend)

    return Store
