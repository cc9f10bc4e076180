# SPDX-License-Identifier: Apache-2.0
# The program under mpirun.
. "$SOURCE/tests/cli/common.sh"
command -v mpirun >/dev/null || skip "there is no mpirun (package openmpi-bin)"

# starts CODE RANKS ARGUMENT...: like `exits`, on so many ranks.
starts() {
  wanted=$1 ranks=$2
  shift 2
  what="mpirun -n $ranks ravenstein $*"
  code=0
  mpirun -n "$ranks" "$PROGRAM" "$@" >"$here/out" 2>"$here/err" || code=$?
  [ "$code" -eq "$wanted" ] || fail "$what: exit code $code, expected $wanted"
}

# A command that knows nothing of ranks is done once.
starts 0 3 version
complains "note: this command uses one of the 3 ranks"
[ "$(grep -c '^ravenstein 0' "$here/out")" -eq 1 ] || fail "$what: not told exactly once"

# What is wrong is told once, with the exit code that it has without mpirun.
starts 2 3 rnu
[ "$(grep -c 'there is no subcommand' "$here/err")" -eq 1 ] || fail "$what: not told exactly once"
starts 3 2 check "$SOURCE/scenarios/mali-2012" --set period.days=-1
complains "1 problem found"

# A rank's child may run the program for itself.
what="RAVENSTEIN_MPI=0"
mpirun -n 2 env RAVENSTEIN_MPI=0 "$PROGRAM" version >"$here/out" 2>"$here/err" || fail "$what"
[ "$(grep -c '^ravenstein 0' "$here/out")" -eq 2 ] || fail "$what: not two processes alone"

# Without ravenstein-mpi beside it the program says what to do; it never runs twice.
cp "$PROGRAM" "$here/ravenstein"
PROGRAM="$here/ravenstein"
starts 2 2 version
complains "started as 2 ranks, but"
complains "(No such file or directory)"
complains "openmpi-bin"
silent out
