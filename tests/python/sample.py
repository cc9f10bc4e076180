# SPDX-License-Identifier: Apache-2.0
"""What tests/io/projection_sample.hpp wrote, said again; and how a test skips."""

import importlib
import sys
import warnings

TABLES = ["residents", "displaced", "refugees", "on_the_way",
          "arrivals", "departures", "entries", "exits"]
FLOWS = TABLES[4:]


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


def flow(day, origin, destination):
    return 1 + day + origin if day % 2 == 0 and destination == origin + 1 else 0


def shapes(folder):
    """The sample files with their days and zones."""
    return [(f"{folder}/small.h5", 40, 5), (f"{folder}/large.h5", 400, 60)]
