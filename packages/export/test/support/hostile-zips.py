# Makes archives that no release has, each from a good one: hostile-zips.py GOOD.zip FOLDER
import struct
import sys
import warnings
import zipfile
from pathlib import Path

warnings.simplefilter("ignore")  # Python warns of the duplicate names that are wanted here.
good = Path(sys.argv[1])
folder = Path(sys.argv[2])


def rewrite(name, change=lambda archive: None, **options):
    """A copy of the good archive, file by file, with something more in it."""
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(folder / name, "w", **options) as target:
        for info in source.infolist():
            copy = zipfile.ZipInfo(info.filename)
            copy.external_attr = info.external_attr
            target.writestr(copy, source.read(info), zipfile.ZIP_DEFLATED)
        change(target)


def more(path, content=b"x", mode=0o100644, method=zipfile.ZIP_DEFLATED):
    def change(archive):
        info = zipfile.ZipInfo("placeholder")
        info.filename = path  # The constructor would mend it.
        info.create_system = 3
        info.external_attr = mode << 16
        archive.writestr(info, content, method)

    return change


def patch(name, change):
    """A copy of the good archive with some of its bytes changed."""
    data = bytearray(good.read_bytes())
    changed = change(data)
    (folder / name).write_bytes(changed if changed is not None else data)


def central(data):
    """Where the directory begins, and where its first entry's fields stand."""
    return struct.unpack_from("<I", data, len(data) - 6)[0]


def set32(offset, value):
    def change(data):
        struct.pack_into("<I", data, central(data) + offset, value)

    return change


def grow32(offset, by):
    def change(data):
        at = central(data) + offset
        struct.pack_into("<I", data, at, struct.unpack_from("<I", data, at)[0] + by)

    return change


rewrite("parent.zip", more("../evil.txt"))
rewrite("deep-parent.zip", more("data/../../evil.txt"))
rewrite("absolute.zip", more("/tmp/evil.txt"))
rewrite("drive.zip", more("C:evil.txt"))
rewrite("backslash.zip", more("..\\evil.txt"))
rewrite("nul.zip", more("data/read\0ings.csv"))
rewrite("unicode.zip", more("data/re\u0430dings.csv"))
rewrite("device.zip", more("data/con.csv"))
rewrite("link.zip", more("data/link.csv", b"/etc/passwd", 0o120777))
rewrite("fifo.zip", more("data/fifo.csv", b"", 0o010644))
rewrite("folder.zip", more("data/", b"", 0o040755))
rewrite("duplicate.zip", more("README.md"))
rewrite("case.zip", more("readme.md"))
rewrite("bzip2.zip", more("data/more.csv", b"x" * 1000, method=zipfile.ZIP_BZIP2))
rewrite("bomb.zip", more("data/bomb.csv", b"\0" * (64 << 20)))
rewrite("extra.zip", more("data/more.csv"))


def comment(archive):
    archive.comment = b"hello"


rewrite("comment.zip", comment)

patch("truncated.zip", lambda data: data[:-30])
patch("half.zip", lambda data: data[: len(data) // 2])
patch("trailing.zip", lambda data: data + b"more")
patch("empty.zip", lambda data: b"")
patch("no-zip.zip", lambda data: b"Hello, world" * 100)
patch("prefix.zip", lambda data: b"#!/bin/sh\n" + data)
patch("crc.zip", set32(16, 0x12345678))
patch("size.zip", grow32(24, -1))
patch("large-size.zip", grow32(24, 1000))
patch("compressed-size.zip", grow32(20, -3))
patch("offset.zip", grow32(42, 4))
patch("count.zip", lambda data: data[:-12] + struct.pack("<HH", 3, 3)[:4] + data[-8:])


def local_name(data):
    data[30] ^= 0x20  # The first letter of the first file, in its own header only.


def central_name(data):
    data[central(data) + 46] ^= 0x20


def data_byte(data):
    name = struct.unpack_from("<H", data, 26)[0]
    data[30 + name + 8] ^= 0x10


def encrypted(data):
    data[6] |= 1
    data[central(data) + 8] |= 1


patch("local-name.zip", local_name)
patch("central-name.zip", central_name)
patch("data.zip", data_byte)
patch("encrypted.zip", encrypted)


def prefix_with_mended_offsets(data):
    """Bytes before the first entry that the directory knows of and no entry has."""
    start = central(data)
    at = start
    while data[at : at + 4] == b"PK\x01\x02":
        offset = struct.unpack_from("<I", data, at + 42)[0]
        struct.pack_into("<I", data, at + 42, offset + 16)
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
    struct.pack_into("<I", data, len(data) - 6, start + 16)
    return b"\0" * 16 + data


def both_checksums(data):
    """A wrong checksum that the directory and the record behind the data agree on."""
    at = central(data)
    compressed = struct.unpack_from("<I", data, at + 20)[0]
    name, extra = struct.unpack_from("<HH", data, 26)
    struct.pack_into("<I", data, at + 16, 0x12345678)
    struct.pack_into("<I", data, 30 + name + extra + compressed + 4, 0x12345678)


def bytes_behind_the_data(data):
    """Four bytes that the first entry counts as compressed data and no reader decompresses."""
    start = central(data)
    compressed = struct.unpack_from("<I", data, start + 20)[0]
    name, extra = struct.unpack_from("<HH", data, 26)
    end = 30 + name + extra + compressed
    struct.pack_into("<I", data, end + 8, compressed + 4)
    struct.pack_into("<I", data, start + 20, compressed + 4)
    at = start
    while data[at : at + 4] == b"PK\x01\x02":
        offset = struct.unpack_from("<I", data, at + 42)[0]
        struct.pack_into("<I", data, at + 42, offset + 4 if offset else 0)
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
    struct.pack_into("<I", data, len(data) - 6, start + 4)
    return data[:end] + b"more" + data[end:]


def overlap(data):
    """Two entries that share one header."""
    start = central(data)
    second = start + 46 + sum(struct.unpack_from("<HHH", data, start + 28))
    struct.pack_into("<I", data, second + 42, 0)


patch("mended-prefix.zip", prefix_with_mended_offsets)
patch("overlap.zip", overlap)
patch("both-checksums.zip", both_checksums)
patch("behind-data.zip", bytes_behind_the_data)
