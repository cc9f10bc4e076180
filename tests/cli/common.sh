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
