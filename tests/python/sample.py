# SPDX-License-Identifier: Apache-2.0
"""What tests/io/projection_sample.hpp wrote, said again; and how a test skips."""

import importlib
import sys
import warnings

TABLES = ["residents", "displaced", "refugees", "on_the_way",
          "arrivals", "departures", "entries", "exits"]
FLOWS = TABLES[4:]
# Only of the file by month, tests/io/country_sample.hpp: 100 days from 2012-02-29.
MORE_TABLES = ["returnees", "integrated", "stranded", "returns", "births", "deaths"]
MONTH_BEGINS = [0, 1, 32, 62, 93]
CAUSES = ["conflict", "drought", "flood"]
CATEGORIES = {"departures_by_cause": (20, "cause", 3), "arrivals_by_cause": (30, "cause", 3),
              "displaced_by_stratum": (40, "stratum", 2), "displaced_by_home": (50, "zone_home", 5)}


def find(module):
    """The module or None. Only what we do with it must be free of warnings, not its loading."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module(module)
        except ImportError:
            return None


def require(module, package):
    """The module, or the test is skipped."""
    found = find(module)
    if found is None:
        print(f"skipped: the Debian package {package} is not installed")
        sys.exit(77)
    return found


def count(table, day, zone):
    return 1000 * table + 10 * day + zone


def table(number, days, zones):
    return [[count(number, day, zone) for zone in range(zones)] for day in range(days)]


def categories(number, count_of, rows=5, zones=5):
    return [[[count(number, row, zone) + 100 * category for zone in range(zones)]
             for category in range(count_of)] for row in range(rows)]


def flow_by_cause(row, cause, origin, destination):
    there = row % 2 == 0 and destination == origin + 1
    return 1 + row + 10 * cause + origin if there else 0


def flow(day, origin, destination):
    return 1 + day + origin if day % 2 == 0 and destination == origin + 1 else 0


def shapes(folder):
    """The sample files with their days and zones."""
    return [(f"{folder}/small.h5", 40, 5), (f"{folder}/large.h5", 400, 60)]
