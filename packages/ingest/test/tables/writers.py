"""Writes random tables, given as JSON on stdin, in every format: another implementation to read after."""
import csv
import datetime
import json
import os
import sys

folder, tables = sys.argv[1], json.load(sys.stdin)

for index, rows in enumerate(tables):
    header, body = rows[0], rows[1:]
    base = os.path.join(folder, str(index))
    styles = [
        ("csv", dict(lineterminator="\r\n")),
        ("tsv", dict(delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)),
        ("semicolon.csv", dict(delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)),
    ]
    for ending, style in styles:
        with open(f"{base}.{ending}", "w", newline="", encoding="utf-8") as file:
            csv.writer(file, **style).writerows(rows)
    with open(f"{base}.utf16.csv", "w", newline="", encoding="utf-16") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)
    objects = [dict(zip(header, row)) for row in body]
    with open(f"{base}.json", "w", encoding="utf-8") as file:
        json.dump(objects, file, ensure_ascii=index % 2 == 0, indent=index % 3 or None)
    with open(f"{base}.jsonl", "w", encoding="utf-8") as file:
        for row in objects:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

try:
    import openpyxl
except ImportError:
    sys.exit(0)

for index, rows in enumerate(tables):
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            # A carriage return is no text in XML: every parser takes it for a line feed.
            text = text.replace("\r", "")
            if text:
                cell = sheet.cell(number, column)
                cell.value = text
                cell.data_type = "s"
    book.save(os.path.join(folder, f"{index}.xlsx"))

book = openpyxl.Workbook()
sheet = book.active
sheet.append(["text", "whole", "decimal", "flag", "day", "moment"])
sheet.append([" padded ", 12, 0.1, True, datetime.date(2020, 2, 29), datetime.datetime(1999, 12, 31, 23, 59, 59)])
sheet.append(["1988", 9007199254740991, 1e-7, False, datetime.date(1900, 3, 1), datetime.datetime(2000, 1, 1)])
book.save(os.path.join(folder, "types.xlsx"))

book.create_sheet("second").append(["id"])
sheet["A2"] = "=1+1"
sheet["B2"] = "#DIV/0!"
sheet["B2"].data_type = "e"
sheet.merge_cells("C2:D3")
book.save(os.path.join(folder, "faults.xlsx"))
