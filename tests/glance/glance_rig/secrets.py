"""The search for keys in what Glance leaves: its log, and its database with the locations."""

import secrets_watch
from glance_rig.process import Glance


def look(glance: Glance) -> None:
    """Note every key that is shown; `secrets_watch` then fails the test."""
    for path in (glance.log_path, *glance.directory.glob("glance.sqlite*")):
        if path.exists():
            secrets_watch.look(path.read_bytes().decode(errors="replace"), f"Glance's {path.name}")
