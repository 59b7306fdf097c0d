# Reads the CSV and the JSON at each path given, and prints what it read: one line in, one line out.
import csv
import json
import sys

csv.field_size_limit(sys.maxsize)


def read_list(cell):
    return next(csv.reader([cell], delimiter=";", strict=True)) if cell else []


for line in sys.stdin:
    path = line.rstrip("\n")
    with open(path + ".csv", encoding="utf-8", newline="") as file:
        records = list(csv.reader(file, strict=True))
    with open(path + ".json", encoding="utf-8") as file:
        rows = json.load(file, object_pairs_hook=lambda pairs: pairs)
    lists = [read_list(record[-1]) for record in records[1:]]
    print(json.dumps({"records": records, "rows": rows, "lists": lists}), flush=True)
