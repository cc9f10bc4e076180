# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
. "$SOURCE/tests/cli/slurm.sh"
# A campaign on Slurm: array, collector, a task that fails, a warning before the limit, a task that
# is requeued.
cp -r "$SOURCE/scenarios/mali-2012" mali
cat >campaign.yaml <<'EOF2'
campaign_version: 1
title: On a cluster
scenarios: [{name: R1, path: mali, set: {period.days: 40}}]
design: {kind: grid, parameters: {distance_exponent: [0.5, 1, 2]}}
replicates: 8
keep: {measures: [mean error], series: [refugees]}
EOF2
# Five tasks, of which an array may have three.
exits 0 sweep campaign.yaml -o "a folder.sweep" --slurm --tasks 5 --threads 1
says "3 tasks"
says "2 tasks"
wait_for_jobs
[ -s "a folder.sweep/campaign.h5" ] || fail "the collector: $(cat "a folder.sweep"/slurm-collect-*.txt)"
exits 0 sweep status "a folder.sweep"
says "24 runs: 24 ok"
exits 0 merge "a folder.sweep" --copy -o a.h5
exits 0 sweep campaign.yaml -o b.sweep --quiet
exits 0 merge b.sweep --copy -o b.h5
cmp a.h5 b.h5 || fail "the merged file of Slurm differs from that of threads"

# A task that fails (its program is gone) leaves its runs; the collector says so; submitted again,
# only they are made.
exits 0 sweep campaign.yaml -o c.sweep --slurm --tasks 3 --threads 1 --dry-run
sed 's#^exec .*ravenstein. sweep#[ "$SLURM_ARRAY_TASK_ID" != 1 ] || exit 7\n&#' c.sweep/task.sbatch >failing.sbatch
job=$(sbatch --parsable --array=0-2 failing.sbatch 0)
sbatch --parsable --dependency=afterany:"$job" c.sweep/collect.sbatch >collector
wait_for_jobs
grep -q "runs are not done" c.sweep/slurm-collect-*.txt || fail "a collector that misses nothing"
grep -q "JobState=FAILED" "$d/log/jobcomp.txt" || fail "no task failed: $(cat "$d/log/jobcomp.txt")"
exits 0 sweep c.sweep --slurm --tasks 3 --threads 1
wait_for_jobs
exits 0 merge c.sweep --copy -o c.h5
cmp a.h5 c.h5 || fail "the merged file depends on a task that failed"

# Warned before its limit, a task ends in good order; started again, as when requeued, it goes on.
sed 's/period.days: 40/period.days: 300/; s/replicates: 8/replicates: 100000/' campaign.yaml >long.yaml
exits 0 sweep long.yaml -o l.sweep --slurm --tasks 1 --threads 1 --dry-run
job=$(sbatch --parsable --time=0:01 --signal=B:USR1@50 --array=0 l.sweep/task.sbatch 0)
wait_for_jobs
grep "JobId=${job}" "$d/log/jobcomp.txt" | grep -q "JobState=COMPLETED" ||
  fail "USR1 before the limit: $(cat "$d/log/jobcomp.txt")"
exits 0 sweep status l.sweep
grep -q " 0 ok" out && fail "nothing was done before the limit"
SLURM_ARRAY_TASK_ID=0 SLURM_RESTART_COUNT=1 exits 0 sweep l.sweep --shard slurm/1 --time-limit 2s
says "going on"
exit 0
