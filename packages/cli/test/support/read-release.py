"""Reads a release with Python alone: CSV against its JSON twin, and the zip against the folder."""

import csv
import json
import pathlib
import sys
import zipfile

folder, archive = pathlib.Path(sys.argv[1]), sys.argv[2]
descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
fields = {r["path"]: r["schema"]["fields"] for r in descriptor["resources"] if r["path"].startswith("data/") and r["path"].endswith(".csv")}


def as_cell(value):
    """A JSON value as the CSV spells it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(value)
    return str(value)


tables = {}
for path, columns in sorted(fields.items()):
    with open(folder / path, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    assert header == [c["name"] for c in columns], (path, header)
    name = pathlib.Path(path).stem
    twin = json.loads((folder / "json" / f"{name}.json").read_text(encoding="utf-8"))
    assert len(rows) == len(twin), (name, len(rows), len(twin))
    for number, (row, record) in enumerate(zip(rows, twin), start=1):
        assert row == [as_cell(record.get(column)) for column in header], (name, number, row, record)
        assert not set(record) - set(header), (name, number, record)
    tables[name] = len(rows)

with zipfile.ZipFile(archive) as zipped:
    assert zipped.testzip() is None
    names = [n for n in zipped.namelist() if not n.endswith("/")]
    root = names[0].split("/")[0] + "/" if all("/" in n and n.split("/")[0] == names[0].split("/")[0] for n in names) else ""
    entries = {n[len(root):]: zipped.read(n) for n in names}
files = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
assert entries == files, sorted(set(entries) ^ set(files))
json.dump(tables, sys.stdout)
