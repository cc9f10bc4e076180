# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# Every format, public and restricted, and what cannot be exported.
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

exits 0 export somalia.h5 --to csv -o release-2024.01
[ -s release-2024.01/people.csv ] || fail "no folder with a dot in its name"
exits 2 export somalia.h5 --to csv --with somalia.h5 -o twice.csv
complains "is given twice"
exits 0 plot somalia.h5 --release restricted
says "RESTRICTED"
exits 2 export somalia.h5 --to pdf
exits 2 export somalia.h5 --to xlsx -o people.csv
complains "ends in .xlsx"
exits 2 export somalia.h5 --to csv -o x.csv --release restricted --level region --with all.h5
complains "--with, --level: only with --release public"
exits 2 export somalia.h5 --to csv -o x.csv --threshold 1
complains "--threshold: expected"
exits 4 export nothing.h5 --to csv
head -c 20000 somalia.h5 >cut.h5
exits 4 export cut.h5 --to csv -o cut.csv
complains "cut off or damaged"
[ ! -e cut.csv ] || fail "a file of a damaged projection"

exit 0
