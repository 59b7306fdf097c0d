"""The work in plain Python, with nothing but its own library: plain.py <project> <output folder> [zip]"""

import csv
import datetime
import hashlib
import json
import os
import re
import sys
import zipfile

project, output = sys.argv[1:3]
uri = re.compile(
    r"[A-Za-z][-A-Za-z0-9+.]*:([-A-Za-z0-9._~:/?#@!$&()*+,;=]|%[0-9A-Fa-f][0-9A-Fa-f])+"
).fullmatch
station_id = re.compile(r"s[1-9][0-9]{0,3}").fullmatch
integer = re.compile(r"-?(0|[1-9][0-9]*)").fullmatch
number = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?").fullmatch
day_form = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
kinds = {"measured", "estimated", "reported", "computed", "corrected"}
flags = {"true": True, "false": False}


def rows(path, width):
    with open(os.path.join(project, path), encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        for row in reader:
            if len(row) != width:
                raise SystemExit(f"{path}: a row of {len(row)} cells")
            if reader.line_num > 1:
                yield row


def expect(is_right, what):
    if not is_right:
        raise SystemExit(f"not valid: {what}")


stations = set()
for id, name, latitude, longitude in rows("data/stations.csv", 4):
    expect(station_id(id) and id not in stations, id)
    expect(1 <= len(name) <= 80, name)
    expect(number(latitude) and -90 <= float(latitude) <= 90, latitude)
    expect(number(longitude) and -180 <= float(longitude) <= 180, longitude)
    stations.add(id)

readings = []
ids = set()
for id, name, day, count, value, kind, station, note, url, is_open in rows("data/readings.csv", 10):
    expect(integer(id) and 1 <= int(id) <= 100_000_000, id)
    expect(1 <= len(name) <= 80, name)
    expect(day_form(day), day)
    datetime.date.fromisoformat(day)
    expect(integer(count) and 0 <= int(count) <= 1_000_000, count)
    expect(number(value) and -1000 <= float(value) <= 1000, value)
    expect(kind in kinds, kind)
    expect(station_id(station) and station in stations, station)
    expect(1 <= len(note) <= 1000, note)
    expect(uri(url), url)
    expect(is_open in flags, is_open)
    id = int(id)
    expect(id not in ids, id)
    ids.add(id)
    readings.append((id, name, day, int(count), float(value), kind, station, note, url, is_open))
readings.sort(key=lambda row: row[0])

names = "id name day count value kind station_id note url is_open".split()
with open(os.path.join(output, "readings.csv"), "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(readings)
with open(os.path.join(output, "readings.jsonl"), "w", encoding="utf-8", newline="") as file:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for row in readings:
        file.write(encode(dict(zip(names, (*row[:-1], flags[row[-1]])))) + "\n")

files = ["readings.csv", "readings.jsonl"]
with open(os.path.join(output, "SHA256SUMS"), "w") as sums:
    for name in files:
        with open(os.path.join(output, name), "rb") as file:
            sums.write(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n")
if sys.argv[3:] == ["zip"]:
    path = os.path.join(output, "release.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in [*files, "SHA256SUMS"]:
            archive.write(os.path.join(output, name), name)
