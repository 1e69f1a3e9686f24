"""Answers ``GET /rig/stores``: which class serves each store in this very process."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from glance_store import location

PATH = "/rig/stores"


class Stores:
    """A filter that knows one path."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environment: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environment["PATH_INFO"] != PATH:
            return self._application(environment, start_response)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(_classes()).encode()]


def _classes() -> dict[str, str]:
    found = {
        name: entry["store"]
        for backends in location.SCHEME_TO_CLS_BACKEND_MAP.values()
        for name, entry in backends.items()
    }
    # In single-store mode there are only schemes.
    found |= {scheme: entry["store"] for scheme, entry in location.SCHEME_TO_CLS_MAP.items()}
    return {
        name: f"{type(store).__module__}.{type(store).__qualname__}"
        for name, store in found.items()
        if not name.startswith("os_glance_")
    }


def filter_factory(_global: dict[str, str], **_local: str) -> type[Stores]:
    """Make the filter for PasteDeploy."""
    return Stores
