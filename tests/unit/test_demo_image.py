"""The demo's image is a true GPT disk, always the same, and what Glance refuses is refused."""

import struct
import zlib

import pytest
from oslo_utils.imageutils import format_inspector

from glance_s3_fast.demo import image

MIB = 1024 * 1024
SECTOR = 512


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("image") / "image.raw"
    told = []
    image.make_gpt_image(path, 8 * MIB, told.append)
    assert sum(told) == 8 * MIB
    return path


def gpt_header(data, lba):
    sector = data[lba * SECTOR : (lba + 1) * SECTOR]
    names = (
        "signature revision size crc zero own other first last guid table count entry table_crc"
    )
    fields = struct.unpack_from("<8sIIIIQQQQ16sQIII", sector)
    return dict(zip(names.split(), fields, strict=True)), sector


def test_both_partition_tables_are_valid(made):
    data = made.read_bytes()
    assert len(data) == 8 * MIB
    last_lba = len(data) // SECTOR - 1
    tables = []
    for own, other in ((1, last_lba), (last_lba, 1)):
        header, sector = gpt_header(data, own)
        assert header["signature"] == b"EFI PART"
        assert (header["own"], header["other"]) == (own, other)
        without_crc = sector[:16] + bytes(4) + sector[20 : header["size"]]
        assert zlib.crc32(without_crc) == header["crc"]
        start = header["table"] * SECTOR
        table = data[start : start + header["count"] * header["entry"]]
        assert zlib.crc32(table) == header["table_crc"]
        first, last = struct.unpack_from("<QQ", table, 32)
        assert header["first"] <= first < last <= header["last"]
        tables.append(table)
    assert tables[0] == tables[1]


def test_half_of_it_is_incompressible(made):
    data = made.read_bytes()
    sizes = [len(zlib.compress(data[at : at + MIB])) for at in range(0, len(data), MIB)]
    assert sum(size > MIB * 0.95 for size in sizes) == 4
    assert sum(size < MIB // 10 for size in sizes) == 4


def test_it_is_the_same_every_time(made, tmp_path):
    again = tmp_path / "again.raw"
    image.make_gpt_image(again, 8 * MIB)
    assert again.read_bytes() == made.read_bytes()


@pytest.mark.parametrize("size", [0, 3 * MIB, 8 * MIB + 1])
def test_a_size_that_cannot_be_is_refused(tmp_path, size):
    with pytest.raises(ValueError, match=str(size)):
        image.make_gpt_image(tmp_path / "image.raw", size)


def test_glances_inspector_takes_it(made):
    told = []
    inspected = image.inspect(made, told.append)
    assert (inspected.format, inspected.size_bytes, sum(told)) == ("gpt", 8 * MIB, 8 * MIB)
    detected = format_inspector.detect_file_format(str(made))
    assert str(detected) == "gpt"
    detected.safety_check()


def test_anything_else_is_raw(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes(b"not a disk\n" * 1000)
    assert image.inspect(path).format == "raw"


def qcow2_header(backing_offset):
    header = struct.pack(">4sIQIIQ", b"QFI\xfb", 3, backing_offset, 12, 16, MIB)
    return header.ljust(104, b"\0") + bytes(64 * 1024) + b"/etc/passwd"


def test_what_glance_finds_unsafe_is_refused(tmp_path):
    path = tmp_path / "image.qcow2"
    path.write_bytes(qcow2_header(backing_offset=0))
    assert image.inspect(path).format == "qcow2"
    path.write_bytes(qcow2_header(backing_offset=104 + 64 * 1024))
    with pytest.raises(image.ImageRejectedError, match="safety check"):
        image.inspect(path)


def test_two_formats_at_once_are_refused(made, tmp_path):
    path = tmp_path / "both.raw"
    data = bytearray(made.read_bytes())
    data[0:4] = b"QFI\xfb"
    struct.pack_into(">I", data, 4, 3)
    path.write_bytes(data)
    with pytest.raises(image.ImageRejectedError, match="Multiple formats"):
        image.inspect(path)


def test_a_bootable_iso_with_a_gpt_is_an_iso(made, tmp_path):
    path = tmp_path / "boot.iso"
    data = bytearray(made.read_bytes())
    # ECMA-119: the primary volume descriptor is in the 17th sector of 2048 bytes.
    data[32768:32774] = b"\x01CD001"
    path.write_bytes(data)
    assert image.inspect(path).format == "iso"
