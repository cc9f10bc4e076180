# SPDX-License-Identifier: Apache-2.0
"""xarray opens the file with each of its engines and with none named."""

import sys

import sample

xr = sample.require("xarray", "python3-xarray")
np = sample.require("numpy", "python3-numpy")
engines = [engine for engine, module in (("netcdf4", "netCDF4"), ("h5netcdf", "h5netcdf"))
           if sample.find(module) is not None]
if not engines:
    print("skipped: neither python3-netcdf4 nor python3-h5netcdf is installed")
    sys.exit(77)


def check(data, days, zones):
    assert data.time.dtype == "datetime64[ns]"
    assert data.attrs["title"] == "Sahel, été 2012"
    assert data.time.values[0] == np.datetime64("2012-02-29")
    assert data.time.values[1] == np.datetime64("2012-03-01")  # a leap year
    assert data.time_bnds.values[0, 1] == np.datetime64("2012-03-01")
    assert data.observed_entry_time.values[0] == np.datetime64("2012-02-24")
    for number, name in enumerate(sample.TABLES):
        assert data[name].dims == ("time", "zone")
        assert data[name].dtype == np.int32
        assert (data[name].values == sample.table(number, days, zones)).all(), name
        method = "time: sum" if name in sample.FLOWS else "time: point"
        assert data[name].attrs["cell_methods"] == method
    assert {"zone_code", "zone_name", "lat", "lon"} <= set(data.arrivals.coords)
    assert np.isnan(data.capacity.values[0]) and data.capacity.values[2] == 7500
    named = data.set_index(zone="zone_code")
    assert named.arrivals.sel(zone="ML02", time="2012-03-02").item() == sample.count(4, 2, 2)
    both = named.set_index(zone_dest="zone_dest_code").flow
    assert both.sel(zone="ML00", zone_dest="ML01", time="2012-03-02").item() == 3
    assert data.observed.isnull().all("time").sum() == zones - 2
    assert len(data.arrivals.to_dataframe()) == days * zones


def check_groups(path, engine):
    with xr.open_dataset(path, group="skill", engine=engine) as skill:
        scores = skill.load().value
        assert scores.sel(forecast="capacity", measure="ARD rescaled", window="all",
                          zone="all") == 0.5
        assert int(skill.uses_capacity.sel(forecast="capacity")) == 1
        frame = skill.to_dataframe().dropna(subset="value").reset_index()
        assert sorted(frame.value) == [0.25, 0.5, 12]
        assert list(frame.zone[frame.measure == "MAE"]) == ["ML02"]
    with xr.open_dataset(path, group="provenance", engine=engine) as provenance:
        assert provenance.load().attrs["filetype"] == "ravenstein projection"
    with xr.open_dataset(path, group="totals", engine=engine) as totals:
        assert totals.attrs["people_at_end"] == 5.5


def check_months(data):
    begins = np.datetime64("2012-02-29") + np.array(sample.MONTH_BEGINS, "timedelta64[D]")
    assert (data.time.values == begins).all()
    assert (data.time_bnds.values[:-1, 1] == begins[1:]).all()
    assert data.time_bnds.values[-1, 1] == np.datetime64("2012-06-08")  # 100 days
    assert data.time.attrs["interval"] == "month"
    for name, (number, dimension, size) in sample.CATEGORIES.items():
        assert data[name].dims == ("time", dimension, "zone")
        assert (data[name].values == sample.categories(number, size)).all(), name
    by_cause = data.set_index(cause="cause_name", zone="zone_code", zone_dest="zone_dest_code")
    assert list(by_cause.cause.values) == sample.CAUSES
    assert by_cause.flow.dims == ("time", "cause", "zone", "zone_dest")
    assert by_cause.flow.sel(cause="drought", zone="ML00", zone_dest="ML01")[2].item() == 13
    assert by_cause.deaths.attrs["cell_methods"] == "time: sum"
    assert data.displaced_quantile.dims == ("quantile", "time", "zone")
    assert data.displaced_quantile.sel(quantile=0.5)[2, 3].item() == (sample.count(1, 2, 3) + 0.25) / 2
    assert data.departures_by_cause_mean.dims == ("time", "cause", "zone")
    assert list(data.stratum_name.values) == ["female 0-17", "male 0-17"]


for path, days, zones in sample.shapes(sys.argv[1]):
    for engine in [*engines, None]:
        with xr.open_dataset(path, engine=engine) as data:
            check(data.load(), days, zones)
        if engine is not None:
            check_groups(path, engine)
        print(f"{path}: engine {engine}: as expected")
with xr.open_dataset(f"{sys.argv[1]}/months.h5") as data:
    check_months(data.load())
