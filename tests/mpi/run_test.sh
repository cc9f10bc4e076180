# SPDX-License-Identifier: Apache-2.0
# One run on several ranks: the datasets are, byte for byte, those of one process.
. "$SOURCE/tests/cli/common.sh"
command -v mpirun >/dev/null || skip "there is no mpirun (package openmpi-bin)"

# same_on_ranks NAME ARGUMENT...: a run of these, on 1, 2 and 4 ranks and without any.
same_on_ranks() {
  name=$1
  shift
  exits 0 run "$@" --quiet --out "$name-alone.h5"
  for ranks in 1 2 4; do
    what="mpirun -n $ranks ravenstein run $*"
    mpirun -n "$ranks" "$PROGRAM" run "$@" --quiet --out "$name-$ranks.h5" >"$here/out" \
      2>"$here/err" || fail "$what"
    silent out
    silent err
    exits 0 inspect "$name-$ranks.h5" --same-as "$name-alone.h5"
    says "the same in all but provenance"
  done
}

# refuses RANKS TEXT ARGUMENT...: nothing is run, and it is said once why.
refuses() {
  ranks=$1 text=$2
  shift 2
  what="mpirun -n $ranks ravenstein $*"
  code=0
  mpirun -n "$ranks" "$PROGRAM" "$@" >"$here/out" 2>"$here/err" || code=$?
  [ "$code" -eq 2 ] || fail "$what: exit code $code, expected 2"
  [ "$(grep -cF -- "$text" "$here/err")" -eq 1 ] || fail "$what: not told exactly once"
  [ ! -e "$here/refused.h5" ] || fail "$what: wrote a file"
}

# As it is shipped: people who are all alike and arrive at once, and some of them leave again.
same_on_ranks shipped "$SOURCE/scenarios/mali-2012"
# So many move on that everybody is asked every day in one pass, by number; where they are from.
same_on_ranks flat "$SOURCE/scenarios/mali-2012" --set behaviour.preset= --set "beside=[]" \
  --set behaviour.parameters.onward_hazard_per_day=0.05 --set record.homes=true
# Rules that plan a way for every person.
same_on_ranks flee "$SOURCE/scenarios/mali-2012" --set "behaviour={model: flee}" --set "beside=[]" \
  --set travel=
# Expected people, divided by home.
same_on_ranks expected "$SOURCE/scenarios/mali-2012" --set resolution=flows
# A network that METIS divides, people who follow an observed total.
same_on_ranks mali "$SOURCE/scenarios/mali-2012" --set resolution=cohorts
# Nights on the way, and agents who spend them.
same_on_ranks nights "$SOURCE/scenarios/mali-2012" --set resolution=cohorts \
  --set "travel={mode: network, speed_km_per_day: 40}"
same_on_ranks agents "$SOURCE/scenarios/mali-2012" \
  --set "travel={mode: network, speed_km_per_day: 40}"
# 74 districts by month, six causes, memory of corridors.
same_on_ranks somalia "$SOURCE/scenarios/somalia/districts.yaml" --set ensemble=
# Members of an ensemble, dealt to the ranks: more of them than ranks, and fewer.
same_on_ranks members "$SOURCE/scenarios/somalia" --set ensemble.members=6
same_on_ranks few "$SOURCE/scenarios/mali-2012" --set "ensemble={members: 3}" --set period.days=60
# Cities, which every rank works out.
same_on_ranks burkina "$SOURCE/scenarios/burkina-faso" --set ensemble=
# Day by day: returns across ranks, births and deaths, strata.
if command -v python3 >/dev/null; then
  python3 "$SOURCE/bench/synthetic_country.py" "$here/country" --zones 60 --people 2e6 --days 70 \
    --resolution cohorts || fail "synthetic_country.py"
  same_on_ranks country "$here/country"
  same_on_ranks people "$here/country" --set resolution=agents --set population.hasten=20
  same_on_ranks expectation "$here/country" --set resolution=flows --set period.days=40
  # More ranks than zones: some have nobody.
  python3 "$SOURCE/bench/synthetic_country.py" "$here/small" --zones 3 --people 1e5 --days 31 \
    --resolution cohorts || fail "synthetic_country.py"
  same_on_ranks small "$here/small"
fi

refuses 2 "each seeing what those before did" run "$SOURCE/scenarios/mali-2012" --out refused.h5 \
  --set "behaviour={model: flee, parameters: {sequential_capacity: true}}" --set "beside=[]" \
  --set travel=

# An interrupt stops all of them, and nothing is written.
if command -v python3 >/dev/null; then
  what="interrupt"
  python3 "$SOURCE/bench/synthetic_country.py" "$here/long" --zones 300 --people 2e7 --days 2000 \
    --resolution cohorts || fail "synthetic_country.py"
  mpirun -n 2 "$PROGRAM" run "$here/long" --progress plain --out refused.h5 >"$here/out" \
    2>"$here/err" &
  pid=$!
  for _ in $(seq 300); do
    grep -q '10 %' "$here/err" && break
    sleep 0.2
  done
  kill -INT "$pid"
  code=0
  wait "$pid" || code=$?
  [ "$code" -ne 0 ] || fail "$what: exit code 0"
  [ ! -e refused.h5 ] || fail "$what: wrote a file"
fi
