"""Locations that Glance is told, instead of writing them itself: both ways, in both drivers.

The locations API (``/v2/images/{id}/locations``) and the older way, a PATCH of the image.
"""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from glance_rig.api import SERVICE, Api
from glance_rig.buckets import Buckets
from glance_rig.content import MIB, Content
from glance_rig.process import Glance

PATCH = "application/openstack-images-v2.1-json-patch"


def location_of(glance: Glance, store: str, key: str, scheme: str = "s3") -> str:
    host = glance.s3.endpoint_url.removeprefix("http://")
    return f"{scheme}://{host}/{glance.s3.buckets[store]}/{key}"


def locations(api: Api, image_id: str) -> list[dict[str, Any]]:
    """Return what the locations API says."""
    path = f"/v2/images/{image_id}/locations"
    return list(api.request("GET", path, token=SERVICE).expect(200).json)


def patch(api: Api, image_id: str, **change: Any) -> None:
    headers = {"Content-Type": PATCH}
    api.request("PATCH", f"/v2/images/{image_id}", headers=headers, data=[change]).expect(200)


@pytest.mark.parametrize("store", ["fast", "cheap"])
def test_location_added(glance: Glance, buckets: Buckets, store: str) -> None:
    api, content = glance.api, Content(5 * MIB + 1)
    image_id = api.create()
    buckets.write(store, image_id, content.read())
    url = location_of(glance, store, image_id)
    validation = {"os_hash_algo": "sha512", "os_hash_value": content.digest("sha512")}
    api.request(
        "POST",
        f"/v2/images/{image_id}/locations",
        data={"url": url, "validation_data": validation},
        token=SERVICE,
    ).expect(202)
    image = api.wait_for(
        image_id,
        "the location's import",
        lambda image: image["status"] == "active" and bool(image["checksum"]),
    )
    assert (image["size"], image["checksum"]) == (content.size_bytes, content.digest("md5"))
    assert image["os_hash_value"] == content.digest("sha512")
    # Which store a location belongs to, Glance sees by what it begins with.
    assert locations(api, image_id) == [{"url": url, "metadata": {"store": store}}]
    assert api.download(image_id).expect(200).body == content.read()


@pytest.mark.parametrize("scheme", ["s3", "s3+http", "s3+https"])
def test_location_refused(glance: Glance, buckets: Buckets, scheme: str) -> None:
    """There is no object, or the location begins otherwise than the store's: alike in both."""
    answers = {}
    for store in ("fast", "cheap"):
        image_id = glance.api.create()
        if scheme != "s3":
            buckets.write(store, image_id, b"somebody's")
        headers = {"Content-Type": PATCH}
        value = {"url": location_of(glance, store, image_id, scheme), "metadata": {}}
        change = {"op": "add", "path": "/locations/-", "value": value}
        answers[store] = glance.api.request(
            "PATCH", f"/v2/images/{image_id}", headers=headers, data=[change]
        ).status
        assert glance.api.image(image_id)["status"] == "queued"
        buckets.remove(store, image_id)
    assert answers == {"fast": 400, "cheap": 400}


@pytest.mark.parametrize(("first", "second"), [("fast", "cheap"), ("cheap", "fast")])
def test_second_location_in_the_other_driver(
    glance: Glance, buckets: Buckets, first: str, second: str
) -> None:
    """An image uploaded by one driver, its bytes put by hand where the other looks."""
    api, content = glance.api, Content(MIB + 3)
    image_id = api.create()
    size_bytes = content.size_bytes
    api.upload(image_id, content.pieces(), size_bytes=size_bytes, store=first).expect(204)
    buckets.write(second, image_id, content.read())
    value = {"url": location_of(glance, second, image_id), "metadata": {}}
    patch(api, image_id, op="add", path="/locations/-", value=value)
    assert [entry["metadata"]["store"] for entry in locations(api, image_id)] == [first, second]
    patch(api, image_id, op="remove", path="/locations/0")
    assert buckets.objects(first) == set()
    (left,) = locations(api, image_id)
    assert left == {"url": location_of(glance, second, image_id), "metadata": {"store": second}}
    assert api.download(image_id).expect(200).body == content.read()


@pytest.mark.parametrize("scheme", ["s3", "s3+http", "s3+https"])
def test_old_locations_with_keys(glance: Glance, scheme: str) -> None:
    """What glance_store before 5.7 wrote is read, deleted, and not shown to anybody.

    Which server is asked, and how, the store's options say and not the location's scheme.
    """
    api, secret = glance.api, "an/old+secret=="
    images = {api.create(): Content(size_bytes) for size_bytes in (MIB, 101 * MIB)}
    for image_id, content in images.items():
        api.upload(image_id, content.pieces(), size_bytes=content.size_bytes).expect(204)
        url = location_of(glance, "fast", image_id, scheme)
        old = url.replace("://", f"://AKIDOLD:{secret}@")
        path = glance.directory / "glance.sqlite"
        with closing(sqlite3.connect(path, timeout=60)) as database, database:
            database.execute(
                "UPDATE image_locations SET value = ? WHERE image_id = ?", (old, image_id)
            )
        assert api.download(image_id).expect(200).body == content.read()
        assert api.download(image_id, wanted="bytes=5-9").expect(206).body == content.read(5, 10)
        assert secret not in repr(api.image(image_id))
        assert secret not in repr(locations(api, image_id))
    assert secret not in glance.log_path.read_text(errors="replace")
