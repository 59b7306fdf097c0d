"""Loads the CSV tables of a release into SQLite with what its descriptor declares: types, keys, references, limits.

Prints one line of JSON: rows by table, references that were enforced, violations; and for each query of the
JSON array on standard input its columns and rows.
"""

import csv
import json
import sqlite3
import sys
from pathlib import Path

folder = Path(sys.argv[1])
package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
tables = [r for r in package["resources"] if r["path"].startswith("data/") and r["path"].endswith(".csv")]


def name(word):
    return '"' + word.replace('"', '""') + '"'


def names(words):
    return ", ".join(name(word) for word in words)


def literal(value):
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


TYPES = {"integer": "INTEGER", "number": "REAL", "string": "TEXT", "date": "TEXT", "boolean": "TEXT"}
CHECKS = {
    "minimum": "{0} >= {1}",
    "maximum": "{0} <= {1}",
    "minLength": "length({0}) >= {1}",
    "maxLength": "length({0}) <= {1}",
}


def column(field):
    limits = field.get("constraints", {})
    parts = [name(field["name"]), TYPES[field["type"]]]
    if limits.get("required"):
        parts.append("NOT NULL")
    checks = [CHECKS[k].format(name(field["name"]), literal(v)) for k, v in limits.items() if k in CHECKS]
    if "enum" in limits:
        checks.append(f"{name(field['name'])} IN ({', '.join(literal(v) for v in limits['enum'])})")
    if field["type"] == "date":
        checks.append(f"date({name(field['name'])}) IS {name(field['name'])}")
    return " ".join(parts + [f"CHECK ({check})" for check in checks])


def create(resource):
    schema = resource["schema"]
    lines = [column(field) for field in schema["fields"]]
    lines.append(f"PRIMARY KEY ({names(schema['primaryKey'])})")
    lines += [f"UNIQUE ({names(key)})" for key in schema.get("uniqueKeys", [])]
    for key in schema.get("foreignKeys", []):
        target = key["reference"]
        lines.append(
            f"FOREIGN KEY ({names(key['fields'])}) REFERENCES {name(target['resource'] or resource['name'])}"
            f" ({names(target['fields'])}) DEFERRABLE INITIALLY DEFERRED"
        )
    return f"CREATE TABLE {name(resource['name'])} ({', '.join(lines)}) STRICT"


def rows(resource):
    fields = resource["schema"]["fields"]
    with open(folder / resource["path"], encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        head = next(reader)
        assert head == [field["name"] for field in fields], head
        for cells in reader:
            assert len(cells) == len(fields), cells
            yield [None if cell == "" else cell for cell in cells]


database = sqlite3.connect(":memory:", isolation_level=None)
database.execute("PRAGMA foreign_keys = ON")
database.execute("BEGIN")
for resource in tables:
    database.execute(create(resource))
violations = []
for resource in tables:
    marks = ", ".join("?" for _ in resource["schema"]["fields"])
    for number, row in enumerate(rows(resource), start=1):
        try:
            database.execute(f"INSERT INTO {name(resource['name'])} VALUES ({marks})", row)
        except sqlite3.Error as error:
            violations.append(f"{resource['name']}, row {number}: {error}")
try:
    database.execute("COMMIT")
except sqlite3.Error as error:
    violations.append(f"{error}: {database.execute('PRAGMA foreign_key_check').fetchall()[:20]}")

def answer(query):
    result = database.execute(query)
    return {"columns": [column[0] for column in result.description], "rows": result.fetchall()}


print(
    json.dumps(
        {
            "answers": [answer(query) for query in json.loads(sys.stdin.read() or "[]")],
            "rows": {r["name"]: database.execute(f"SELECT count(*) FROM {name(r['name'])}").fetchone()[0] for r in tables},
            "references": sum(len(r["schema"].get("foreignKeys", [])) for r in tables),
            "violations": violations,
        }
    )
)
