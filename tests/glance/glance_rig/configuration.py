"""The files of a glance-api: ``glance-api.conf``, its PasteDeploy pipelines, and uWSGI's own."""

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path

STORES = {"fast": "s3_fast", "cheap": "s3", "reliable": "file"}
S3_STORES = ("fast", "cheap")
HOST = "127.0.0.1"

LONG = os.environ.get("GLANCE_S3_FAST_TESTS_LONG") == "1"
"""Whether the tests run in their long form."""

CHUNKED_INPUT_LIMIT_BYTES = 16 * 1024 * 1024
"""uWSGI's limit of a piece of a chunked body. Its default, 1 MiB, fails glanceclient's uploads."""

SOCKET_TIMEOUT_SECS = 120
"""How long uWSGI waits for a client. Its default is 4 s, which a busy machine may need."""

PIPELINES = """\
[pipeline:glance-api]
pipeline = stores versionnegotiation token context root

[pipeline:glance-api-caching]
pipeline = stores versionnegotiation token context cache root

[filter:stores]
paste.filter_factory = rig_stores:filter_factory

[filter:versionnegotiation]
paste.filter_factory = glance.api.middleware.version_negotiation:VersionNegotiationFilter.factory

[filter:token]
paste.filter_factory = rig_token_auth:filter_factory

[filter:context]
paste.filter_factory = glance.api.middleware.context:ContextMiddleware.factory

[filter:cache]
paste.filter_factory = glance.api.middleware.cache:CacheFilter.factory

[composite:root]
paste.composite_factory = glance.api:root_app_factory
/: versions
/v2: v2

[app:versions]
paste.app_factory = glance.api.versions:create_resource

[app:v2]
paste.app_factory = glance.api.v2.router:API.factory
"""


@dataclasses.dataclass(frozen=True, slots=True)
class S3:
    """The S3 server of both S3 stores, and a bucket for each."""

    endpoint_url: str
    access_key: str = dataclasses.field(repr=False)
    secret_key: str = dataclasses.field(repr=False)
    buckets: dict[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Setup:
    """How this glance-api is to differ from another one.

    :param lazy_apps: uWSGI loads the application in each worker, instead of forking them from a
        process that has configured the stores
    :param engine: the value of ``s3_fast_engine``
    :param caching: with Glance's cache middleware
    :param options: further options of the store ``fast``
    :param stores: the type of each store; empty is single-store mode, with the S3 store's options
        and bucket those of ``fast``
    :param sections: further options, and others instead of those written here, by section
    :param processes: uWSGI's workers
    :param threads: of each worker
    """

    lazy_apps: bool = False
    engine: str = "auto"
    caching: bool = False
    options: Mapping[str, str] = dataclasses.field(default_factory=dict)
    stores: Mapping[str, str] = dataclasses.field(default_factory=lambda: STORES)
    sections: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    processes: int = 2
    threads: int = 2


def glance_api_conf(directory: Path, s3: S3, setup: Setup) -> str:
    """Return the text of ``glance-api.conf``."""
    sections: dict[str, dict[str, str]] = {
        "DEFAULT": {
            "enabled_import_methods": "[glance-direct, copy-image]",
            "show_multiple_locations": "True",
            # All that the drivers say, which is searched for keys. (Glance's own, instead of its
            # defaults, stays at INFO.)
            "default_log_levels": "glance_s3_fast=DEBUG, glance_store=DEBUG",
            "image_cache_dir": f"{directory}/cache",
            # Says only which of several hosts has an image in its staging area. There is one.
            "worker_self_reference_url": f"http://{HOST}/",
        },
        "glance_store": {},
        "os_glance_staging_store": {"filesystem_store_datadir": f"{directory}/staging"},
        "os_glance_tasks_store": {"filesystem_store_datadir": f"{directory}/tasks"},
        "database": {"connection": f"sqlite:///{directory}/glance.sqlite?timeout=60"},
        "oslo_concurrency": {"lock_path": f"{directory}/locks"},
        "key_manager": {"backend": "rig_key_manager.KeyManager"},
        "paste_deploy": {"config_file": f"{directory}/glance-api-paste.ini"},
    }
    if setup.caching:
        sections["paste_deploy"]["flavor"] = "caching"
    for store, kind in (setup.stores or {"glance_store": "s3_fast"}).items():
        section = sections.setdefault(store, {})
        if kind == "file":
            section["filesystem_store_datadir"] = f"{directory}/{store}"
            continue
        section |= {
            "s3_store_host": s3.endpoint_url,
            "s3_store_access_key": s3.access_key,
            "s3_store_secret_key": s3.secret_key,
            "s3_store_bucket": s3.buckets[store if setup.stores else "fast"],
            "s3_store_bucket_url_format": "path",
        }
        if setup.stores:
            section["store_description"] = f"the {store} one"
        if kind == "s3_fast":
            section |= {"s3_fast_engine": setup.engine, **setup.options}
    if setup.stores:
        backends = ", ".join(f"{name}:{kind}" for name, kind in setup.stores.items())
        sections["DEFAULT"]["enabled_backends"] = backends
        sections["glance_store"]["default_backend"] = next(iter(setup.stores))
    else:
        sections["glance_store"] |= {
            "stores": "file, s3_fast",
            "default_store": "s3",
            "filesystem_store_datadir": f"{directory}/reliable",
        }
        sections["DEFAULT"]["node_staging_uri"] = f"file://{directory}/staging"
    for name, options in setup.sections.items():
        sections.setdefault(name, {}).update(options)
    lines = []
    for name, options in sections.items():
        lines += [f"[{name}]", *(f"{option} = {value}" for option, value in options.items())]
    return "\n".join([*lines, ""])


def uwsgi_ini(setup: Setup) -> str:
    """Return the text of uWSGI's configuration; its port is one that the kernel chooses."""
    lines = [
        "[uwsgi]",
        f"http-socket = {HOST}:0",
        "shared-import = rig_sqlite",
        "module = glance.wsgi.api:application",
        "need-app = true",
        "master = true",
        f"processes = {setup.processes}",
        f"threads = {setup.threads}",
        f"lazy-apps = {str(setup.lazy_apps).lower()}",
        "enable-threads = true",
        "thunder-lock = true",
        "die-on-term = true",
        "buffer-size = 65535",
        f"chunked-input-limit = {CHUNKED_INPUT_LIMIT_BYTES}",
        f"chunked-input-timeout = {SOCKET_TIMEOUT_SECS}",
        f"socket-timeout = {SOCKET_TIMEOUT_SECS}",
        "worker-reload-mercy = 1",
        # It closes each connection after its answer, and does not say so by itself.
        "add-header = Connection: close",
    ]
    return "\n".join([*lines, ""])


def write(directory: Path, s3: S3, setup: Setup) -> None:
    """Write all files, and make the folders that Glance wants to find."""
    for name in ("cache", "certificates", "locks", "reliable", "staging", "tasks"):
        (directory / name).mkdir()
    (directory / "glance-api.conf").write_text(glance_api_conf(directory, s3, setup))
    (directory / "glance-api-paste.ini").write_text(PIPELINES)
    (directory / "uwsgi.ini").write_text(uwsgi_ini(setup))
