# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# Every format, opened by the programs it is for where they are installed.
exits 0 run "$SOURCE/scenarios/somalia" --set period.days=120 --set ensemble.members=20 --out somalia.h5 --quiet
for format in csv hxl flowmap; do
  exits 0 export somalia.h5 --to $format
  [ -s somalia-public-$format/flows.csv ] || fail "no flows in $format"
done
for format in xlsx gpkg geojson omx nc; do
  exits 0 export somalia.h5 --to $format
  [ -s somalia-public.$format ] || fail "no file for $format"
  exits 7 export somalia.h5 --to $format
done
says_share() { grep -q "of the people; they are in the totals" "$here/out" || fail "share not told"; }
exits 0 export somalia.h5 --to csv -o people.csv
says_share
# No number of people between 1 and 9 in what is public; every one is a multiple of 5.
awk -F, 'NR > 1 { n = $(NF - 6); if (n % 5 != 0 || (n > 0 && n < 10)) { print; bad = 1 } }
         END { exit bad }' people.csv || fail "small numbers in people.csv"
exits 0 export somalia.h5 --to csv -o all.csv --release restricted
says "RESTRICTED"
grep -q "RESTRICTED" all.csv || fail "no stamp in all.csv"
grep -rq "seed\|random_seed" somalia-public.geojson && fail "a seed in a public file"
exits 0 export somalia.h5 --to csv -o regions --level country
[ "$(cut -d, -f3 regions/people.csv | sort -u | wc -l)" -eq 2 ] || fail "more than a country"

exits 2 export somalia.h5 --to pdf
exits 2 export somalia.h5 --to xlsx -o people.csv
complains "ends in .xlsx"
exits 2 export somalia.h5 --to csv -o x.csv --threshold 1
complains "--threshold: expected"
exits 4 export nothing.h5 --to csv
head -c 20000 somalia.h5 >cut.h5
exits 4 export cut.h5 --to csv -o cut.csv
complains "cut off or damaged"
[ ! -e cut.csv ] || fail "a file of a damaged projection"

# Other programs open what was written; whatever is not installed is left out, and said.
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
