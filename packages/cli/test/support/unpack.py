"""Takes apart whatever holds other things compressed: unpack.py <folder> <empty folder>

Every file is copied; zips and workbooks are unpacked, those inside them too, and databases are dumped as SQL.
"""

import io
import os
import sqlite3
import sys
import zipfile

source, target = sys.argv[1:3]
count = 0


def keep(name, content):
    global count
    count += 1
    with open(os.path.join(target, f"{count}-{os.path.basename(name)}"), "wb") as file:
        file.write(content)
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                keep(entry.filename, archive.read(entry))
    elif content[:15] == b"SQLite format 3":
        database = sqlite3.connect(":memory:")
        database.deserialize(content)
        keep(f"{name}.sql", "\n".join(database.iterdump()).encode())


for folder, _, names in os.walk(source):
    for name in sorted(names):
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            keep(os.path.relpath(path, source), file.read())
