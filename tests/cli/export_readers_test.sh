# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# Other programs open what was exported; whatever is not installed is left out, and said.
exits 0 run "$SOURCE/scenarios/somalia" --set period.days=120 --set ensemble.members=20 --out somalia.h5 --quiet
for format in xlsx gpkg geojson omx nc; do exits 0 export somalia.h5 --to $format; done
absent=
have() { command -v "$1" >/dev/null || { absent="$absent $1" && false; }; }
if have ogrinfo; then
  ogrinfo -al -so somalia-public.gpkg >ogr 2>&1 || fail "ogrinfo: $(cat ogr)"
  grep -qi "warning\|error" ogr && fail "ogrinfo complains: $(cat ogr)"
  for layer in zones flows people; do grep -q "Layer name: $layer" ogr || fail "no layer $layer"; done
  grep -q "Geometry: Line String" ogr || fail "flows are no lines"
  ogrinfo -al -so somalia-public.geojson >ogr 2>&1 || fail "ogrinfo: $(cat ogr)"
  grep -q "Feature Count: 1" ogr || fail "features of GeoJSON: $(cat ogr)"
fi
python() { /usr/bin/python3 -c "$1" >py 2>&1 || fail "python: $(cat py)"; }
module() { /usr/bin/python3 -c "import $1" 2>/dev/null || { absent="$absent $1" && false; }; }
if have /usr/bin/python3; then
  python '
import sqlite3
base = sqlite3.connect("somalia-public.gpkg")
for layer in ("zones", "flows"):
    (features,), = base.execute(f"SELECT count(*) FROM {layer} WHERE geom NOTNULL")
    (indexed,), = base.execute(f"SELECT count(*) FROM rtree_{layer}_geom")
    assert features == indexed > 0, (layer, features, indexed)
    (triggers,), = base.execute("SELECT count(*) FROM sqlite_master WHERE type = \"trigger\" "
                                f"AND tbl_name = \"{layer}\"")
    assert triggers == 6, triggers
inside = base.execute("SELECT z.code FROM zones z JOIN rtree_zones_geom r ON z.fid = r.id "
                      "WHERE minx > 45 AND maxx < 46 AND miny > 1.5 AND maxy < 2.5").fetchall()
assert inside == [("SO22",)], inside
assert base.execute("SELECT count(*) FROM gpkg_extensions").fetchone() == (2,)'
  module openpyxl && python '
import openpyxl
book = openpyxl.load_workbook("somalia-public.xlsx")
assert book.sheetnames[:3] == ["Summary", "People", "Arrivals"], book.sheetnames
assert "Needs" in book.sheetnames and book["Needs"].max_row > 100
rows = list(book["People"].values)
mean = rows[0].index("mean")
assert all(row[mean] % 5 == 0 for row in rows[1:]) and len(rows) > 50'
  module xarray && python '
import xarray
p = xarray.open_dataset("somalia-public.nc")
by_code = p.present.set_index(place="place_code").sel(place="SO22")
assert by_code.dropna("time").size > 0
assert bool((p.present.isnull() == (p.present_flag == 1)).all())
assert p.attrs["release"] == "public" and "seed" not in str(p.attrs)'
  module h5py && python '
import h5py
f = h5py.File("somalia-public.omx")
assert f.attrs["OMX_VERSION"] == b"0.2", f.attrs["OMX_VERSION"]
n = len(f["lookup/zone"])
assert tuple(f.attrs["SHAPE"]) == (n, n) == f["data/flow"].shape
assert f["data/flow"].chunks and f["data/flow"].dtype == "f8"'
fi
if have soffice; then
  soffice --headless --convert-to csv somalia-public.xlsx >office 2>&1 || fail "soffice: $(cat office)"
fi
[ -z "$absent" ] || skip "not opened with$absent, which are not installed; all else is well"
exit 0
