"""Which part of an image has which size: a pure function of what is declared and configured.

Guarantees: at most 10,000 parts, each from 5 MiB to 5 GiB (the last may be smaller), as Amazon S3
limits multipart uploads (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html), and
no part above half of the memory limit, since a part is kept in memory to be sent again and other
transfers need some too.

A declared size gets equal parts that are as small as 10,000 of them allow. An unknown size cannot
know better than the configured part size at its start, so the size doubles every 1,000 parts: with
10 MiB and the memory limit out of the way 10,000 parts reach 9.7 TiB instead of 97 GiB, and small
images pay nothing for it. Growing by the bytes sent so far was rejected: doubling by part number
gives a table that can be printed. Some servers want equal parts: an option keeps them.
"""

MIB = 1024 * 1024
MIN_PART_BYTES = 5 * MIB
MAX_PART_BYTES = 5 * 1024 * MIB
MAX_PARTS = 10_000
PARTS_PER_DOUBLING = 1_000


class ImageTooLargeError(ValueError):
    """No plan that keeps the limits can hold the image."""


def largest_part_bytes(memory_limit_bytes: int) -> int:
    """Return the largest part in bytes that S3 and the memory limit allow, in whole MiB."""
    return min(MAX_PART_BYTES, memory_limit_bytes // 2 // MIB * MIB)


def part_size_bytes(
    part_number: int,
    base_part_size_bytes: int,
    size_bytes: int | None,
    equal_parts: bool,
    memory_limit_bytes: int,
) -> int:
    """Return the size in bytes that part `part_number` (from 1) has when the image fills it.

    :param base_part_size_bytes: the configured part size
    :param size_bytes: the declared size of the image, None when unknown
    :param equal_parts: keep the configured size when the image's size is unknown
    :param memory_limit_bytes: no part grows above half of it
    :raises ImageTooLargeError: the image needs more than 10,000 parts, or larger ones than allowed
    """
    if not 1 <= part_number <= MAX_PARTS:
        raise ImageTooLargeError(
            f"an upload has at most {MAX_PARTS} parts; larger parts "
            "(s3_store_large_object_chunk_size) or a declared size let a larger image through"
        )
    largest_bytes = largest_part_bytes(memory_limit_bytes)
    if size_bytes is not None:
        needed_mib = -(-size_bytes // (MAX_PARTS * MIB))
        part_bytes = max(base_part_size_bytes, needed_mib * MIB)
        if part_bytes > max(largest_bytes, base_part_size_bytes):
            raise ImageTooLargeError(
                f"{size_bytes} bytes in {MAX_PARTS} parts need parts of {needed_mib} MiB, but S3 "
                f"and half of s3_fast_memory_limit allow at most {largest_bytes // MIB} MiB"
            )
        return part_bytes
    if equal_parts:
        return base_part_size_bytes
    grown_bytes = base_part_size_bytes << ((part_number - 1) // PARTS_PER_DOUBLING)
    return max(base_part_size_bytes, min(grown_bytes, largest_bytes))


def threshold_bytes(
    multipart_threshold_bytes: int,
    part_size_bytes: int,
    parts_in_flight: int,
    memory_limit_bytes: int,
) -> int:
    """Return the size in bytes from which an image is sent in parts.

    Below it the image is one PUT, which is kept in memory to be sent again; so the configured
    threshold holds only as far as a multipart upload would take as much memory.
    """
    return min(
        multipart_threshold_bytes, (parts_in_flight + 1) * part_size_bytes, memory_limit_bytes
    )
