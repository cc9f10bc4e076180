# SPDX-License-Identifier: Apache-2.0
# A campaign on several ranks, undisturbed and killed: the merged file is that of threads.
. "$SOURCE/tests/cli/common.sh"
command -v mpirun >/dev/null || skip "there is no mpirun (package openmpi-bin)"
cp -r "$SOURCE/scenarios/mali-2012" mali
cat >campaign.yaml <<'EOF2'
campaign_version: 1
title: On ranks
scenarios: [{name: R1, path: mali, set: {period.days: 40}}]
design: {kind: grid, parameters: {distance_exponent: [0.5, 1, 2]}}
replicates: 50
keep: {measures: [mean error], series: [refugees], fields: [displaced]}
block: 2
EOF2
exits 0 sweep campaign.yaml -o alone.sweep --quiet
exits 0 merge alone.sweep --copy -o alone.h5
for ranks in 1 2 4; do
  what="mpirun -n $ranks ravenstein sweep"
  mpirun -n $ranks "$PROGRAM" sweep campaign.yaml -o $ranks.sweep >out 2>err || fail "$what"
  says "150 of 150 runs are done"
  exits 0 merge $ranks.sweep --copy -o $ranks.h5
  cmp alone.h5 $ranks.h5 || fail "$what: not the file of one process"
done
# Blocks went to all four.
for rank in 0 1 2 3; do [ -s 4.sweep/worker-000$rank.journal ] || fail "rank $rank did nothing"; done

# One rank, the master and all of them killed, then gone on with, on another number of ranks.
for victim in 1 0 all; do
  mpirun -n 3 "$PROGRAM" sweep campaign.yaml -o killed.sweep >out 2>err &
  launcher=$!
  for _ in $(seq 100); do [ -s killed.sweep/worker-0001.journal ] && break; sleep 0.05; done
  case $victim in
    all) kill -9 $launcher ;;
    *)
      for pid in $(pgrep -P $launcher); do
        [ "$(tr '\0' '\n' <"/proc/$pid/environ" | sed -n 's/^OMPI_COMM_WORLD_RANK=//p')" = $victim ] && kill -9 "$pid"
      done
      ;;
  esac
  wait $launcher 2>/dev/null
  sleep 1
done
what="resume on 2 ranks"
for _ in $(seq 20); do
  mpirun -n 2 "$PROGRAM" sweep resume killed.sweep >out 2>err && break
  sleep 1 # ranks whose mpirun was killed end when they notice
done
says "150 of 150 runs are done"
exits 0 merge killed.sweep --copy -o killed.h5
cmp alone.h5 killed.h5 || fail "the merged file depends on kills"
exit 0
