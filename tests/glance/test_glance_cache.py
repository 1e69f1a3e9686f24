"""Glance's cache of images: its middleware, and fetching by ``PUT /v2/cache``.

Glance fetches in a thread that it starts while it loads. In preforked workers that thread is dead,
whatever the store: there only the answer can be tried.
"""

import time

from glance_rig.api import TIMEOUT_SECS, Api
from glance_rig.content import MIB, Content
from glance_rig.process import Glance


def cached(api: Api, image_id: str) -> bool:
    images = api.request("GET", "/v2/cache").expect(200).json["cached_images"]
    return image_id in [image["image_id"] for image in images]


def test_fetch_into_the_cache(glance: Glance) -> None:
    api, content = glance.api, Content(5 * MIB)
    image_id = api.create()
    api.upload(image_id, content.pieces(), size_bytes=content.size_bytes).expect(204)
    assert not cached(api, image_id)
    api.request("PUT", f"/v2/cache/{image_id}").expect(202)
    if not glance.setup.lazy_apps:
        return
    give_up = time.monotonic() + TIMEOUT_SECS
    while not cached(api, image_id):
        assert time.monotonic() < give_up
        time.sleep(0.05)
    assert (glance.directory / "cache" / image_id).read_bytes() == content.read()
    assert api.download(image_id).expect(200).body == content.read()


def test_download_fills_the_cache(glance: Glance) -> None:
    api, content = glance.api, Content(5 * MIB)
    image_id = api.create()
    api.upload(image_id, content.pieces(), size_bytes=content.size_bytes).expect(204)
    api.download(image_id, wanted="bytes=5-9").expect(206)
    assert not cached(api, image_id)
    for _ in range(2):
        assert api.download(image_id).expect(200).body == content.read()
        assert cached(api, image_id) == glance.setup.caching
    assert api.download(image_id, wanted="bytes=5-9").expect(206).body == content.read(5, 10)
