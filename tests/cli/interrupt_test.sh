# SPDX-License-Identifier: Apache-2.0
# Stopped from outside, a run leaves no file, neither whole nor half, and says so.
. "$SOURCE/tests/cli/common.sh"
scenario="$SOURCE/scenarios/mali-2012"
what="an interrupted run"

for signal in INT TERM; do
  : >out
  : >err
  # Long enough to be caught in the middle.
  "$PROGRAM" run "$scenario" --set "behaviour={model: flee}" --set "beside=[]" \
    --set period.days=32767 --progress plain --out long.h5 >out 2>err &
  process=$!
  tries=0
  until grep -q "10 %" err; do
    tries=$((tries + 1))
    [ $tries -lt 1200 ] || fail "it did not get to a tenth of its days in a minute"
    kill -0 $process 2>/dev/null || fail "it ended too early"
    sleep 0.05
  done
  kill -s $signal $process
  code=0
  wait $process || code=$?
  [ $code -eq 130 ] || fail "exit code $code after SIG$signal, expected 130"
  complains "interrupted; nothing was written"
  left=$(find . -name '*.h5' -o -name '.ravenstein*')
  [ -z "$left" ] || fail "it left $left"
done
