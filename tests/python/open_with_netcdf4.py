# SPDX-License-Identifier: Apache-2.0
"""The netCDF library itself (through netCDF4-python) reads the file."""

import sys

import sample

netCDF4 = sample.require("netCDF4", "python3-netcdf4")

for path, days, zones in sample.shapes(sys.argv[1]):
    with netCDF4.Dataset(path) as data:
        assert data.Conventions == "CF-1.8"
        assert [len(data.dimensions[name]) for name in ("time", "zone", "zone_dest", "bound")] == [
            days, zones, zones, 2]
        time = data["time"]
        dates = netCDF4.num2date(time[:], time.units, time.calendar)
        assert dates[1].isoformat() == "2012-03-01T00:00:00"
        for number, name in enumerate(sample.TABLES):
            assert data[name].dimensions == ("time", "zone")
            assert (data[name][:] == sample.table(number, days, zones)).all(), name
        assert data["zone_name"][1] == "Ménaka" and data["region"][0] == ""
        assert data["capacity"][:].mask[0] and data["capacity"][2] == 7500
        assert data["flow"][0, 0, 1] == 1 and data["flow"][2, 3, 4] == 6
        assert not hasattr(data["flow"][:].mask, "any") or not data["flow"][:].mask.any()
        assert list(data["skill"]["measure"][:]) == ["ARD rescaled", "MAE"]
        assert data["provenance"].threads == 2
