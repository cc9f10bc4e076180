# SPDX-License-Identifier: Apache-2.0
"""h5py reads every value, and the structure is what netCDF-4 asks for."""

import sys

import sample

h5py = sample.require("h5py", "python3-h5py")
np = sample.require("numpy", "python3-numpy")

DIMENSION_ONLY = b"This is a netCDF dimension but not a netCDF variable."


def check_values(file, days, zones):
    for number, name in enumerate(sample.TABLES):
        assert file[name].dtype == np.int32, name
        assert (file[name][...] == sample.table(number, days, zones)).all(), name
    for day in (0, 1, 2, days - 1):
        expected = [[sample.flow(day, i, j) for j in range(zones)] for i in range(zones)]
        assert (file["flow"][day] == expected).all(), day
    assert file["zone_name"].asstr()[1] == "Ménaka"
    assert file["capacity"][2] == 7500 and file["capacity"][0] == -1
    assert np.isnan(file["observed"][:, 0]).all()
    assert file["observed"][0, 2] == 7 / 3
    assert list(file["observed_entry_persons"][...]) == [10, 35.5, 90, 7, 31]
    assert list(file["observed_entry_time"][:2]) == [-5, 20]
    assert abs(file["present_beside"][0, 3, 2] - (sample.count(8, 3, 2) + 0.1)) < 1e-9


def check_dataset(name, dataset):
    if h5py.h5ds.is_scale(dataset.id):
        assert "_Netcdf4Dimid" in dataset.attrs, name
    else:
        for axis in dataset.dims:
            assert len(axis) == 1, f"{name}: an axis without a dimension"
    if "_FillValue" in dataset.attrs:
        value = dataset.attrs["_FillValue"]
        assert value.dtype == dataset.dtype and value.shape == (1,), name
        assert np.array_equal(value[0], dataset.fillvalue, equal_nan=True), name
    plist = dataset.id.get_create_plist()
    for number in range(plist.get_nfilters()):
        code = plist.get_filter(number)[0]
        assert code in (h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_DEFLATE), name
    assert not plist.get_obj_track_times(), name
    if dataset.dtype.kind == "O":
        text = h5py.check_string_dtype(dataset.dtype)
        assert text.encoding == "utf-8" and text.length is None, name


def check_attributes(name, item):
    for key in item.attrs:
        if key in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME"):
            continue
        attribute = h5py.h5a.open(item.id, key.encode())
        scalar = attribute.get_space().get_simple_extent_type() == h5py.h5s.SCALAR
        text = h5py.check_string_dtype(attribute.dtype) is not None
        assert not text or attribute.dtype.kind == "S", f"{name}@{key}: not of fixed length"
        assert scalar == text, f"{name}@{key}: texts are scalars, numbers are lists"


def check_structure(file):
    order = h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED
    created = []
    root = h5py.h5g.open(file.id, b"/")
    root.links.iterate(created.append, idx_type=h5py.h5.INDEX_CRT_ORDER)
    assert created[:4] == [b"time", b"zone", b"bound", b"time_bnds"]
    dimids = []

    def visit(name, item):
        check_attributes(name, item)
        if isinstance(item, h5py.Dataset):
            check_dataset(name, item)
            if "_Netcdf4Dimid" in item.attrs:
                dimids.append(int(item.attrs["_Netcdf4Dimid"][0]))
        else:
            plist = item.id.get_create_plist()
            assert plist.get_link_creation_order() == order, name

    file.visititems(visit)
    assert sorted(dimids) == list(range(len(dimids))) and len(dimids) >= 6
    assert bytes(file["bound"].attrs["NAME"]).startswith(DIMENSION_ONLY)


def check_provenance(group):
    assert group.attrs["filetype"] == b"ravenstein projection"
    assert list(group.attrs["format_version"]) == [1, 3]
    assert group.attrs["seed"][0] == 18_000_000_000_000_000_000
    assert group["scenario_yaml"].asstr()[()].startswith("title: Sahel, été")
    sizes = group["input_bytes"][...]
    contents = bytes(group["input_contents"][...])
    assert contents[sizes[0]:sizes[0] + sizes[1]] == b"a\0b\xff"


for path, days, zones in sample.shapes(sys.argv[1]):
    with h5py.File(path, "r") as file:
        check_values(file, days, zones)
        check_structure(file)
        check_provenance(file["provenance"])
        assert list(file["skill/forecast"].asstr()) == ["simulation", "capacity"]
        assert file["skill/value"][1, 0, 0, 0] == 0.5
with h5py.File(f"{sys.argv[1]}/months.h5", "r") as file:
    check_structure(file)
    for number, name in enumerate(sample.TABLES + sample.MORE_TABLES):
        assert file[name].dtype == np.int32, name
        assert (file[name][...] == sample.table(number, 5, 5)).all(), name
    for name, (number, _, size) in sample.CATEGORIES.items():
        assert (file[name][...] == sample.categories(number, size)).all(), name
    expected = [[[[sample.flow_by_cause(t, c, i, j) for j in range(5)] for i in range(5)]
                 for c in range(3)] for t in range(5)]
    assert (file["flow"][...] == expected).all()
    assert list(file["totals"].attrs["deaths"]) == [700]
with h5py.File(f"{sys.argv[1]}/large.h5", "r") as file:
    assert file["flow"].compression == "gzip" and file["flow"].shuffle
