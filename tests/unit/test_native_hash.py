"""MD5 and SHA-512 by each set of instructions give what hashlib gives."""

import functools
import hashlib
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

TOP = Path(__file__).parents[2]
NOISE = random.Random(7).randbytes(1 << 20)


@pytest.fixture(scope="module", params=["avx512", "avx2"])
def one_pass(native: ModuleType, request: pytest.FixtureRequest) -> Callable[[], Any]:
    kind: type = native.Md5Sha512
    if request.param not in kind.available():  # type: ignore[attr-defined]
        with pytest.raises(RuntimeError, match=f"lacks {request.param}; use hashlib"):
            kind(instructions=request.param)
        pytest.skip(f"this processor has no {request.param}")
    return functools.partial(kind, instructions=request.param)


def test_instructions_that_nobody_has(native: ModuleType) -> None:
    with pytest.raises(RuntimeError, match="lacks avx1024; use hashlib"):
        native.Md5Sha512(instructions="avx1024")


def test_the_better_ones_first(native: ModuleType) -> None:
    available = native.Md5Sha512.available()
    assert available == [name for name in ("avx512", "avx2") if name in available]


def expected(data: bytes) -> tuple[str, str]:
    return hashlib.md5(data, usedforsecurity=False).hexdigest(), hashlib.sha512(data).hexdigest()


def test_every_length_around_the_edges_of_blocks(one_pass: Callable[[], Any]) -> None:
    for length in [*range(600), *(k * 128 + d for k in (64, 8192) for d in (-17, -1, 0, 1, 111))]:
        hasher = one_pass()
        hasher.update(NOISE[:length])
        assert hasher.hexdigests() == expected(NOISE[:length]), length


@settings(max_examples=60)
@given(cuts=st.lists(st.integers(0, 5000), max_size=40))
def test_any_split_gives_the_same(one_pass: Callable[[], Any], cuts: list[int]) -> None:
    hasher, at = one_pass(), 0
    for cut in cuts:
        hasher.update(NOISE[at : at + cut])
        at += cut
        # Asking in between changes nothing.
        assert hasher.hexdigests() == expected(NOISE[:at])


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_bytes_like_object(one_pass: Callable[[], Any], kind: type) -> None:
    hasher = one_pass()
    hasher.update(kind(NOISE[:777]))
    assert hasher.hexdigests() == expected(NOISE[:777])


def test_the_assembly_is_what_its_generator_writes() -> None:
    generator = TOP / "rust" / "codegen" / "stitched.py"
    subprocess.run([sys.executable, str(generator), "--check"], check=True)
