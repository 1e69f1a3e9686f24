"""Lets Glance know a backend of type ``s3_fast`` by the name of the type it stands in for, ``s3``.

glance_store looks a backend's type name up among the schemes of its store, and Glance looks it up
in a table of the types it knows. Under its own name this driver would keep Glance from starting,
make ``GET /v2/info/stores/detail`` answer 500, and fail every call that has to find the backend by
an image's location. A scheme ``s3_fast`` of our own would cure only the first, and write locations
that the stock driver cannot read.

So the option ``enabled_backends`` is overridden, as oslo.config provides for, once a store of ours
is configured: by then the driver has been loaded by its real name, which glance_store remembers
beside the store. An override outlives a reload of the configuration files. Only backends that are
ours change; nothing does in single-store mode, where type names are not looked up.

Limit: stores cannot be created a second time in one process after that, without the override being
cleared first (``conf.reset()``), because the stock driver would be loaded by the new name. Glance
creates its stores once.
"""

import logging
from typing import Any

from glance_store import multi_backend
from oslo_config import cfg

LOG = logging.getLogger(__name__)

OWN_TYPES = frozenset({"s3_fast"})
KNOWN_TYPE = "s3"


def apply(conf: Any, backend_group: str | None) -> bool:
    """Rename the type of one backend in ``enabled_backends``, if it is one of ours.

    :param conf: the oslo.config object the store was made with
    :param backend_group: the backend's identifier, None in single-store mode
    :returns: whether anything was changed
    """
    if not backend_group:
        return False
    try:
        backends = conf.enabled_backends
    except cfg.NoSuchOptError:
        return False
    if not backends or backends.get(backend_group) not in OWN_TYPES:
        return False
    # Glance's reserved stores were only put into the value at hand. In an override they would
    # stay, and Glance refuses to start when it finds them in the option.
    reserved = getattr(multi_backend, "_RESERVED_STORES", {})
    renamed = {name: kind for name, kind in backends.items() if name not in reserved}
    renamed[backend_group] = KNOWN_TYPE
    # A new mapping: glance_store is iterating over the old one.
    conf.set_override("enabled_backends", renamed)
    LOG.debug("Backend %s of type s3_fast is known to Glance as type s3", backend_group)
    return True
