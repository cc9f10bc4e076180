# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# Campaigns of real runs: begun, ended early, killed, gone on with, merged; and what is refused.
cp -r "$SOURCE/scenarios/mali-2012" mali
cat >campaign.yaml <<'EOF2'
campaign_version: 1
title: Distance in Mali
scenarios:
  - {name: R0, path: mali, set: {behaviour.preset: R0, period.days: 40}}
  - {name: R1, path: mali/scenario.yaml, set: {period.days: 40}}
design:
  kind: grid
  parameters: {distance_exponent: [0.5, 1, 2], behaviour.parameters.capacity: [used, ignored]}
replicates: 20
keep: {measures: [mean error, people away at end], series: [refugees], fields: [refugees]}
block: 4
EOF2
exits 0 sweep campaign.yaml --dry-run -o a.sweep
says "240 runs: 2 scenarios x 6 points x 20 replicates"
[ ! -e a.sweep ] || fail "a dry run that made a folder"
grep -q begun out && fail "a dry run that knows of a campaign that did not begin"
exits 0 sweep campaign.yaml -o a.sweep --threads 1 --quiet
silent out
exits 0 sweep status a.sweep
says "240 runs: 240 ok, 0 failed, 0 pending"
says ", 240 of 240 runs; last sign of life"
exits 0 merge a.sweep
exits 7 merge a.sweep
exits 0 merge a.sweep --copy -o a-copy.h5
if grep -q note: out; then fail "a note about a file that stands by itself"; fi
exits 0 merge a.sweep -o a-beside.h5
says "note: its series stay in a.sweep"
exits 2 sweep campaign.yaml -o zero.sweep --time-limit 0s
complains "--time-limit: expected more than 0, found 0s"
[ ! -e zero.sweep ] || fail "a refused sweep that made a folder"
exits 7 sweep campaign.yaml -o mali
complains "mali: is a folder with other things in it"
[ ! -e mali/lock ] || fail "a refused sweep that left something"
exits 7 sweep campaign.yaml -o campaign.yaml
complains "is a file; expected a folder"

# Ended by a limit, by signals and by kill -9, then gone on with: the same file.
exits 0 sweep campaign.yaml -o b.sweep --time-limit 0.05s
exits 1 merge b.sweep
complains "runs are not done"
exits 0 sweep campaign.yaml -o b.sweep --dry-run
exits 0 sweep status b.sweep
done_runs=$(sed -n 's/^240 runs: \([0-9]*\) ok.*/\1/p' out)
exits 0 sweep campaign.yaml -o b.sweep --dry-run
says "begun: $done_runs done, 0 failed, $((240 - done_runs)) left"
for signal in TERM USR1 KILL; do
  rm -f b.sweep/worker-0000.alive
  "$PROGRAM" sweep resume b.sweep --threads 1 >out 2>err &
  task=$!
  for _ in $(seq 200); do [ -e b.sweep/worker-0000.alive ] && break; sleep 0.05; done
  kill -$signal $task 2>/dev/null
  code=0
  wait $task || code=$?
  [ $signal = KILL ] || [ $code -eq 0 ] || fail "SIG$signal: exit code $code"
done
exits 0 sweep campaign.yaml -o b.sweep
exits 0 merge b.sweep --copy -o b-copy.h5
cmp a-copy.h5 b-copy.h5 || fail "the merged file depends on what happened"

touch b.sweep/.ravenstein-1-0.tmp # as a kill may leave it
exits 0 sweep campaign.yaml -o b.sweep
[ ! -e b.sweep/.ravenstein-1-0.tmp ] || fail "a temporary file that stays for ever"

# Shards of one folder, as tasks of a cluster.
for shard in 0 1 2; do exits 0 sweep campaign.yaml -o c.sweep --shard $shard/3; done
SLURM_ARRAY_TASK_ID=2 exits 0 sweep campaign.yaml -o c.sweep --shard slurm/3
says "this shard is done: 80 of 80 runs"
exits 0 sweep campaign.yaml -o c.sweep --shard 60/100
says "nothing to do in this shard: 100 shards, but only 60 blocks of 4 runs"
exits 0 merge c.sweep --copy -o c-copy.h5
cmp a-copy.h5 c-copy.h5 || fail "the merged file depends on shards"
# Another number of shards than before: blocks are not bound to a count, so nothing is made twice or
# left out; what is done is not made again.
for shard in 0/4 2/8 1/3; do exits 0 sweep campaign.yaml -o s.sweep --shard $shard; done
says "this shard is done: 80 of 80 runs"
exits 1 merge s.sweep
complains "runs are not done"
for shard in 3 6 1 0 5 4 2; do exits 0 sweep campaign.yaml -o s.sweep --shard $shard/7; done
exits 0 sweep status s.sweep
says "240 runs: 240 ok"
exits 0 merge s.sweep --copy -o s-copy.h5
cmp a-copy.h5 s-copy.h5 || fail "the merged file depends on how many shards there were"
exits 2 sweep campaign.yaml -o c.sweep --shard 3/3
complains "--shard: expected i/n"

# Two masters: the second is refused while the first works, and not after it was killed.
sed 's/replicates: 20/replicates: 100000/' campaign.yaml >long.yaml
"$PROGRAM" sweep long.yaml -o d.sweep --threads 1 --quiet >first.txt 2>&1 &
first=$!
for _ in $(seq 200); do [ -e d.sweep/worker-0000.alive ] && break; sleep 0.05; done
exits 1 sweep long.yaml -o d.sweep
complains "another process works on the campaign in d.sweep"
exits 1 sweep long.yaml -o d.sweep --shard 0/2
complains "another process works on the campaign in d.sweep"
kill -0 $first 2>/dev/null || fail "the first master ended before the second was refused"
kill -9 $first
wait $first 2>/dev/null
exits 0 sweep long.yaml -o d.sweep --time-limit 0.2s

# Another campaign, another engine.
sed 's/replicates: 20/replicates: 5/' campaign.yaml >other.yaml
exits 3 sweep other.yaml -o a.sweep
complains "changed after it began: replicates: was 20, is 5"
cp campaign.yaml kept.yaml
cp other.yaml campaign.yaml
exits 3 sweep resume a.sweep
complains "changed after it began: replicates: was 20, is 5"
sed 's/^title.*/title: Another title/' kept.yaml >campaign.yaml
exits 0 sweep resume a.sweep
cp kept.yaml campaign.yaml
echo "# one more line" >>mali/links.csv
exits 3 sweep resume a.sweep
complains "mali/links.csv: has other contents"
cp "$SOURCE/scenarios/mali-2012/links.csv" mali/links.csv
sed -i 's/"engine": "/"engine": "9.9.9 /' a.sweep/campaign.json
exits 3 sweep resume a.sweep
complains "the campaign was begun by 9.9.9"
cat a.sweep/*.journal | cksum >journals
exits 3 sweep campaign.yaml -o a.sweep --shard 0/2
complains "the campaign was begun by 9.9.9"
cat a.sweep/*.journal | cksum | cmp - journals || fail "another version wrote something"
cp b.sweep/campaign.json a.sweep/campaign.json
sed -i 's/seed: 1//; s/^title:/seed: 7\ntitle:/' campaign.yaml
exits 0 sweep campaign.yaml -o e.sweep --quiet
cp kept.yaml campaign.yaml
cp a.sweep/worker-0000.journal e.sweep/worker-0003.journal
cp a.sweep/campaign.json e.sweep/campaign.json
exits 4 sweep resume e.sweep
complains "it belongs to another campaign"

# Folders of scenarios: only what changed is told, also when it cannot be read any more; what is done
# can be looked at and merged without its sources.
cp -r mali other-mali
cat >folders.yaml <<'EOF2'
campaign_version: 1
title: two folders
scenarios:
  - {name: one, path: mali, set: {period.days: 5}}
  - {name: two, path: other-mali, set: {period.days: 5}}
design: {kind: saltelli, rows: 4, parameters: {distance_exponent: {distribution: uniform, low: 0.5, high: 1}}}
keep: {measures: [mean error], series: [refugees], fields: [refugees]}
EOF2
exits 0 sweep folders.yaml -o folders.sweep --quiet
exits 0 merge folders.sweep --copy -o folders.h5
echo "# one more line" >>other-mali/links.csv
exits 3 sweep resume folders.sweep
complains "changed after it began: other-mali/links.csv: has other contents"
[ "$(grep -c "changed after it began" err)" -eq 1 ] || fail "files that did not change are told"
echo "no,link" >>other-mali/links.csv
exits 3 sweep resume folders.sweep
grep -n . err | grep "^1:" | grep -qF "changed after it began: other-mali/links.csv" ||
  fail "what changed is not told first"
rm -r other-mali folders.yaml
mkdir elsewhere && mv folders.sweep elsewhere/
exits 0 sweep status elsewhere/folders.sweep
says "24 runs: 24 ok, 0 failed, 0 pending"
exits 0 sweep failures elsewhere/folders.sweep
says "run,scenario,replicate,failure,attempts,distance_exponent,reason"
exits 0 merge elsewhere/folders.sweep --copy -o folders-again.h5
cmp folders.h5 folders-again.h5 || fail "the merged file depends on the sources"
echo x >>elsewhere/folders.sweep/campaign.plan
exits 4 sweep status elsewhere/folders.sweep
complains "campaign.plan: is damaged"
echo "{" >elsewhere/folders.sweep/campaign.json
exits 4 sweep status elsewhere/folders.sweep
complains "is damaged: it was cut off or changed by hand"

# What a design may not be: all told at once.
cat >bad.yaml <<'EOF2'
campaign_version: 1
title: bad
scenarios: [{name: R0, path: mali}]
design:
  kind: sobol
  levels: 4
  parameters:
    distance_exponnent: {distribution: uniform, low: 0, high: 1}
    distance_exponent: {distribution: uniform, low: 0, high: 100}
replicates: none
keep: {measures: [mean eror]}
EOF2
exits 3 sweep bad.yaml
complains 'did you mean "distance_exponent"?'
complains "design.parameters.distance_exponent.high: expected a number in 0..10, found 100"
complains "design.points: is required with this kind of design"
complains "design.levels: does nothing with this kind of design"
complains "bad.yaml:10:13: replicates: expected a whole number"
sed 's/keep:.*/keep: {measures: []}/' bad.yaml >none.yaml
exits 3 sweep none.yaml
complains "keep.measures: expected at least one"
printf 'distance_exponent\n1\n12\n' >points.csv
cat >list.yaml <<'EOF2'
campaign_version: 1
title: list
scenarios: [{name: R0, path: mali, set: {period.days: 5}}]
design: {kind: list, table: points.csv}
keep: {measures: [mean eror]}
EOF2
exits 3 sweep list.yaml
complains "points.csv:3:1"
complains "list.yaml:5:19: keep.measures: expected one of mean error,"
complains 'did you mean "mean error"?'
sed -i 's/eror/error/' list.yaml
exits 4 sweep list.yaml
complains "points.csv:3:1"
# ... those of scenarios too, which are told where campaign.yaml makes them.
mkdir broken && echo "title: nothing else" >broken/scenario.yaml
cat >all.yaml <<'EOF2'
campaign_version: 1
title: all at once
scenarios:
  - {name: one, path: mali, set: {period.days: many, behaviour.presett: R0}}
  - name: two
    path: mali
    set:
      behaviour.parameters.distance_exponnent: 1
  - {name: three, path: broken}
  - {name: four, path: nowhere}
design: {kind: grid, parameters: {distance_exponnent: [1], capacity: [ued]}}
keep: {measures: [RMSE, RMSE], series: [refugeees]}
on_failure: recover
retries: 3
EOF2
exits 3 sweep all.yaml
complains 'all.yaml:4:48: period.days: expected'
complains 'all.yaml:4:54: behaviour.presett: unknown key (did you mean "preset"?)'
complains 'all.yaml:8:7: behaviour.parameters.distance_exponnent'
complains "broken/scenario.yaml"
complains "all.yaml:10:24: scenarios.path: cannot be read: there is no file nowhere"
complains 'all.yaml:11:35: design.parameters.distance_exponnent: saturating-gravity of scenario'
complains 'all.yaml:11:71: design.parameters.capacity.0: expected'
complains 'all.yaml:12:25: keep.measures: "RMSE" is given twice'
complains 'did you mean "refugees"?'
complains "all.yaml:13:13: on_failure: recover needs a recover_value"
complains "all.yaml:14:10: retries: needs on_failure: retry"
grep -q -- "--set" err && fail "a mistake without its place: $(grep -- --set err)"
exits 4 sweep status mali
complains "expected the folder of a campaign"

# Whole projections, if asked for: as `run` writes them.
cat >whole.yaml <<'EOF2'
campaign_version: 1
title: whole projections
scenarios:
  - {name: R1, path: mali, set: {period.days: 40}}
  - {name: flows, path: mali, set: {period.days: 40, resolution: flows}}
design: {kind: grid, parameters: {distance_exponent: [0.5, 1]}}
replicates: 2
keep: {measures: [mean error], projections: 1}
EOF2
exits 0 sweep whole.yaml -o p.sweep --dry-run
says "for 4 whole projections"
says "note: replicates 0 and 1 of scenario flows come out the same"
if grep "scenario R1 come out the same" out; then fail "chance that is not noticed"; fi
exits 0 sweep whole.yaml -o p.sweep --quiet
exits 0 sweep status p.sweep
says "4 whole projections are kept"
for run in 2 6; do
  exits 0 merge p.sweep --extract $run -o run.h5
  exits 0 run run.h5 -o again.h5 --quiet
  exits 0 inspect again.h5 --same-as run.h5
  exits 0 report run.h5 -o run.html
  rm run.h5 again.h5 run.html
done
exits 0 run mali --set period.days=40 --set behaviour.parameters.distance_exponent=1 --set 'beside=[]' \
  -o plain.h5 --quiet
exits 0 merge p.sweep --extract 2 -o run.h5
exits 7 merge p.sweep --extract 2 -o run.h5
exits 0 inspect plain.h5 --same-as run.h5
exits 2 merge p.sweep --extract 3
complains "run 3 is replicate 1; whole projections are kept of the first 1"
exits 2 merge a.sweep --extract 3
complains "keeps no whole projections"
cat p.sweep/* | cksum >own-files
for own in worker-0000-0000.h5 worker-0000.projections campaign.json; do
  exits 2 merge p.sweep --force -o p.sweep/$own
  complains "is a file of the campaign itself"
  exits 2 merge p.sweep --force --extract 2 -o p.sweep/$own
done
cat p.sweep/* | cksum | cmp - own-files || fail "a file of the campaign is overwritten"
# ... also where expected people move, by shocks that are drawn.
cat >shocks.yaml <<EOF2
campaign_version: 1
title: drawn shocks
seed: 5
scenarios:
  - {name: s, path: "$SOURCE/scenarios/somalia", set: {resolution: flows, ensemble: null, period.days: 60}}
keep: {measures: [entries], projections: 1}
EOF2
exits 0 sweep shocks.yaml -o shocks.sweep --quiet
exits 0 merge shocks.sweep --extract 0 -o shocks.h5
exits 0 run shocks.h5 -o again.h5 --quiet
exits 0 inspect again.h5 --same-as shocks.h5

sed 's/projections: 1/projections: 3/' whole.yaml >more.yaml
exits 3 sweep more.yaml --dry-run
complains "more.yaml:8:45: keep.projections: expected at most the replicates (2), found 3"
sed 's/^replicates:.*/replicates: 100000/' whole.yaml >most.yaml
exits 0 sweep most.yaml --dry-run # 400000 runs in blocks of 16, for projections of a block wait in memory
says "handed out in 25000 blocks of 16"
# Options that would do nothing.
exits 2 sweep p.sweep -o elsewhere.sweep
complains "--out: p.sweep is a campaign that began: it goes on there"
exits 2 sweep whole.yaml --tasks 3
complains "--tasks requires --slurm"
exits 2 sweep whole.yaml --slurm --dry-run --shard 0/2
exits 2 sweep whole.yaml --slurm --dry-run --time-limit 2h
[ ! -e whole.sweep ] || fail "a refused sweep that made a folder"

# A run that crashes the program is tried again, but not for ever; the others are made.
cat >crash.yaml <<'EOF2'
campaign_version: 1
title: a crash
scenarios:
  - {name: long, path: mali, set: {period.days: 32767, behaviour.preset: R0}}
  - {name: short, path: mali, set: {period.days: 5}}
keep: {measures: [entries]}
EOF2
for attempt in 1 2; do
  "$PROGRAM" sweep crash.yaml -o crash.sweep --threads 1 --quiet >out 2>err &
  task=$!
  for _ in $(seq 200); do [ -s crash.sweep/worker-0000.alive ] && break; sleep 0.05; done
  sleep 0.1
  kill -SEGV $task
  code=0
  wait $task 2>/dev/null || code=$?
  [ $code -eq 139 ] || fail "SIGSEGV $attempt: exit code $code"
  grep -q "the program crashed in run 0" err || fail "a crash that says nothing: $(cat err)"
  rm crash.sweep/worker-0000.alive
done
exits 0 sweep status crash.sweep
says "run 0 crashed the program 2 times"
exits 0 sweep resume crash.sweep --threads 1
says "1 of 2 runs are done, 1 failed, 0 are left"
exits 0 sweep failures crash.sweep
says '0,"long",0,crashed,2,"the process died: Segmentation fault"'
exits 0 merge crash.sweep
# Told to stop at failures, nothing goes on past it.
echo "on_failure: abort" >>crash.yaml
for how in "" "--shard 0/2"; do
  exits 1 sweep crash.yaml -o crash.sweep $how
  complains "stopped at a failure (on_failure: abort): run 0: the process died"
  complains "ravenstein sweep rerun crash.sweep --failed"
done

# No space: told as such, and gone on with elsewhere. (How much was finished depends on when the disk
# is full: campaign_chaos_test.cpp checks that none of it is lost.)
if [ "$(id -u)" -eq 0 ] && mkdir small && mount -t tmpfs -o size=2m tmpfs small 2>/dev/null; then
  trap 'umount "$here/small"; rm -rf "$here"' EXIT
  sed 's/keep:.*/keep: {series: [refugees, displaced]}/' kept.yaml >full.yaml
  exits 1 sweep full.yaml -o small/full.sweep
  complains "No space left on device"
  dd if=/dev/zero of=small/rest bs=1k 2>/dev/null # all that is left
  for free in 0 4 12; do # kB: HDF5 fails at the beginning, or when it completes the file
    truncate -s -${free}K small/rest
    for copied in "" --copy; do
      exits 1 merge small/full.sweep --partial $copied
      complains "campaign.h5: cannot be written: "
      complains "No space left on device"
      [ ! -e small/full.sweep/campaign.h5 ] || fail "half a merged file"
    done
  done
  dd if=/dev/zero of=small/rest bs=1k 2>/dev/null
  exits 1 sweep full.yaml -o small/another.sweep
  complains "No space left on device"
  rm small/rest
  mkdir room && cp -r --sparse=always small/full.sweep room/
  sed -i 's#"campaign": "[^"]*"#"campaign": "../../full.yaml"#' room/full.sweep/campaign.json
  exits 0 sweep resume room/full.sweep
  says "240 of 240 runs are done"
  exits 0 merge room/full.sweep --copy -o full.h5
  exits 0 sweep full.yaml -o whole.sweep --quiet
  exits 0 merge whole.sweep --copy -o whole.h5
  cmp full.h5 whole.h5 || fail "the merged file depends on a full disk"
fi
exit 0
