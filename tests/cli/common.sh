# SPDX-License-Identifier: Apache-2.0
# Read by the tests beside it. PROGRAM and SOURCE come from ctest. Each test works in a directory
# of its own; the last command's output is in the files out and err.
set -u
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here" || exit 1

fail() {
  echo "FAILED: $1"
  echo "--- standard output:" && tail -n 40 "$here/out"
  echo "--- standard error:" && tail -n 40 "$here/err"
  exit 1
}

# exits CODE ARGUMENT...: the program, so called, ends with CODE.
exits() {
  wanted=$1
  shift
  what="ravenstein $*"
  code=0
  "$PROGRAM" "$@" >"$here/out" 2>"$here/err" || code=$?
  [ "$code" -eq "$wanted" ] || fail "$what: exit code $code, expected $wanted"
}

# says TEXT, complains TEXT: it stands in the standard output or error of the last `exits`.
says() { grep -qF -- "$1" "$here/out" || fail "$what: standard output lacks \"$1\""; }
complains() { grep -qF -- "$1" "$here/err" || fail "$what: standard error lacks \"$1\""; }
says_not() { ! grep -qF -- "$1" "$here/out" || fail "$what: standard output has \"$1\""; }
complains_not() { ! grep -qF -- "$1" "$here/err" || fail "$what: standard error has \"$1\""; }
silent() { [ ! -s "$here/$1" ] || fail "$what: std$1 should be empty"; }
skip() {
  echo "SKIPPED: $1"
  exit 4
}

# killed_until_done FILE MORE HOW ARGUMENT...: the program, so called, is killed each time FILE.journal has
# grown by MORE bytes (the first time as soon as it has begun; every third time by TERM, to which it
# must say HOW to go on), and called again, until FILE is there.
killed_until_done() {
  made=$1 more=$2 how=$3 kills=0
  shift 3
  while [ ! -e "$made" ]; do
    [ $kills -lt 60 ] || fail "it did not finish in 60 attempts"
    size=$(stat -c %s "$made.journal" 2>/dev/null || echo 0)
    [ $kills -gt 0 ] || size=$((1 - more))
    "$PROGRAM" "$@" >out 2>err &
    process=$!
    tries=0
    while kill -0 $process 2>/dev/null; do
      now=$(stat -c %s "$made.journal" 2>/dev/null || echo 0)
      [ "$now" -lt $((size + more)) ] || break
      tries=$((tries + 1))
      [ $tries -lt 6000 ] || fail "nothing was worked out in two minutes"
      sleep 0.02
    done
    signal=KILL
    [ $((kills % 3)) -ne 2 ] || signal=TERM
    kill -s $signal $process 2>/dev/null
    wait $process
    code=$?
    if [ $code -eq 130 ]; then
      grep -qF -- "$how" err || fail "it does not say how to go on"
      grep -q "nothing was written" err && fail "it says two things"
    elif [ $code -ne 137 ] && [ $code -ne 0 ]; then
      fail "exit code $code"
    fi
    kills=$((kills + 1))
  done
  [ $kills -gt 1 ] || fail "it was never killed"
}
