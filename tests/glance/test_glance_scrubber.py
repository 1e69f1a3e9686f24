"""Delayed delete: the images stay until the command glance-scrubber deletes them, in any store."""

import sqlite3
from contextlib import closing
from typing import Any

from glance_rig.configuration import Setup
from glance_rig.content import MIB, Content
from glance_rig.process import Glance
from glance_rig.starter import Starter

DELAYED = {"DEFAULT": {"delayed_delete": "True", "scrub_time": "0"}}


def statuses(glance: Glance) -> dict[str, str]:
    """Return each image's status; of deleted ones only the database tells it."""
    with closing(sqlite3.connect(glance.directory / "glance.sqlite")) as database:
        return dict(database.execute("SELECT id, status FROM images").fetchall())


def test_scrubber_deletes_what_was_deleted(start: Starter, mode: dict[str, Any]) -> None:
    with start(Setup(sections=DELAYED, **mode)) as glance:
        api, images = glance.api, {}
        for store, size_bytes in (("fast", MIB), ("fast", 101 * MIB), ("cheap", MIB)):
            content = Content(size_bytes)
            image_id = api.create()
            api.upload(image_id, content.pieces(), size_bytes=size_bytes, store=store).expect(204)
            images[image_id] = store
        both = api.create()
        api.upload(both, Content(MIB).pieces(), size_bytes=MIB, store="fast").expect(204)
        api.import_(both, "copy-image", stores=["cheap"])
        kept = api.create()
        api.upload(kept, Content(MIB).pieces(), size_bytes=MIB, store="fast").expect(204)
        before = {store: start.buckets.objects(store) for store in ("fast", "cheap")}
        assert before["fast"] == {both, kept, *(i for i, s in images.items() if s == "fast")}

        for image_id in (both, *images):
            api.delete(image_id)
            api.request("GET", f"/v2/images/{image_id}").expect(404)
        assert {store: start.buckets.objects(store) for store in before} == before
        pending = dict.fromkeys((both, *images), "pending_delete")
        assert statuses(glance) == {kept: "active", **pending}

        done = glance.run("glance.cmd.scrubber")
        assert done.returncode == 0, done.stderr
        assert start.buckets.objects("fast") == {kept}
        assert start.buckets.objects("cheap") == set()
        assert statuses(glance) == {kept: "active", **dict.fromkeys(pending, "deleted")}

        # An object that is gone already is no obstacle.
        api.delete(kept)
        start.buckets.remove("fast", kept)
        done = glance.run("glance.cmd.scrubber")
        assert done.returncode == 0, done.stderr
        assert statuses(glance)[kept] == "deleted"
