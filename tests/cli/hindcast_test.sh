# SPDX-License-Identifier: Apache-2.0
# Hindcasts that are killed and go on, and what their JSON says of where it comes from.
. "$SOURCE/tests/cli/common.sh"
for name in alpha beta gamma; do cp -r "$SOURCE/scenarios/mali-2012" $name; done
cp -r "$SOURCE/scenarios/somalia" somalia

cat >cases.yaml <<'YAML'
schema_version: 1
title: One crisis, three times
cases: [alpha, beta, gamma]
set: {behaviour: {model: saturating-gravity, preset: R2}, population.observed_until_day: 30}
method: {name: cma-es, points: 64, evaluations: 60}
forms:
  - name: R2
    parameters:
      distance_exponent: {low: 0, high: 3}
      momentum_floor: {distribution: log_uniform, low: 0.01, high: 1}
YAML
cat >rolling.yaml <<'YAML'
schema_version: 1
scenario: somalia
fit_from: "2016-10"
members: 100
departures:
  - name: next month
    origins: {from: "2018-01", to: "2018-12", refit_every_months: 1}
    causes:
      conflict: {terms: [memory, surge]}
    towards_median: true
destinations:
  - name: where to
    origins: {from: "2018-01", to: "2018-03"}
    causes: [conflict]
YAML

for kind in cases rolling; do
  exits 0 hindcast $kind.yaml --json whole-$kind.json --threads 1 --quiet
  exits 7 hindcast $kind.yaml --json whole-$kind.json
  [ ! -e whole-$kind.json.journal ] || fail "it left its journal"
  killed_until_done $kind.json 6000 "--resume goes on with it" hindcast $kind.yaml --json $kind.json --resume
  cmp whole-$kind.json $kind.json || fail "the resumed hindcast has other bytes"
done

grep -q '"command_line": "ravenstein hindcast cases.yaml"' cases.json || fail "no command line"
grep -q "\"sha256\": \"$(sha256sum cases.yaml | cut -d' ' -f1)\"" cases.json || fail "no checksum"
sum=$(sha256sum gamma/links.csv | cut -d' ' -f1)
grep -A3 '"scenario": "gamma"' cases.json | grep -q "$sum" || fail "no checksum of a table"
grep -q '"seed": 1' cases.json || fail "no seed"
grep -q "$here" cases.json rolling.json && fail "it tells the folder"

# A journal of another hindcast, one that nobody asked to go on with, and none to go on with.
"$PROGRAM" hindcast cases.yaml --json other.json >out 2>err &
process=$!
until [ -s other.json.journal ]; do
  kill -0 $process 2>/dev/null || break
  sleep 0.01
done
kill -KILL $process
wait $process
[ -e other.json.journal ] || fail "it ended before it could be killed"
exits 7 hindcast cases.yaml --json cases.yaml --force
complains "holds something else"
exits 7 hindcast cases.yaml --json other.json
complains "--resume goes on with them"
exits 2 hindcast cases.yaml --json other.json --resume --set seed=2
complains "is of another hindcast"
exits 2 hindcast cases.yaml --resume
complains "--resume needs --json"
