# SPDX-License-Identifier: Apache-2.0
"""Reads what ravenstein wrote for the public, as anybody could who got the files."""
import csv
import json
import pathlib
import re
import sqlite3

import h5py
import numpy
import openpyxl


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def page_data(path):
    """The JSON inside the HTML."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    found = re.search(r'<script[^>]*id="report-data"[^>]*>(\{.*?\})</script>', text, re.S)
    return json.loads(found.group(1))


def numbers_of_csv(folder):
    found = set()
    for path in pathlib.Path(folder).glob("*.csv"):
        for row in csv.reader(open(path, newline="", encoding="utf-8")):
            found |= {number(cell) for cell in row}
    return found - {None}


def numbers_of_json(value, skip=()):
    if isinstance(value, dict):
        return set().union(*[numbers_of_json(v, skip) for k, v in value.items() if k not in skip])
    if isinstance(value, list):
        return set().union(*[numbers_of_json(v, skip) for v in value])
    return {float(value)} if isinstance(value, (int, float)) else set()


def numbers_of_gpkg(path):
    found = set()
    with sqlite3.connect(path) as base:
        for table in ("zones", "flows", "people"):
            cursor = base.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            for row in cursor:
                found |= {float(v) for name, v in zip(names, row)
                          if isinstance(v, (int, float)) and name != "fid"}
    return found


def numbers_of_xlsx(path):
    found = set()
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.values:
            found |= {float(cell) for cell in row if isinstance(cell, (int, float))}
            if sheet.title == "Summary" and str(row[0]).startswith("Last "):
                found.add(number(row[1].split(" ")[0]))
    return found


def numbers_of_hdf5(path, skip):
    found = set()

    def visit(name, item):
        if isinstance(item, h5py.Dataset) and item.dtype.kind in "if" and name not in skip \
                and not name.endswith(("_since", "_flag")):
            found.update(float(v) for v in numpy.unique(item[:]) if not numpy.isnan(v))

    with h5py.File(path) as file:
        file.visititems(visit)
    return found


# Positions, dates and the numbers of rows and columns are no numbers of people.
NC_SKIPS = {"time", "time_bnds", "place", "place_dest", "quantile", "lat", "lon", "bound", "cause",
            "stratum"}


def numbers_of(path, kind):
    """Every number of people in an export."""
    if kind in ("csv", "hxl", "flowmap"):
        return numbers_of_csv(path)
    if kind == "gpkg":
        return numbers_of_gpkg(path)
    if kind == "xlsx":
        return numbers_of_xlsx(path)
    if kind == "geojson":
        return numbers_of_json(json.loads(pathlib.Path(path).read_text()), ("coordinates", "bbox"))
    return numbers_of_hdf5(path, NC_SKIPS | {"lookup/zone_number"})
