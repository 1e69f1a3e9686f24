"""The rule of all these tests: no object that no image owns, and nothing of deleted images."""

from glance_rig.buckets import Buckets
from glance_rig.process import Glance


def assert_nothing_left(glance: Glance, buckets: Buckets) -> None:
    """Assert that every object is an image's, delete all images, and assert that nothing stays.

    The buckets are emptied in any case, so that one failure is not that of the next test too.
    """
    api = glance.api
    stores = list(buckets.names)
    images = api.images()
    owned = {store: {image["id"] for image in images if _is_in(image, store)} for store in stores}
    found = {store: buckets.objects(store) for store in stores}
    uploads = {store: buckets.open_uploads(store, api.created) for store in stores}
    for image in images:
        api.delete(image["id"])
    left = {store: buckets.objects(store) for store in stores}
    files = sorted(path.name for path in (glance.directory / "reliable").iterdir())
    buckets.empty(api.created)
    nothing: dict[str, set[str]] = {store: set() for store in stores}
    assert {store: found[store] - owned[store] for store in stores} == nothing, (
        "objects that no image owns"
    )
    assert uploads == {store: [] for store in stores}, "open multipart uploads"
    assert left == nothing, "objects of deleted images"
    assert files == [], "files of deleted images"


def _is_in(image: dict[str, str], store: str) -> bool:
    # In single-store mode Glance does not say.
    return "stores" not in image or store in image["stores"].split(",")
