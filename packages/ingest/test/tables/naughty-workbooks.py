"""Writes texts, given as JSON on stdin, as two workbooks, and tells as JSON which of them it could not write.

`plain.xlsx` holds them as openpyxl writes them. `escaped.xlsx` holds what XML has no character for as
`_xHHHH_`, as spreadsheet programs write it (ECMA-376 part 1, 22.9.2.19), which openpyxl leaves to its user.
"""
import json
import os
import re
import sys

# One writer everywhere: with lxml, where that is installed, openpyxl refuses other characters.
os.environ["OPENPYXL_LXML"] = "False"
import openpyxl
from openpyxl.utils.exceptions import IllegalCharacterError

folder, texts = sys.argv[1], json.load(sys.stdin)

# What https://www.w3.org/TR/xml/#charsets leaves out, and the return, which XML turns into a line feed.
NO_CHARACTER = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def escape(text):
    text = LIKE_AN_ESCAPE.sub("_x005F_", text)
    return NO_CHARACTER.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def put(cell, text):
    """Puts a text into a cell; the reason why not, where it cannot be."""
    try:
        cell.value = text
    except IllegalCharacterError:
        return "openpyxl refuses a control character"
    if cell.value != text:
        cell.value = None
        return "openpyxl cuts it off"
    if re.search("[\\ud800-\\udfff\\ufffe\\uffff]", text):
        cell.value = None
        return "XML has no such character"
    if text:
        cell.data_type = "s"


def write(name, texts):
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    refused = []
    for index, text in enumerate(texts):
        put(book.active.cell(index + 2, 1), str(index))
        reason = put(book.active.cell(index + 2, 2), text)
        if reason:
            refused.append([index, reason])
    book.save(os.path.join(folder, name))
    return refused


plain = write("plain.xlsx", texts)
escaped = write("escaped.xlsx", [escape(text) for text in texts])
json.dump({"plain": plain, "escaped": escaped}, sys.stdout)
