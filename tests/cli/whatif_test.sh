# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# What-ifs: scenarios that extend others, and what each cause explains.
somalia="$SOURCE/scenarios/somalia"
exits 0 check "$somalia/failed-deyr.yaml"
says "Somalia 2019, 18 regions: the Deyr fails"
says "425 days from 2019-01-01"
exits 0 check "$somalia/ceasefire-lower-shabelle.yaml"
exits 0 check "$SOURCE/scenarios/burkina-faso/kaya-growth.yaml"

# The projection names the baseline; it holds all it needs to run again.
few="--set ensemble.members=2"
exits 0 run "$somalia/ceasefire-lower-shabelle.yaml" $few --quiet --out what-if.h5
exits 0 inspect what-if.h5
says "baseline    scenario.yaml, SHA-256 $(sha256sum "$somalia/scenario.yaml" | cut -d ' ' -f 1)"
exits 0 run what-if.h5 --quiet --out again.h5
exits 0 inspect again.h5 --same-as what-if.h5

# Resolved, it is one file that runs to the same people.
cp -R "$somalia" mine
exits 0 check mine/ceasefire-lower-shabelle.yaml --resolved
grep -q "^extends" out && fail "a resolved scenario extends nothing"
says "zones: data/regions.csv"
cp out mine/resolved.yaml
exits 0 run mine/resolved.yaml $few --quiet --out resolved.h5
exits 0 inspect what-if.h5 --json
cp out what-if.json
exits 0 inspect resolved.h5 --json
people() { sed -n '/"people": {/,/^  }/p' "$1"; }
[ -n "$(people out)" ] && [ "$(people out)" = "$(people what-if.json)" ] ||
  fail "the resolved scenario gives other people"

# Mistakes are told where they stand.
printf 'extends: scenario.yaml\nchanges:\n  - {from: 2019-13-01, driver: rain, scale: 2}\n' \
  >mine/bad.yaml
exits 3 check mine/bad.yaml
complains "bad.yaml:3:12: changes.0.from: expected a date YYYY-MM-DD"
printf 'extends: scenario.yaml\nchanges:\n  - {driver: rain, scale: 2}\n  - {cause: x}\n' >mine/bad.yaml
exits 3 check mine/bad.yaml
complains "bad.yaml:3:14: changes.0.driver: the baseline has no driver \"rain\""
complains "bad.yaml:4:5: changes.1: changes nothing"

# What each cause explains.
exits 0 attribute "$somalia" --members 3 --out why.json --out why.csv --out why.h5
says "16 combinations of causes, all there are"
for cause in conflict drought flood other; do
  says "  $cause "
  grep -q "^$cause," why.csv || fail "why.csv lacks $cause"
  grep -q "\"driver\": \"$cause\"" why.json || fail "why.json lacks $cause"
done
sum=$(awk -F, 'NR > 1 { s += $2 } END { printf "%.0f", s }' why.csv)
all=$(sed -n '/"all_on"/,/}/s/.*"mean": *\([0-9.]*\).*/\1/p' why.json | awk '{ printf "%.0f", $1 }')
[ "$sum" = "$all" ] || fail "shares sum to $sum, moves are $all"
cp why.csv first.csv
exits 7 attribute "$somalia" --members 3 --out why.csv
exits 0 attribute "$somalia" --members 3 --threads 1 --quiet --force --out why.csv
silent out
cmp -s why.csv first.csv || fail "other figures with one thread"
exits 0 attribute "$somalia" --members 2 --exact-up-to 0 --pairs 3 --progress plain
says "a sample of their orders"
says "±"
complains "runs)"
exits 2 attribute "$SOURCE/scenarios/mali-2012"
complains "no cause explains them"
exits 2 attribute "$somalia" --out why.txt
complains "expected a file ending in .json, .csv or .h5"

exits 0 attribute "$somalia" --members 1 --quiet --out one.csv
cp -R "$SOURCE/scenarios/somalia" mine
cat >mine/idle.yaml <<'EOF'
extends: scenario.yaml
drivers: {monthly: {incidents: data/region_conflict_fatalities.csv}}
changes:
  - {driver: incidents, scale: 10}
EOF
exits 3 check mine/idle.yaml
complains "does nothing with drivers: no term that is on uses incidents"
exit 0
