#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a scenario of an invented country, to measure how long a large one takes.

python3 bench/synthetic_country.py DIR --zones 3000 --people 100e6 --days 365 --strata 4
"""
import argparse
import csv
import math
import pathlib

YAML = """schema_version: 1
title: An invented country of {zones} zones
period: {{start: 2016-01-01, days: {days}, step: day}}
seed: 1
resolution: {resolution}
home_country: A
zones: zones.csv
links: links.csv
drivers:
  monthly:
{series}
population: {{departures: hazard, initial: empty, strata: strata.csv}}
behaviour:
  model: drivers
  parameters:
    conflict_form: episodes
    drought_form: episodes
    flood_form: episodes
    other_form: episodes
    food_form: additive
    urbanisation_form: log_linear
    return_share: 0.5
record: {{every: month, flows: true}}
"""

# Level and what a month and a zone make of it; months before the start are needed as memory.
SERIES = {
    "fatalities": 5,
    "terms_of_trade": -0.2,
    "rain_mm": 30,
    "phase4": 0.02,
    "phase5": 0.001,
    "expected_urban_income": 120,
    "rural_income": 60,
}


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(header)
        table.writerows(rows)


def zones_of(count, people):
    """On a grid of 30 km; populations differ by a factor of three."""
    width = math.ceil(math.sqrt(count))
    for z in range(count):
        persons = round(people / count * (0.5 + z % 11 / 10))
        yield [f"D{z}", f"D{z}", "A", "town", persons, round(0.27 * (z // width), 4),
               round(40 + 0.27 * (z % width), 4)]


def series_of(level, months, count):
    for month in range(months):
        date = f"{2014 + month // 12}-{month % 12 + 1:02d}"
        for z in range(count):
            yield [f"D{z}", date, round(level * (1 + math.sin(month * count + z)), 6)]


def strata_of(count):
    for s in range(count):
        yield [s, 1 / count, 0.06 if s % 2 == 0 else 0, 0.01, 0.5 if s < 2 else 0,
               0.5 + s / count]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--zones", type=int, default=3000)
    parser.add_argument("--people", type=float, default=100e6)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--strata", type=int, default=4)
    parser.add_argument("--resolution", default="auto")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    write(args.folder / "zones.csv",
          ["code", "name", "country", "kind", "population", "latitude_deg", "longitude_deg"],
          zones_of(args.zones, args.people))
    write(args.folder / "links.csv", ["from", "to", "distance_km"], [])
    write(args.folder / "strata.csv",
          ["group", "share", "births_per_year", "deaths_per_year", "newborn_share",
           "relative_hazard:conflict"], strata_of(args.strata))
    months = 24 + math.ceil(args.days / 30) + 2
    for name, level in SERIES.items():
        write(args.folder / f"{name}.csv", ["zone", "month", "value"],
              series_of(level, months, args.zones))
    series = "\n".join(f"    {name}: {name}.csv" for name in SERIES)
    (args.folder / "scenario.yaml").write_text(
        YAML.format(zones=args.zones, days=args.days, series=series, resolution=args.resolution))


if __name__ == "__main__":
    main()
