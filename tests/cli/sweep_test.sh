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
for signal in TERM USR1 KILL; do
  "$PROGRAM" sweep resume b.sweep --threads 1 >out 2>err &
  task=$!
  sleep 0.1
  kill -$signal $task 2>/dev/null
  code=0
  wait $task || code=$?
  [ $signal = KILL ] || [ $code -eq 0 ] || fail "SIG$signal: exit code $code"
done
exits 0 sweep campaign.yaml -o b.sweep
exits 0 merge b.sweep --copy -o b-copy.h5
cmp a-copy.h5 b-copy.h5 || fail "the merged file depends on what happened"

# Shards of one folder, as tasks of a cluster.
for shard in 0 1 2; do exits 0 sweep campaign.yaml -o c.sweep --shard $shard/3; done
SLURM_ARRAY_TASK_ID=2 exits 0 sweep campaign.yaml -o c.sweep --shard slurm/3
says "this shard is done: 80 of 80 runs"
exits 0 sweep campaign.yaml -o c.sweep --shard 60/100
says "nothing to do in this shard: 100 shards, but only 60 blocks of 4 runs"
exits 0 merge c.sweep --copy -o c-copy.h5
cmp a-copy.h5 c-copy.h5 || fail "the merged file depends on shards"
exits 2 sweep campaign.yaml -o c.sweep --shard 3/3
complains "--shard: expected i/n"

# Two masters, another campaign, another engine.
"$PROGRAM" sweep campaign.yaml -o d.sweep --threads 1 >/dev/null 2>&1 &
first=$!
sleep 0.1
if kill -0 $first 2>/dev/null && [ -e d.sweep/lock ]; then
  code=0
  "$PROGRAM" sweep campaign.yaml -o d.sweep >out 2>err || code=$?
  kill -0 $first 2>/dev/null && [ $code -ne 1 ] && fail "a second master: exit code $code"
fi
kill -9 $first 2>/dev/null
wait $first 2>/dev/null
exits 0 sweep campaign.yaml -o d.sweep --quiet
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
exits 4 sweep list.yaml
complains "points.csv:3:1"
printf 'distance_exponent\n1\n2\n' >points.csv
exits 3 sweep list.yaml
complains 'did you mean "mean error"?'
exits 4 sweep status mali
complains "expected the folder of a campaign"

# No space: told as such, and gone on with elsewhere. (How much was finished depends on when the disk
# is full: campaign_chaos_test.cpp checks that none of it is lost.)
if [ "$(id -u)" -eq 0 ] && mkdir small && mount -t tmpfs -o size=2m tmpfs small 2>/dev/null; then
  trap 'umount "$here/small"; rm -rf "$here"' EXIT
  sed 's/keep:.*/keep: {series: [refugees, displaced]}/' kept.yaml >full.yaml
  exits 1 sweep full.yaml -o small/full.sweep
  complains "No space left on device"
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
