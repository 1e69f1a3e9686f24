"""The Rust module. Its own documentation is on the Rust items of the same names."""

from collections.abc import Iterable, Sequence
from typing import Protocol, Self, final

from typing_extensions import Buffer

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.credentials import CredentialsSource
from glance_s3_fast.engines import Reader, Verifier

__all__ = [
    "Client",
    "Download",
    "Md5Sha512",
    "__version__",
    "memory_stats",
    "metrics",
    "part_size_bytes",
]

__version__: str

class _Hasher(Protocol):
    def update(self, data: bytes, /) -> object: ...

@final
class Client:
    def __new__(cls, config: EngineConfig, credentials: CredentialsSource) -> Self: ...
    def put(
        self,
        bucket: str,
        key: str,
        source: Reader | Iterable[bytes],
        size_bytes: int | None,
        hashers: Sequence[_Hasher | Md5Sha512],
        verifier: Verifier | None,
    ) -> tuple[int, int]: ...
    def get(
        self, bucket: str, key: str, offset: int, length: int | None, chunk_bytes: int
    ) -> Download: ...
    def head(self, bucket: str, key: str) -> int: ...
    def delete(self, bucket: str, key: str) -> None: ...
    def head_bucket(self, bucket: str) -> bool: ...
    def create_bucket(self, bucket: str) -> None: ...

@final
class Download:
    @property
    def size_bytes(self) -> int: ...
    @property
    def length_bytes(self) -> int: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> bytes: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *exc_info: object) -> None: ...

@final
class Md5Sha512:
    def __new__(cls, in_company: bool = True, instructions: str | None = None) -> Self: ...
    @staticmethod
    def available() -> list[str]: ...
    def update(self, data: Buffer) -> None: ...
    def hexdigests(self) -> tuple[str, str]: ...

def part_size_bytes(
    part_number: int,
    base_part_size_bytes: int,
    size_bytes: int | None,
    equal_parts: bool,
    memory_limit_bytes: int,
) -> int: ...
def memory_stats() -> dict[str, int]: ...
def metrics() -> dict[str, int]: ...
