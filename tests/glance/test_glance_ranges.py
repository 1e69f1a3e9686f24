"""Partial downloads through a real Glance (RFC 9110, section 14): exact bytes, 206, 416."""

import pytest
from glance_rig.api import Api
from glance_rig.content import MIB, Content

SIZE_BYTES = 3 * MIB + 17
LAST = SIZE_BYTES - 1

RANGES = {
    "first byte": ("0-0", 0, 0),
    "first bytes": ("0-99", 0, 99),
    "middle": (f"{MIB - 5}-{2 * MIB + 5}", MIB - 5, 2 * MIB + 5),
    "last byte": (f"{LAST}-{LAST}", LAST, LAST),
    "last bytes": (f"{LAST - 99}-{LAST}", LAST - 99, LAST),
    "suffix": ("-100", SIZE_BYTES - 100, LAST),
    "suffix of one byte": ("-1", LAST, LAST),
    "suffix longer than the image": (f"-{SIZE_BYTES + 1}", 0, LAST),
    "open end": (f"{MIB + 1}-", MIB + 1, LAST),
    "open end from the last byte": (f"{LAST}-", LAST, LAST),
    "open end from the first byte": ("0-", 0, LAST),
    "end beyond the image": (f"{LAST - 9}-{SIZE_BYTES + 9}", LAST - 9, LAST),
}


def assert_range(api: Api, image_id: str, content: Content, wanted: str, bounds: str) -> None:
    """Assert that `wanted` gives the bytes from the first to the last of `bounds`."""
    first, last = map(int, bounds.split("-"))
    answer = api.download(image_id, wanted=f"bytes={wanted}").expect(206)
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{content.size_bytes}"
    assert answer.headers["Content-Length"] == str(last + 1 - first)
    assert answer.body == content.read(first, last + 1)


def test_ranges(api: Api, subtests: pytest.Subtests) -> None:
    content = Content(SIZE_BYTES)
    image_id = api.create()
    api.upload(image_id, content.pieces(), size_bytes=SIZE_BYTES).expect(204)
    for name, (wanted, first, last) in RANGES.items():
        with subtests.test(name):
            assert_range(api, image_id, content, wanted, f"{first}-{last}")
    for wanted in (f"{SIZE_BYTES}-", f"{SIZE_BYTES}-{SIZE_BYTES + 9}", f"{10 * SIZE_BYTES}-"):
        with subtests.test("beyond the end", wanted=wanted):
            api.download(image_id, wanted=f"bytes={wanted}").expect(416)


def test_ranges_of_an_image_in_parts(api: Api, subtests: pytest.Subtests) -> None:
    content = Content(101 * MIB)
    image_id = api.create()
    api.upload(image_id, content.pieces(), size_bytes=content.size_bytes).expect(204)
    last = content.size_bytes - 1
    for bounds in (
        f"{10 * MIB - 1}-{10 * MIB}",  # the last byte of a part and the first of the next
        f"{7 * MIB + 3}-{38 * MIB + 5}",
        f"{100 * MIB - 1}-{last}",
        f"{last}-{last}",
    ):
        with subtests.test(bounds):
            assert_range(api, image_id, content, bounds, bounds)


def test_range_of_an_empty_image(api: Api) -> None:
    image_id = api.create()
    api.upload(image_id, (), size_bytes=0).expect(204)
    api.download(image_id, wanted="bytes=0-").expect(416)
