# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
. "$SOURCE/tests/cli/slurm.sh"
# One run, put back into the queue by the script in docs/hpc.md, goes on to the same bytes.
command -v python3 >/dev/null || skip "there is no python3"
python3 "$SOURCE/bench/synthetic_country.py" country --zones 120 --people 5e6 --days 400 \
  --resolution cohorts || fail "synthetic_country.py"
PATH=$(dirname "$PROGRAM"):$PATH
exits 0 run country --quiet --out whole.h5
{
  echo '#!/bin/sh'
  sed -n '/^## One run, put back/,/^## GNU/{/^```/,/^```/{/^#!/d;/^```/d;p}}' "$SOURCE/docs/hpc.md" |
    sed 's/--ntasks=8/--ntasks=1/; s/--mpi=pmix //; s/scenario.yaml/country --checkpoint-every 5/'
} >one.sbatch
job=$(sbatch --parsable one.sbatch) || fail "sbatch"
tries=0
until [ -e run.kept ]; do
  tries=$((tries + 1))
  [ $tries -lt 3000 ] || fail "no checkpoint: $(cat one.sbatch slurm-"$job".out)"
  sleep 0.01
done
scancel --batch --signal=USR1 "$job" # as before the limit
tries=0
until grep -q "keeps the run after" "slurm-$job.out" && [ "$(squeue -h -o %t -j "$job")" = PD ]; do
  tries=$((tries + 1))
  [ $tries -lt 600 ] || fail "not requeued: $(squeue; cat "slurm-$job.out")"
  sleep 0.1
done
[ ! -e run.h5 ] || fail "requeued after its end"
sleep 3 # the first one is cleared away
scontrol update JobId="$job" StartTime=now # Slurm waits up to two minutes by itself
wait_for_jobs
[ -e run.h5 ] || fail "not gone on with: $(cat "slurm-$job.out"; tail -n 5 "$d/log/slurmd.log")"
exits 0 inspect run.h5 --same-as whole.h5
exit 0
