# SPDX-License-Identifier: Apache-2.0
# A run that is stopped on its way, kept, and gone on with is the run without a stop.
. "$SOURCE/tests/cli/common.sh"
command -v python3 >/dev/null || skip "there is no python3"

# stopped SIGNAL NAME ARGUMENT...: the run gets the signal after its first checkpoint.
stopped() {
  signal=$1 name=$2
  shift 2
  what="ravenstein run $* (SIG$signal)"
  before=$(stat -c %i "$name.kept" 2>/dev/null)
  "$PROGRAM" run "$@" --quiet --checkpoint "$name.kept" --checkpoint-every 5 \
    --out "$name.h5" >out 2>err &
  process=$!
  for _ in $(seq 1200); do
    now=$(stat -c %i "$name.kept" 2>/dev/null)
    [ -n "$now" ] && [ "$now" != "$before" ] && break # it appears under its name, whole
    kill -0 $process 2>/dev/null || fail "$what: it ended too early"
    sleep 0.01
  done
  kill -s "$signal" $process
  code=0
  wait $process || code=$?
  if [ "$signal" = KILL ]; then return; fi
  [ $code -eq 130 ] || fail "$what: exit code $code, expected 130"
  complains "$name.kept keeps the run after"
}

# same_after NAME ARGUMENT...: stopped twice and killed once, then brought to its end.
same_after() {
  name=$1
  shift
  exits 0 run "$@" --quiet --out "$name-whole.h5"
  stopped TERM "$name" "$@"
  stopped USR1 "$name" "$@" --resume
  stopped KILL "$name" "$@" --resume
  [ ! -e "$name.h5" ] || fail "$name: a file of a run that did not end"
  exits 0 run "$@" --quiet --checkpoint "$name.kept" --resume --out "$name.h5"
  [ ! -e "$name.kept" ] || fail "$name: the checkpoint of a complete run is still there"
  exits 0 inspect "$name.h5" --same-as "$name-whole.h5"
  says "the same in all but provenance"
}

# Nights on the way, returns, births and deaths, strata; counts and single people.
python3 "$SOURCE/bench/synthetic_country.py" country --zones 120 --people 5e6 --days 400 \
  --resolution cohorts || fail "synthetic_country.py"
same_after cohorts country
same_after agents country --set resolution=agents --set population.hasten=20
# A model that works by calendar month is kept where one ends.
months="$SOURCE/scenarios/somalia/districts.yaml"
exits 0 run "$months" --set ensemble= --quiet --out months-whole.h5
"$PROGRAM" run "$months" --set ensemble= --quiet --checkpoint months.kept --checkpoint-every 1 \
  --out months.h5 >out 2>err &
process=$!
for _ in $(seq 1200); do
  [ -e months.kept ] && break
  sleep 0.01
done
kill -KILL $process
wait $process 2>/dev/null
exits 0 run "$months" --set ensemble= --quiet --checkpoint months.kept --resume --force \
  --out months.h5
exits 0 inspect months.h5 --same-as months-whole.h5

# The run is complete and kept; those beside it can be stopped, and are made by who goes on.
beside="beside=[{name: more return, set: {behaviour.parameters.return_share: 0.6}}]"
exits 0 run country --set "$beside" --quiet --out beside-whole.h5
"$PROGRAM" run country --set "$beside" --quiet --checkpoint beside.kept \
  --checkpoint-every 0 --out beside.h5 >out 2>err &
process=$!
until [ -e beside.kept ]; do
  kill -0 $process 2>/dev/null || fail "beside: it ended too early"
  sleep 0.01
done
kill -TERM $process
code=0
wait $process || code=$?
[ $code -eq 130 ] || fail "beside: exit code $code, expected 130"
complains "keeps the run after 400 of 400 days"
[ ! -e beside.h5 ] || fail "beside: a file of a run that did not end"
exits 0 run country --set "$beside" --quiet --checkpoint beside.kept --resume --out beside.h5
exits 0 inspect beside.h5 --same-as beside-whole.h5

# A checkpoint is not overwritten unasked, and serves its own run only.
stopped TERM kept country
exits 7 run country --quiet --checkpoint kept.kept --out other.h5
exits 4 run country --quiet --checkpoint kept.kept --resume --seed 7 --out other.h5
complains "found one of another"
cp kept.kept damaged.kept
printf 'x' | dd of=damaged.kept bs=1 seek=5000 conv=notrunc 2>/dev/null
exits 4 run country --quiet --checkpoint damaged.kept --resume --out other.h5
complains "is damaged"
echo notes >notes
exits 4 run country --quiet --checkpoint notes --resume --out other.h5
complains "found another file"
exits 2 run country --quiet --checkpoint country/scenario.yaml --resume --out other.h5
exits 2 run country --quiet --resume --out other.h5
for name in other.h5 ./other.h5 "$here/other.h5" country/../other.h5; do
  exits 2 run country --quiet --checkpoint "$name" --out other.h5
  complains "--out and --checkpoint name the same file"
  exits 2 run country --quiet --report "$name" --out other.h5
  complains "--out and --report name the same file"
  exits 2 run country --quiet --report "$name" --checkpoint other.h5 --out x.h5
  complains "--report and --checkpoint name the same file"
done
exits 2 run country --quiet --checkpoint-every 5 --out other.h5
complains "--checkpoint-every requires --checkpoint"
exits 2 run "$SOURCE/scenarios/mali-2012" --set resolution=flows --checkpoint x.kept --out other.h5
complains "cannot be kept"
[ ! -e other.h5 ] || fail "a file of a run that was refused"
# Nothing is there yet: it begins.
exits 0 run "$SOURCE/scenarios/mali-2012" --quiet --checkpoint new.kept --resume --out new.h5
[ ! -e new.kept ] || fail "the checkpoint of a complete run is still there"
