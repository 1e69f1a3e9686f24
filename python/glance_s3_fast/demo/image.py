"""The demo's image: made here or given, and looked at as Glance looks at it.

A made image is a disk with a valid GUID Partition Table (UEFI specification 2.10, chapter 5), the
same bytes every time. Every second MiB is incompressible and found nowhere else in it, so that
half of the image must really be stored, whatever a server does about zeros and repetitions.
"""

import dataclasses
import hashlib
import random
import struct
import uuid
import zlib
from collections.abc import Callable
from pathlib import Path

from oslo_utils.imageutils import format_inspector

MIB = 1024 * 1024
SECTOR_BYTES = 512
ENTRY_COUNT = 128
ENTRY_BYTES = 128
TABLE_SECTORS = ENTRY_COUNT * ENTRY_BYTES // SECTOR_BYTES
FIRST_PARTITION_LBA = 2048
LINUX_FILESYSTEM = uuid.UUID("0fc63daf-8483-4772-8e79-3d69d8477de4")
SEED = 20_260
SMALLEST_IMAGE_BYTES = 4 * MIB


class ImageRejectedError(Exception):
    """Glance would not take this image; the text says why."""


@dataclasses.dataclass(frozen=True, slots=True)
class Image:
    """A file that Glance takes, its format, and checksums that hashlib computed from it."""

    path: Path
    format: str
    size_bytes: int
    md5: str
    sha512: str


def _partition_entries(last_usable_lba: int) -> bytes:
    entry = struct.pack(
        "<16s16sQQQ72s",
        LINUX_FILESYSTEM.bytes_le,
        uuid.uuid5(uuid.NAMESPACE_DNS, "partition.glance-s3-fast").bytes_le,
        FIRST_PARTITION_LBA,
        last_usable_lba,
        0,
        "glance-s3-fast demo".encode("utf-16-le"),
    )
    return entry.ljust(ENTRY_COUNT * ENTRY_BYTES, b"\0")


def _gpt_header(
    own_lba: int, other_lba: int, table_lba: int, last_lba: int, table: bytes
) -> bytes:
    def pack(header_crc: int) -> bytes:
        return struct.pack(
            "<8sIIIIQQQQ16sQIII",
            b"EFI PART",
            0x00010000,
            92,
            header_crc,
            0,
            own_lba,
            other_lba,
            2 + TABLE_SECTORS,
            last_lba - TABLE_SECTORS - 1,
            uuid.uuid5(uuid.NAMESPACE_DNS, "disk.glance-s3-fast").bytes_le,
            table_lba,
            ENTRY_COUNT,
            ENTRY_BYTES,
            zlib.crc32(table),
        )

    return pack(zlib.crc32(pack(0))).ljust(SECTOR_BYTES, b"\0")


def _protective_mbr(sectors: int) -> bytes:
    protective = struct.pack(
        "<B3sB3sII", 0, b"\0\x02\0", 0xEE, b"\xff\xff\xff", 1, min(sectors - 1, 0xFFFFFFFF)
    )
    return b"\0" * 446 + protective + b"\0" * 48 + b"\x55\xaa"


def make_gpt_image(
    path: Path, size_bytes: int, progress: Callable[[int], object] = lambda _bytes: None
) -> None:
    """Write a disk image of `size_bytes` to `path`; `progress` is told of the bytes written.

    Raises `ValueError` when the size is not whole MiB or too small for a partition.
    """
    if size_bytes % MIB or size_bytes < SMALLEST_IMAGE_BYTES:
        raise ValueError(f"size_bytes must be whole MiB and at least 4 MiB, not {size_bytes}")
    sectors = size_bytes // SECTOR_BYTES
    last_lba = sectors - 1
    table = _partition_entries(last_lba - TABLE_SECTORS - 1)
    head = _protective_mbr(sectors) + _gpt_header(1, last_lba, 2, last_lba, table) + table
    tail = table + _gpt_header(last_lba, 1, last_lba - TABLE_SECTORS, last_lba, table)
    generator = random.Random(SEED)  # noqa: S311 - the same bytes every time are what is wanted
    repeated = (b"An image of many bytes, and every one of them must come back. " * 20_000)[:MIB]
    with path.open("wb") as file:
        for index in range(size_bytes // MIB):
            block = generator.randbytes(MIB) if index % 2 else repeated
            if index == 0:
                block = head.ljust(MIB, b"\0")
            if index == size_bytes // MIB - 1:
                block = block[: MIB - len(tail)] + tail
            file.write(block)
            progress(len(block))


def inspect(path: Path, progress: Callable[[int], object] = lambda _bytes: None) -> Image:
    """Look at `path` with Glance's format inspector and safety check; compute its checksums.

    Raises `ImageRejectedError` when Glance would refuse it, `OSError` when it cannot be read.
    """
    md5, sha512 = hashlib.md5(usedforsecurity=False), hashlib.sha512()
    size_bytes = 0
    with path.open("rb") as file:
        wrapper = format_inspector.InspectWrapper(file)
        while block := wrapper.read(MIB):
            md5.update(block)
            sha512.update(block)
            size_bytes += len(block)
            progress(len(block))
        wrapper.close()
    try:
        inspector = _chosen(wrapper)
        inspector.safety_check()
    except format_inspector.SafetyCheckFailed as error:
        raise ImageRejectedError(f"{path}: Glance's safety check refuses it: {error}") from error
    except format_inspector.ImageFormatError as error:
        raise ImageRejectedError(
            f"{path}: Glance's format inspector refuses it: {error}"
        ) from error
    return Image(path, str(inspector), size_bytes, md5.hexdigest(), sha512.hexdigest())


def _chosen(wrapper: format_inspector.InspectWrapper) -> format_inspector.FileInspector:
    """Choose among the formats found as `glance.location` does: a bootable ISO may carry a GPT."""
    by_name = {str(inspector): inspector for inspector in wrapper.formats or ()}
    if by_name.keys() == {"iso", "gpt"}:
        return by_name["iso"]
    if (inspector := wrapper.format) is None:
        raise format_inspector.ImageFormatError("no format was recognised")
    return inspector
