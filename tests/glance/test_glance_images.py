"""Images through a real Glance: up, down, what Glance then knows of them, and gone again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from glance_rig.buckets import Buckets
from glance_rig.configuration import LONG
from glance_rig.content import MIB, Content
from glance_rig.inside.rig_token_auth import WORKER_HEADER
from glance_rig.process import Glance
from glance_rig.slow_upload import SlowUpload

SIZES = {"0 B": 0, "1 B": 1, "5 MiB": 5 * MIB, "101 MiB": 101 * MIB}
if LONG:
    SIZES |= {"300 MiB": 300 * MIB}


def assert_complete(glance: Glance, image_id: str, content: Content) -> None:
    """Assert that Glance says of the image what is true, and gives its bytes back."""
    api = glance.api
    image = api.image(image_id)
    assert image["status"] == "active"
    assert image["size"] == content.size_bytes
    assert image["checksum"] == content.digest("md5")
    assert image["os_hash_algo"] == "sha512"
    assert image["os_hash_value"] == content.digest("sha512")
    assert image["stores"] == "fast"
    answer = api.download(image_id).expect(200)
    if not glance.setup.caching:  # Glance's cache loses it
        assert answer.headers["Content-Length"] == str(content.size_bytes)
    assert answer.headers["Content-MD5"] == content.digest("md5")
    assert answer.body == content.read()


@pytest.mark.parametrize("known", ["content-length", "chunked", "declared"])
@pytest.mark.parametrize("size_bytes", SIZES.values(), ids=SIZES)
def test_up_and_down_and_gone(
    glance: Glance, buckets: Buckets, size_bytes: int, known: str
) -> None:
    """How Glance knows the size: by Content-Length, not at all, or by a header of its own."""
    api, content = glance.api, Content(size_bytes)
    image_id = api.create()
    size = size_bytes if known == "content-length" else None
    declared = size_bytes if known == "declared" else None
    answer = api.upload(image_id, content.pieces(), size_bytes=size, declared_bytes=declared)
    answer.expect(204)
    assert_complete(glance, image_id, content)
    host = glance.s3.endpoint_url.removeprefix("http://")
    url = f"s3://{host}/{buckets.names['fast']}/{image_id}"
    assert api.image(image_id)["locations"] == [{"url": url, "metadata": {"store": "fast"}}]
    assert buckets.objects("fast") == {image_id}
    api.delete(image_id)
    assert buckets.objects("fast") == set()
    api.request("GET", f"/v2/images/{image_id}/file").expect(404)


@pytest.mark.parametrize("off_by", [-1, 1])
@pytest.mark.parametrize("size_bytes", [MIB, 101 * MIB], ids=["one PUT", "parts"])
def test_wrong_size_declared(
    glance: Glance, buckets: Buckets, size_bytes: int, off_by: int
) -> None:
    api = glance.api
    content, wrong_bytes = Content(size_bytes), size_bytes + off_by
    image_id = api.create()
    answer = api.upload(image_id, content.pieces(), declared_bytes=wrong_bytes)
    answer.expect(400)
    assert str(wrong_bytes).encode() in answer.body
    assert api.image(image_id)["status"] == "queued"
    assert buckets.objects("fast") == set()
    assert buckets.open_uploads("fast", [image_id]) == []
    again = Content(MIB, seed=1)
    api.upload(image_id, again.pieces(), declared_bytes=MIB).expect(204)
    assert_complete(glance, image_id, again)


def test_data_is_uploaded_once(glance: Glance) -> None:
    api = glance.api
    first, second = Content(MIB, seed=1), Content(MIB, seed=2)
    image_id = api.create()
    api.upload(image_id, first.pieces(), size_bytes=MIB).expect(204)
    api.upload(image_id, second.pieces(), size_bytes=MIB).expect(409)
    assert_complete(glance, image_id, first)


def test_every_worker_serves(glance: Glance, buckets: Buckets) -> None:
    # Three uploads held open need three threads, and a worker has two.
    api = glance.api
    contents = {api.create(): Content(6 * MIB, seed=seed) for seed in range(3)}
    uploads = {image_id: SlowUpload(api, image_id, 6 * MIB) for image_id in contents}
    for image_id, content in contents.items():
        uploads[image_id].send(content.pieces(end=MIB))
    for image_id in contents:
        api.wait_for(image_id, "its upload's start", lambda image: image["status"] == "saving")
    workers = set()
    for image_id, content in contents.items():
        uploads[image_id].send(content.pieces(start=MIB))
        workers.add(uploads[image_id].finish().expect(204).headers[WORKER_HEADER])
    assert len(workers) == 2
    for image_id, content in contents.items():
        assert_complete(glance, image_id, content)


def test_many_at_once(glance: Glance) -> None:
    api = glance.api

    # Twice as many as there are threads.
    def there_and_back(seed: int) -> None:
        content = Content(6 * MIB + seed, seed)
        image_id = api.create()
        size = content.size_bytes if seed % 2 else None
        api.upload(image_id, content.pieces(), size_bytes=size).expect(204)
        assert_complete(glance, image_id, content)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(there_and_back, range(8)))
