"""From the stock driver to ours and back, on one database and one bucket: nothing is lost.

Three glance-apis, one after the other: ``fast:s3``, ``fast:s3_fast``, ``fast:s3``. Each reads
what those before it wrote, copies it, deletes some of it, and writes images of its own, of one
request and of parts.
"""

from typing import Any

from glance_rig.api import Api
from glance_rig.configuration import Setup
from glance_rig.content import MIB, Content
from glance_rig.process import Glance
from glance_rig.starter import Starter

STOCK = Setup(stores={"fast": "s3", "cheap": "s3", "reliable": "file"})
SIZES_BYTES = (0, 5 * MIB + 1, 101 * MIB)
MARK = "glance-s3-fast-upload"
"""The user metadata by which our driver knows its own uploads; see docs/explanation/integrity."""


class Images:
    """What every glance-api has to find: the images, and what each of them was when new."""

    def __init__(self) -> None:
        self.contents: dict[str, Content] = {}
        self.shown: dict[str, dict[str, Any]] = {}

    def upload(self, api: Api, seed: int) -> None:
        """Upload an image of each size into ``fast``, and one for each to be deleted later."""
        for number, size_bytes in enumerate((*SIZES_BYTES, MIB, MIB)):
            content = Content(size_bytes, seed=100 * seed + number)
            image_id = api.create(name=f"of {seed}, {size_bytes} bytes")
            api.upload(image_id, content.pieces(), size_bytes=size_bytes).expect(204)
            self.contents[image_id] = content
            self.shown[image_id] = api.image(image_id)

    def assert_all_there(self, start: Starter, glance: Glance) -> None:
        """Assert that Glance says of each image what it said at first, and gives its bytes."""
        listed = {image["id"]: image for image in glance.api.images()}
        assert listed == self.shown
        assert start.buckets.objects("fast") == set(self.contents)
        for image_id, content in self.contents.items():
            assert glance.api.download(image_id).expect(200).body == content.read()

    def copy(self, glance: Glance) -> None:
        """Copy the newest image in parts to the other store, compare, and delete the copy."""
        api = glance.api
        image_id = [found for found, c in self.contents.items() if c.size_bytes > 100 * MIB][-1]
        api.import_(image_id, "copy-image", stores=["cheap"])
        copy = api.request("GET", f"/v2/images/{image_id}/file?prefer=cheap").expect(200)
        assert copy.body == self.contents[image_id].read()
        api.request("DELETE", f"/v2/stores/cheap/{image_id}").expect(204)
        # Some things about an image change when it is copied, its bytes and locations not.
        locations = self.shown[image_id]["locations"]
        self.shown[image_id] = api.image(image_id)
        assert self.shown[image_id]["locations"] == locations

    def delete_one(self, glance: Glance, seed: int) -> None:
        """Delete one small image that the glance-api number `seed` wrote."""
        small = [found for found, c in self.contents.items() if c.size_bytes == MIB]
        image_id = next(found for found in small if self.contents[found].seed // 100 == seed)
        glance.api.delete(image_id)
        del self.contents[image_id], self.shown[image_id]


def test_to_s3_fast_and_back_loses_nothing(start: Starter, mode: dict[str, Any]) -> None:
    images = Images()
    with start(STOCK, keep=True) as glance:
        assert glance.api.store_classes()["fast"] == "glance_store._drivers.s3.Store"
        images.upload(glance.api, seed=1)
        images.assert_all_there(start, glance)
    with start(Setup(**mode), keep=True) as glance:
        assert glance.api.store_classes()["fast"] == "glance_s3_fast.store.Store"
        images.assert_all_there(start, glance)
        images.copy(glance)
        images.delete_one(glance, seed=1)
        images.upload(glance.api, seed=2)
        images.assert_all_there(start, glance)
        assert_alike(start, images)
    with start(STOCK) as glance:
        assert glance.api.store_classes()["fast"] == "glance_store._drivers.s3.Store"
        images.assert_all_there(start, glance)
        images.copy(glance)
        images.delete_one(glance, seed=1)
        images.delete_one(glance, seed=2)
        images.assert_all_there(start, glance)


def assert_alike(start: Starter, images: Images) -> None:
    """Assert that both drivers' images have the same locations and keys, up to the image's id."""
    of_both: dict[int, list[Any]] = {}
    for image_id, content in images.contents.items():
        shown = images.shown[image_id]
        assert shown["locations"][0]["metadata"] == {"store": "fast"}
        seen = repr(shown["locations"]).replace(image_id, "ID")
        of_both.setdefault(content.size_bytes, []).append(seen)
        head = start.buckets.head("fast", image_id)
        of_both[content.size_bytes].append((head["ContentLength"], head["ContentType"]))
        assert set(head["Metadata"]) == ({MARK} if content.seed >= 200 else set())
    for size_bytes, seen in of_both.items():
        assert len(set(seen)) == 2, (size_bytes, seen)
