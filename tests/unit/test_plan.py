"""The part plan keeps the limits of S3 and of the memory, for every size."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glance_s3_fast.engines import plan
from glance_s3_fast.engines.plan import MAX_PARTS, MIB, ImageTooLargeError, part_size_bytes

GIB = 1024 * MIB
TIB = 1024 * GIB

bases = st.integers(5, 5120).map(lambda mib: mib * MIB)
limits = st.integers(16, 64 * 1024).map(lambda mib: mib * MIB) | st.integers(16 * MIB, TIB)
numbers = st.integers(1, MAX_PARTS)
sizes = st.integers(0, 60 * TIB) | st.integers(0, 10_000).map(lambda n: n * 5 * MIB)


@given(base=bases, limit=limits, size=sizes)
def test_a_known_size_fits_into_equal_parts_or_is_refused(
    base: int, limit: int, size: int
) -> None:
    limit = max(limit, 2 * base)  # as the configuration demands
    try:
        part = part_size_bytes(1, base, size, False, limit)
    except ImageTooLargeError:
        assert size > MAX_PARTS * plan.largest_part_bytes(limit)
        return
    assert base <= part <= plan.MAX_PART_BYTES
    assert part <= limit
    assert part % MIB == 0
    assert part * MAX_PARTS >= size
    # No larger than it has to be.
    assert part == base or (part - MIB) * MAX_PARTS < size
    assert part_size_bytes(MAX_PARTS, base, size, True, limit) == part


@given(base=bases, limit=limits, number=numbers)
def test_an_unknown_size_gets_growing_parts(base: int, limit: int, number: int) -> None:
    limit = max(limit, 2 * base)
    part = part_size_bytes(number, base, None, False, limit)
    assert base <= part <= max(base, min(limit, plan.MAX_PART_BYTES))
    assert part >= part_size_bytes(max(1, number - 1), base, None, False, limit)
    assert part_size_bytes(number, base, None, True, limit) == base
    if number <= 1000:
        assert part == base


@pytest.mark.parametrize(
    ("number", "part"),
    [
        (1, 10),
        (1000, 10),
        (1001, 20),
        (2000, 20),
        (2001, 40),
        (4001, 160),
        (5001, 256),
        (6001, 256),
    ],
)
def test_parts_double_every_thousand_up_to_the_memory_limit(number: int, part: int) -> None:
    assert part_size_bytes(number, 10 * MIB, None, False, 512 * MIB) == part * MIB


def test_an_unknown_size_reaches_terabytes() -> None:
    sizes = [part_size_bytes(n, 10 * MIB, None, False, 16 * GIB) for n in range(1, MAX_PARTS + 1)]
    assert sum(sizes) == 1000 * 10 * MIB * (2**10 - 1)
    assert max(sizes) == 5 * GIB


@pytest.mark.parametrize("number", [0, -1, MAX_PARTS + 1])
def test_there_is_no_other_part_number(number: int) -> None:
    with pytest.raises(ImageTooLargeError, match="10000 parts"):
        part_size_bytes(number, 10 * MIB, None, False, 512 * MIB)


def test_a_size_beyond_the_memory_limit_names_the_option() -> None:
    assert part_size_bytes(1, 5 * MIB, 80_000 * MIB, False, 16 * MIB) == 8 * MIB
    with pytest.raises(ImageTooLargeError, match="s3_fast_memory_limit"):
        part_size_bytes(1, 5 * MIB, 80_000 * MIB + 1, False, 16 * MIB)


@given(threshold=st.integers(0, TIB), base=bases, in_flight=st.integers(1, 100), limit=limits)
def test_the_threshold_never_needs_more_memory_than_parts_do(
    threshold: int, base: int, in_flight: int, limit: int
) -> None:
    got = plan.threshold_bytes(threshold, base, in_flight, limit)
    assert got in (threshold, (in_flight + 1) * base, limit)
    assert got <= min(threshold, (in_flight + 1) * base, limit)


@given(base=bases, limit=limits, number=numbers, size=st.none() | sizes, equal=st.booleans())
def test_both_engines_have_the_same_plan(
    *, native: ModuleType, base: int, limit: int, number: int, size: int | None, equal: bool
) -> None:
    limit = max(limit, 2 * base)
    try:
        expected = part_size_bytes(number, base, size, equal, limit)
    except ImageTooLargeError:
        # The native plan answers all the same, and its upload refuses the answer.
        assert native.part_size_bytes(number, base, size, equal, limit) > max(
            base, plan.largest_part_bytes(limit)
        )
    else:
        assert native.part_size_bytes(number, base, size, equal, limit) == expected
