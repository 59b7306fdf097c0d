"""Reads the page of a diff on standard input with Python's own parser, and prints one line of JSON.

Its tags with the names of their attributes, each once, and the text of every cell by its side.
"""

import json
import sys
from html.parser import HTMLParser


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = set()
        self.cells = []
        self.inside = False

    def handle_starttag(self, tag, attributes):
        self.tags.add(" ".join([tag, *(name for name, _ in attributes)]))
        if tag == "td" and dict(attributes).get("data-side"):
            self.cells.append([dict(attributes)["data-side"], ""])
            self.inside = True

    def handle_endtag(self, tag):
        if tag == "td":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.cells[-1][1] += data


reader = Reader()
reader.feed(sys.stdin.read())
reader.close()
print(json.dumps({"tags": sorted(reader.tags), "cells": reader.cells}))
