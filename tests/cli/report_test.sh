# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# The page for planners: from a run, from projections, and what is refused.
exits 0 run "$SOURCE/scenarios/mali-2012" --report mali.html
says "Wrote mali.html"
says "People present, 2012-02-29 to 2012-12-24"
grep -q 'id="report-data">{"format":"ravenstein-report"' mali.html || fail "no data in mali.html"
[ "$(wc -c <mali.html)" -le 1000000 ] || fail "mali.html is larger than 1 MB"
exits 7 run "$SOURCE/scenarios/mali-2012" --out other.h5 --report mali.html --quiet
[ ! -e other.h5 ] || fail "a run whose report cannot be written was run"
exits 7 report mali-2012.h5 -o mali.html
# The same page, whether the run or the report makes it.
exits 0 report mali-2012.h5 -o again.html
cmp mali.html again.html || fail "run --report and report differ"
# The public sees neither seed nor command line nor inputs; others do.
exits 0 report mali-2012.h5 -o public.json
exits 0 report mali-2012.h5 -o all.json --release restricted --zone Mentao --lang ar
grep -q '"release":"public"' public.json || fail "not public"
if grep -q '"seed"\|command line\|\["input"\|behaviour.preset' public.json; then fail "public.json tells"; fi
grep -q '"release":"restricted".*\["seed","1"\]' all.json || fail "all.json does not tell the seed"
grep -q '"language":"ar"' all.json || fail "language"
exits 0 run "$SOURCE/scenarios/mali-2012" --set behaviour.preset=R0 --out r0.h5 --quiet
exits 0 report mali-2012.h5 r0.h5 -o two.json
grep -q '"comparison":\[{"paired":false' two.json || fail "no comparison"
exits 2 report mali-2012.h5 -o page.pdf
complains "expected a name ending in .html"
exits 2 run "$SOURCE/scenarios/mali-2012" --out other.h5 --report page.pdf --quiet
complains "expected a name ending in .html"
[ ! -e other.h5 ] || fail "a run whose report has no name of a page was run"
# Who fled is counted as host as well: the page and needs say so.
grep -q 'also among the hosts of the place they left' public.json || fail "no note on hosts"
exits 0 needs mali-2012.h5
complains 'also among the hosts of the place they left'
exits 3 report mali-2012.h5 --zone Mentaoo -o x.html
complains 'did you mean "Mentao"?'
exits 2 report mali-2012.h5 --lang de -o x.html
exits 4 report missing.h5
complains "there is no such file"
head -c 50000 mali-2012.h5 >cut.h5
exits 4 report cut.h5
complains "cut.h5: projection: is cut off or damaged"
[ ! -e cut.html ] || fail "a page of a file that is cut off"
echo "[1]" >why.json
exits 4 report mali-2012.h5 --attribution why.json -o x.html
complains "why.json: attribution:"
cat >zones.geojson <<'GEO'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Mentao"},
 "geometry":{"type":"Polygon","coordinates":[[[-1.7,13.9],[-1.6,13.9],[-1.6,14],[-1.7,13.9]]]}}]}
GEO
exits 0 report mali-2012.h5 --boundaries zones.geojson -o map.json --release restricted
grep -q '"boundaries":{"type":"FeatureCollection".*"code":"Mentao"' map.json || fail "boundaries"
exits 4 report mali-2012.h5 --boundaries why.json -o x.html
complains "why.json: boundaries: expected a GeoJSON FeatureCollection, found something else"
# Boundaries that the scenario names are in the projection, its pages and its GeoPackage.
cp -r "$SOURCE/scenarios/mali-2012" mine && cp zones.geojson mine/ || exit 1
echo "boundaries: zones.geojson" >>mine/scenario.yaml
exits 0 run mine --out mine.h5 --report mine.html --quiet
grep -q '"boundaries":{"type":"FeatureCollection".*"code":"Mentao"' mine.html || fail "scenario's boundaries"
rm -r mine
exits 0 report mine.h5 -o mine.json
grep -q '"code":"Mentao"},"geometry":{"type":"MultiPolygon"' mine.json || fail "projection's boundaries"
exits 0 export mine.h5 --to gpkg -o mine.gpkg
grep -q "zone_areas" mine.gpkg || fail "no zone_areas in mine.gpkg"
exits 0 export mali-2012.h5 --to gpkg -o mali.gpkg
! grep -q "zone_areas" mali.gpkg || fail "zone_areas without boundaries"
# Counts of this case were scaled to recounts: the page must know.
grep -q '"corrected":\[16,' mali.html || fail "no corrected counts in mali.html"
# A chart on the terminal and, where gnuplot is there, as pictures.
export LC_ALL=C.UTF-8
exits 0 plot mali-2012.h5 --zone Mentao --release restricted
says "█"
export LC_ALL=C
exits 0 plot mali-2012.h5
says "all zones, people present, 2012-02-29 to"
says "#"
exits 2 plot mali-2012.h5 -o x.gif
complains "expected a name ending in .png or .svg"
path=$PATH
PATH=/nowhere
exits 1 plot mali-2012.h5 -o x.png
PATH=$path
complains "apt-get install gnuplot-nox"
[ ! -e x.png ] || fail "a picture without gnuplot"
command -v gnuplot >/dev/null || exit 0
# In any locale gnuplot stays quiet.
for locale in C POSIX; do
  export LC_ALL=$locale
  exits 0 plot mali-2012.h5 --zone Mentao -o mentao.svg --force
  silent err
done
export LC_ALL=C
grep -q "<svg" mentao.svg || fail "mentao.svg is no SVG"
exits 0 plot mali-2012.h5 --zone Mentao --what arrivals -o mentao.png
head -c 4 mentao.png | grep -q PNG || fail "mentao.png is no PNG"
exits 7 plot mali-2012.h5 --zone Mentao -o mentao.png
exit 0
