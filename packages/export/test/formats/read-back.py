"""Reads files of a release with Python's own readers and prints what they hold as JSON.

Usage: read-back.py FORMAT PATH
"""

import csv
import datetime
import json
import sqlite3
import sys


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def read_excel_csv(path):
    with open(path, "rb") as file:
        assert file.read(3) == b"\xef\xbb\xbf", "no byte-order mark"
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def read_json_lines(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def read_sqlite(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database.execute("PRAGMA foreign_keys = ON")
    names = [row[0] for row in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")]
    return {
        "integrity": database.execute("PRAGMA integrity_check").fetchall(),
        "broken_references": database.execute("PRAGMA foreign_key_check").fetchall(),
        "tables": {name: [list(row) for row in database.execute(f'SELECT * FROM "{name}"')]
                   for name in names},
        "types": {name: [[type(cell).__name__ for cell in row]
                         for row in database.execute(f'SELECT * FROM "{name}" LIMIT 1')]
                  for name in names},
    }


def read_workbook(path):
    import openpyxl
    from openpyxl.utils.escape import unescape

    def cell(cell):
        value = cell.value
        if cell.data_type == "f":
            raise ValueError(f"{cell.coordinate} is a formula")
        if isinstance(value, str):
            return unescape(value)
        if isinstance(value, datetime.datetime):
            return {"date": value.date().isoformat()}
        return value

    book = openpyxl.load_workbook(path)
    return {
        "created": str(book.properties.created),
        "sheets": [{
            "name": sheet.title,
            "frozen": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "rows": [[cell(c) for c in row] for row in sheet.iter_rows()],
        } for sheet in book.worksheets],
    }


READERS = {
    "csv": read_csv,
    "excel-csv": read_excel_csv,
    "jsonl": read_json_lines,
    "sqlite": read_sqlite,
    "xlsx": read_workbook,
}

json.dump(READERS[sys.argv[1]](sys.argv[2]), sys.stdout)
