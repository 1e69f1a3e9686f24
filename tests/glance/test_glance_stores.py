"""Several stores: what Glance says of them, and images that go from one to the other."""

from typing import Any

import pytest
from glance_rig.api import OCTETS, Api
from glance_rig.buckets import Buckets
from glance_rig.content import MIB, Content

SIZE_BYTES = 5 * MIB + 3
LARGE_BYTES = 101 * MIB


def stores_of(image: dict[str, Any]) -> set[str]:
    return set(filter(None, image.get("stores", "").split(",")))


def assert_in_each(api: Api, image_id: str, content: Content, stores: set[str]) -> None:
    """Assert that each of the stores gives the image's bytes by itself."""
    for store in sorted(stores):
        # Glance takes another store when the one preferred does not answer: so it is the only one.
        answer = api.request("GET", f"/v2/images/{image_id}/file?prefer={store}").expect(200)
        assert answer.body == content.read(), store


def stage(api: Api, content: Content) -> str:
    image_id = api.create()
    api.request(
        "PUT",
        f"/v2/images/{image_id}/stage",
        headers={"Content-Type": OCTETS, "Content-Length": str(content.size_bytes)},
        body=content.pieces(),
    ).expect(204)
    return image_id


def test_stores_are_listed(api: Api) -> None:
    listed = api.request("GET", "/v2/info/stores").expect(200).json["stores"]
    assert listed == [
        {"id": "fast", "description": "the fast one", "default": "true"},
        {"id": "cheap", "description": "the cheap one"},
        {"id": "reliable"},
    ]


def test_stores_are_listed_with_our_properties(api: Api) -> None:
    answer = api.request("GET", "/v2/info/stores/detail").expect(200)
    fast, cheap, reliable = answer.json["stores"]
    assert (fast["id"], cheap["id"], reliable["type"]) == ("fast", "cheap", "file")
    assert fast["type"] == cheap["type"] == "s3"
    assert fast["properties"] == {
        "s3_store_large_object_size": 100 * MIB,
        "s3_store_large_object_chunk_size": 10 * MIB,
        "s3_store_thread_pools": 10,
    }
    assert fast["properties"] == cheap["properties"]


@pytest.mark.parametrize("size_bytes", [SIZE_BYTES, LARGE_BYTES], ids=["one PUT", "parts"])
def test_import_to_one_store(api: Api, size_bytes: int) -> None:
    content = Content(size_bytes)
    image_id = stage(api, content)
    api.import_(image_id, "glance-direct", stores=["fast"])
    image = api.image(image_id)
    assert (image["status"], image["stores"]) == ("active", "fast")
    assert image["os_hash_value"] == content.digest("sha512")
    assert api.download(image_id).expect(200).body == content.read()


def test_import_to_all_stores(api: Api) -> None:
    content, everywhere = Content(SIZE_BYTES), {"fast", "cheap", "reliable"}
    image_id = stage(api, content)
    api.import_(image_id, "glance-direct", all_stores=True)
    image = api.image(image_id)
    assert (image["status"], stores_of(image)) == ("active", everywhere)
    assert image["checksum"] == content.digest("md5")
    assert_in_each(api, image_id, content, everywhere)


@pytest.mark.parametrize("origin", ["fast", "cheap", "reliable"])
def test_copy_to_the_other_stores(api: Api, buckets: Buckets, origin: str) -> None:
    content, everywhere = Content(SIZE_BYTES), {"fast", "cheap", "reliable"}
    image_id = api.create()
    api.upload(image_id, content.pieces(), size_bytes=SIZE_BYTES, store=origin).expect(204)
    assert stores_of(api.image(image_id)) == {origin}
    others = sorted(everywhere - {origin})
    api.import_(image_id, "copy-image", stores=others)
    assert stores_of(api.image(image_id)) == everywhere
    assert_in_each(api, image_id, content, everywhere)
    api.request("DELETE", f"/v2/stores/{origin}/{image_id}").expect(204)
    assert stores_of(api.image(image_id)) == set(others)
    for store in ("fast", "cheap"):
        assert buckets.objects(store) == (set() if store == origin else {image_id})
    assert_in_each(api, image_id, content, set(others))
