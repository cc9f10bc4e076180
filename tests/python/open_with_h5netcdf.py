# SPDX-License-Identifier: Apache-2.0
"""h5netcdf reads the file, and takes it for netCDF-4 without complaint."""

import sys

import sample

h5netcdf = sample.require("h5netcdf", "python3-h5netcdf")

for path, days, zones in sample.shapes(sys.argv[1]):
    with h5netcdf.File(path, "r") as file:
        assert {name: d.size for name, d in file.dimensions.items()}["zone_dest"] == zones
        for number, name in enumerate(sample.TABLES):
            assert file[name].dimensions == ("time", "zone")
            assert (file[name][...] == sample.table(number, days, zones)).all(), name
        assert file["skill"]["value"].dimensions == (
            "forecast", "measure", "window", "zone")
        assert file["provenance"]["input_bytes"].shape == (3,)
