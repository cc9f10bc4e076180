# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
. "$SOURCE/tests/cli/slurm.sh"
# Tasks of an array killed at random moments, and submitted again: no finished run is lost, and the
# merged file is that of threads that nobody disturbed.
command -v pgrep >/dev/null || skip "pgrep is not installed"
cp -r "$SOURCE/scenarios/mali-2012" mali
cat >campaign.yaml <<'EOF2'
campaign_version: 1
title: Killed on a cluster
scenarios: [{name: R1, path: mali, set: {period.days: 60}}]
design: {kind: grid, parameters: {distance_exponent: [0.5, 1, 2]}}
replicates: 800
keep: {measures: [mean error], series: [refugees], fields: [displaced]}
block: 16
EOF2
exits 0 sweep campaign.yaml -o k.sweep --slurm --tasks 3 --threads 1 --dry-run

# The processes of the campaign's tasks (each is what its slurmstepd began), one number a line.
tasks() { pgrep -f "sweep $here/k.sweep --shard"; }
# A number from 0 to $1 - 1, another each time, the same in every test.
chance=7
random() {
  chance=$(((chance * 1103515245 + 12345) % 2147483648))
  echo $((chance / 65536 % $1))
}
done_runs() { sed -n 's/^2,400 runs: \([0-9,]*\) ok.*/\1/p' out | tr -d ,; }

before=0 kills=0 steps=0 round=0
while [ $round -lt 8 ]; do
  round=$((round + 1))
  job=$(sbatch --parsable --array=0-2 k.sweep/task.sbatch 0) || fail "sbatch"
  tries=0
  until [ -n "$(tasks)" ]; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || fail "no task starts: $(squeue; tail -n 3 k.sweep/slurm-*.txt)"
    [ -n "$(squeue -h -o %i)" ] || break # all were done at once
    sleep 0.02
  done
  random 60 >number
  sleep "0.$(printf %02d "$(cat number)")"
  for pid in $(tasks); do
    parent=$(ps -o ppid= -p "$pid" | tr -d ' ')
    case $round in
      # What slurmstepd began; and with it slurmstepd itself, which Slurm does not notice.
      1 | 2 | 3 | 4 | 5) kill -9 "$pid" 2>/dev/null && kills=$((kills + 1)) ;;
      6 | 7)
        case $(ps -o args= -p "$parent") in
          *slurmstepd*) kill -9 "$parent" "$pid" 2>/dev/null && steps=$((steps + 1)) ;;
        esac
        ;;
      # Slurm itself ends it and puts it back into its queue.
      8) scontrol requeue "$job" 2>requeue.txt && kills=$((kills + 1)) ;;
    esac
  done
  scancel "$job"
  wait_for_jobs
  exits 0 sweep status k.sweep
  now=$(done_runs)
  [ "$now" -ge "$before" ] || fail "round $round: $before runs were done, now $now"
  before=$now
done
echo "$kills tasks and $steps slurmstepd were killed, $before of 2400 runs were done then"
[ $steps -gt 0 ] || fail "no slurmstepd was killed"
[ $kills -ge 6 ] || fail "only $kills tasks could be killed"
[ "$before" -gt 0 ] || fail "nothing was done before"
[ "$before" -lt 2400 ] || fail "all was done before the last kill"

# A task of another version of the program is refused and writes nothing.
cat k.sweep/*.journal | cksum >journals
cp k.sweep/campaign.json kept.json
sed -i 's/"engine": "/"engine": "9.9.9 /' k.sweep/campaign.json
sbatch --parsable --array=0-2 k.sweep/task.sbatch 0 >other
wait_for_jobs
grep -q "the campaign was begun by 9.9.9" "k.sweep/slurm-$(cat other)_0.txt" ||
  fail "a task of another version: $(cat "k.sweep/slurm-$(cat other)_0.txt")"
cat k.sweep/*.journal | cksum | cmp - journals || fail "a task of another version wrote something"
cp kept.json k.sweep/campaign.json

exits 0 sweep k.sweep --slurm --tasks 3 --threads 1
wait_for_jobs
[ -s k.sweep/campaign.h5 ] || fail "the collector: $(cat k.sweep/slurm-collect-*.txt)"
exits 0 merge k.sweep --copy -o killed.h5
exits 0 sweep campaign.yaml -o u.sweep --quiet
exits 0 merge u.sweep --copy -o undisturbed.h5
cmp killed.h5 undisturbed.h5 || fail "the merged file depends on kills under Slurm"
exit 0
