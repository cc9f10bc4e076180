# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# Scenarios beside a baseline: tables, CSV, JSON, and what cannot be compared.
cp -r "$SOURCE/scenarios/somalia" . && cd somalia || exit 1
less="--set ensemble.members=6 --set period.days=425"
# shellcheck disable=SC2086  # several arguments are meant
{
  exits 0 run . $less --out base.h5 --quiet
  exits 0 run failed-deyr.yaml $less --out deyr.h5 --quiet
  exits 0 run . $less --set title=Again --out again.h5 --quiet
  exits 0 run failed-deyr.yaml $less --seed 9 --out seed.h5 --quiet
  exits 0 run . --set ensemble= --set period.days=425 --out single.h5 --quiet
}
exits 0 compare base.h5 deyr.h5 seed.h5 --csv out.csv --json out.json --release restricted
says "baseline base: Somalia 2019, 18 regions (6 members)"
says "Arrivals, 2019-01-01 to 2020-02-29: deyr"
says "Not paired: other seeds"
says "(median)"
says 'report` shows medians'
says "RESTRICTED: holds small numbers of people."
awk 'NR > 1 && !/,RESTRICTED: holds small numbers of people. Not for the public.$/ { exit 1 }' out.csv ||
  fail "out.csv is not stamped"
grep -q '"note": "RESTRICTED' out.json || fail "out.json is not stamped"
# 2 measures, 2 what-ifs, 18 regions and all.
[ "$(grep -c . out.csv)" -eq $((1 + 2 * 2 * 19)) ] || fail "lines of out.csv"
grep -q '"pairing": "other draws"' out.json || fail "pairing in out.json"
# The same numbers drawn for the same decisions: nothing differs in any member.
exits 0 compare base.h5 again.h5 --csv same.csv --release restricted
says "Every member says the same difference: nothing of it is chance."
grep -q '^present_end,again,all,,[0-9.]*,[0-9.]*,0,0,0,0,0,0,0,' same.csv || fail "same.csv"
exits 7 compare base.h5 deyr.h5 --csv out.csv
exits 0 compare base.h5 deyr.h5 --csv out.csv --force --zone SO22
says "Banadir"
exits 3 compare base.h5 deyr.h5 --zone SO222
complains 'no zone has the code "SO222"'
complains 'did you mean "SO22"?'
# For the public numbers are rounded to 5, and none is of 1 to 9 people.
exits 0 compare base.h5 deyr.h5 --csv public.csv
says "Publish either this or the single reports and exports of these files."
awk -F, 'function bad(n) { return n % 5 != 0 || (n != "" && n > 0 && n < 10) }
  NR > 1 && (bad($5) || bad($6)) { exit 1 }' public.csv ||
  fail "small or unrounded numbers in public.csv"
# What members say is shown all or not at all.
awk -F, 'NR > 1 && $8 == "" && ($9 $10 $11 $12 $13 $14 $15) != "" { exit 1 }
  NR > 1 && $NF != "public" { exit 1 }
  END { if (NR < 3) exit 1 }' public.csv || fail "public.csv tells of members that are hidden"
# What is published elsewhere is known, but not compared.
exits 0 compare base.h5 deyr.h5 --with again.h5 --csv three.csv
grep -q "again" three.csv && fail "a file of --with is compared"
exits 0 report base.h5 --with deyr.h5 -o with.json
exits 0 report deyr.h5 --with base.h5 -o back.json
codes() { grep -o '"zones":{"code":[^]]*]' "$1"; }
[ "$(codes with.json)" = "$(codes back.json)" ] || fail "other places are shown together"
exits 2 report base.h5 --with base.h5 -o x.json
complains "base.h5 is given twice"
exits 4 report base.h5 --with missing.h5 -o x.json
complains "missing.h5: projection: there is no such file"
exits 0 compare base.h5 single.h5
says "Single runs: how much of the difference is chance is not known"
exits 2 compare base.h5
exits 2 compare base.h5 base.h5
complains "base.h5 is given twice"
exits 4 compare base.h5 missing.h5
complains "missing.h5: projection: there is no such file"
head -c 100000 deyr.h5 >cut.h5
exits 4 compare base.h5 cut.h5 scenario.yaml
complains "cut.h5: projection: is cut off or damaged"
complains "scenario.yaml: projection: is not an HDF5 file"
exits 0 run . --set ensemble.members=2 --set period.days=20 --out short.h5 --quiet
exits 4 compare base.h5 short.h5
complains "short: period: is 2019-01-01 to 2019-01-20 by month, that of base is"
exit 0
