# SPDX-License-Identifier: Apache-2.0
# What is kept on some ranks goes on on others, and is the run without a stop.
. "$SOURCE/tests/cli/common.sh"
command -v mpirun >/dev/null || skip "there is no mpirun (package openmpi-bin)"
command -v python3 >/dev/null || skip "there is no python3"

# kept RANKS NAME ARGUMENT...: stops after a checkpoint, on so many ranks (0: without mpirun).
kept() {
  ranks=$1 name=$2
  shift 2
  what="kept on $ranks ranks: ravenstein run $*"
  before=$(stat -c %i "$name.kept" 2>/dev/null)
  launch="mpirun -n $ranks"
  [ "$ranks" -gt 0 ] || launch=
  $launch "$PROGRAM" run "$@" --quiet --checkpoint "$name.kept" --checkpoint-every 10 --resume \
    --out "$name.h5" >"$here/out" 2>"$here/err" &
  pid=$!
  for _ in $(seq 3000); do
    now=$(stat -c %i "$name.kept" 2>/dev/null)
    [ -n "$now" ] && [ "$now" != "$before" ] && break
    kill -0 "$pid" 2>/dev/null || fail "$what: ended too early"
    sleep 0.02
  done
  kill -USR1 "$pid"
  code=0
  wait "$pid" || code=$?
  [ "$code" -ne 0 ] || fail "$what: exit code 0"
  complains "keeps the run after"
  [ ! -e "$name.h5" ] || fail "$what: wrote a file"
}
# same_after NAME ARGUMENT...: on 2 ranks, without any, on 4, on 1.
same_after() {
  name=$1
  shift
  exits 0 run "$@" --quiet --out "$name-whole.h5"
  kept 2 "$name" "$@"
  kept 0 "$name" "$@"
  kept 4 "$name" "$@"
  what="the end on 1 rank: $name"
  mpirun -n 1 "$PROGRAM" run "$@" --quiet --checkpoint "$name.kept" --resume --out "$name.h5" \
    >"$here/out" 2>"$here/err" || fail "$what"
  exits 0 inspect "$name.h5" --same-as "$name-whole.h5"
  says "the same in all but provenance"
}
python3 "$SOURCE/bench/synthetic_country.py" "$here/stops" --zones 80 --people 4e6 --days 700 \
  --resolution cohorts || fail "synthetic_country.py"
same_after kept-cohorts "$here/stops"
same_after kept-agents "$here/stops" --set resolution=agents --set population.hasten=40
# Everybody is asked every day: numbers of people go on, too.
same_after kept-flat "$SOURCE/scenarios/mali-2012" --set behaviour.preset= --set "beside=[]" \
  --set behaviour.parameters.onward_hazard_per_day=0.05 --set period.days=3000
# The first rank's disk counts: the second, in another folder, does not see the file.
kept 0 kept-apart "$here/stops"
mkdir "$here/elsewhere"
what="going on with a file that one rank sees"
mpirun -n 1 --wdir "$here" "$PROGRAM" run "$here/stops" --quiet --checkpoint kept-apart.kept --resume \
  --out kept-apart.h5 : -n 1 --wdir "$here/elsewhere" "$PROGRAM" run "$here/stops" --quiet \
  --checkpoint kept-apart.kept --resume --out kept-apart.h5 >"$here/out" 2>"$here/err" || fail "$what"
exits 0 inspect kept-apart.h5 --same-as kept-cohorts-whole.h5
