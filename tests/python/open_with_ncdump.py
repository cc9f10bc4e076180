# SPDX-License-Identifier: Apache-2.0
"""ncdump prints the header and the dates."""

import shutil
import subprocess
import sys

import sample

ncdump = shutil.which("ncdump")
if ncdump is None:
    print("skipped: the Debian package netcdf-bin is not installed")
    sys.exit(77)


def run(*arguments):
    done = subprocess.run([ncdump, *arguments], capture_output=True, text=True, check=True)
    assert done.stderr == "", done.stderr
    return done.stdout


for path, days, zones in sample.shapes(sys.argv[1]):
    header = run("-h", path)
    for line in (f"time = {days} ;", f"zone = {zones} ;", f"zone_dest = {zones} ;",
                 "int arrivals(time, zone) ;", "int flow(time, zone, zone_dest) ;",
                 "string zone_name(zone) ;", 'time:units = "days since 2012-02-29 00:00:00"',
                 "int64 capacity(zone) ;", "capacity:_FillValue = -1LL ;", "group: provenance {",
                 "string forecast(forecast) ;", "double value(forecast, measure, window, zone) ;", ':title = "Sahel, été 2012" ;'):
        assert line in header, line
    assert "bound(bound)" not in header  # a dimension, not a variable
    assert '"2012-02-29", "2012-03-01"' in run("-t", "-v", "time", path)
    assert "Ménaka" in run("-v", "zone_name", path)
header = run("-h", f"{sys.argv[1]}/months.h5")
for line in ("cause = 3 ;", "stratum = 2 ;", "zone_home = 5 ;", "int deaths(time, zone) ;",
             "int flow(time, cause, zone, zone_dest) ;",
             "int displaced_by_home(time, zone_home, zone) ;", 'time:interval = "month" ;'):
    assert line in header, line
assert '"2012-02-29", "2012-03-01", "2012-04-01"' in run("-t", "-v", "time",
                                                         f"{sys.argv[1]}/months.h5")
