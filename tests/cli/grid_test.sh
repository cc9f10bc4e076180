# SPDX-License-Identifier: Apache-2.0
# A grid of 1 x 3 cells, worked out by hand: beta 0 and alpha 1, so a cell's potential is the number of
# people elsewhere.
. "$SOURCE/tests/cli/common.sh"

cat >people.csv <<'END'
# grid rows=1 columns=3 cell_km=1 west_km=0 north_km=1 projection=EPSG:3035
row,column,urban,rural,later
0,0,100,0,110
0,1,0,0,20
0,2,100,0,110
END
cat >cells.csv <<'END'
# grid rows=1 columns=3 cell_km=1 west_km=0 north_km=1 projection=EPSG:3035
index,mask,harvest_2020,harvest_2030
0,1,0,0
1,1,-0.5,-0.5
2,1,-1,-1
END
cat >targets.csv <<'END'
year,urban,rural
2020,240,0
2030,280,0
END
project() { # project CODE OUT OPTION...
  wanted_code=$1
  file=$2
  shift 2
  exits "$wanted_code" grid project --urban people.csv:urban --rural people.csv:rural \
    --suitability cells.csv:mask --targets targets.csv --base-year 2010 --alpha-urban 1 \
    --beta-urban 0 --alpha-rural 1 --beta-rural 0 --out "$file" "$@"
}
cell() { # cell FILE ROW COLUMN EXPECTED
  awk -F, -v r="$2" -v c="$3" -v e="$4" '/^#/ { next } { ++n } n == r + 1 {
    d = $c - e; exit !(d < 1e-9 && d > -1e-9) }' "$1" || fail "$1 row $2 column $3 is not $4"
}

# 40 people by v = 100, 200, 100.
project 0 plain.csv
says "2030"
cell plain.csv 1 3 110
cell plain.csv 2 3 20
cell plain.csv 3 3 110
grep -q "projection=EPSG:3035" plain.csv || fail "the projection is lost"
# By s = 100, 200 x .5, 100 x 0: 20 and 20; the middle one has its 20 either way, 10 moved.
project 0 climate.csv --climate "cells.csv:harvest_{year}"
says "climate migrants"
cell climate.csv 1 3 120
cell climate.csv 3 3 100
cell climate.csv 1 5 10
cell climate.csv 2 5 0
cell climate.csv 3 5 -10
project 7 plain.csv
project 0 plain.csv --force --until 2020

# The one case there is for alpha 1, beta 0 can be found again, and used.
exits 0 grid calibrate --urban-before people.csv:urban --urban-after people.csv:later \
  --suitability cells.csv:mask --out fitted.json
says "persistence"
awk '$1 == "urban" && $4 < 1e-3 { found = 1 } END { exit !found }' out || fail "an error is left"
exits 0 grid project --urban people.csv:urban --rural people.csv:rural --suitability cells.csv:mask \
  --targets targets.csv --base-year 2010 --until 2020 --coefficients fitted.json --out again.csv
awk -F, '/^#/ { next } $2 == 1 && ($3 < 19.99 || $3 > 20.01) { exit 1 }' again.csv ||
  fail "the fitted model does not give the year after"

# Bad input: one message, exit code 4, nothing written.
bad() {
  exits 4 grid project --urban "$1" --rural people.csv:rural --suitability "$2" --targets "$3" \
    --base-year 2010 --alpha-urban 1 --beta-urban 0 --alpha-rural 1 --beta-rural 0 --out bad.csv
  [ ! -e bad.csv ] || fail "something was written"
}
sed 's/columns=3/columns=4/' cells.csv >wide.csv
bad people.csv:urban wide.csv:mask targets.csv
complains "expected the grid of people.csv:urban (1 x 3 cells of 1 km), found 1 x 4 cells"
sed 's/EPSG:3035/EPSG:5070/' cells.csv >elsewhere.csv
bad people.csv:urban elsewhere.csv:mask targets.csv
complains "expected the projection of people.csv:urban"
sed 's/west_km=0/west_km=7/' cells.csv >shifted.csv
bad people.csv:urban shifted.csv:mask targets.csv
complains "expected the corner of people.csv:urban"
sed 's/^0,2,100/0,2,-5/' people.csv >negative.csv
bad negative.csv:urban cells.csv:mask targets.csv
complains "row 0, column 2: expected a population of 0 or more, found -5"
sed 's/^0,2,100/0,2,nan/' people.csv >nan.csv
bad nan.csv:urban cells.csv:mask targets.csv
complains "nan.csv:5:5"
printf 'year,urban,rural\n2025,1,1\n' >odd.csv
bad people.csv:urban cells.csv:mask odd.csv
complains "odd.csv: expected a row for the year 2020 (steps of 10 years from 2010)"
printf '# grid rows=1 columns=3 cell_km=1\nindex,mask\n0,0\n1,0\n2,0\n' >sea.csv
bad people.csv:urban sea.csv:mask targets.csv
complains "suitability times potential is 0"
bad missing.csv:urban cells.csv:mask targets.csv
complains "missing.csv"
echo '{}' >wrong.json
exits 4 grid project --urban people.csv:urban --rural people.csv:rural --suitability cells.csv:mask \
  --targets targets.csv --base-year 2010 --coefficients wrong.json --out bad.csv
complains "wrong.json: is not what"
exits 2 grid project --urban people.csv:urban --rural people.csv:rural --suitability cells.csv:mask \
  --targets targets.csv --base-year 2010 --out bad.csv
complains "expected --coefficients"
