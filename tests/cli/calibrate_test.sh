# SPDX-License-Identifier: Apache-2.0
# Calibrations: the result, killed and resumed ones, and what is refused.
. "$SOURCE/tests/cli/common.sh"
cp -r "$SOURCE/scenarios/mali-2012" mali

# calibration METHOD: mali.yaml with it.
calibration() {
  cat >mali.yaml <<YAML
schema_version: 1
title: Where people from northern Mali went
scenario: mali
set: {beside: []}
parameters:
  distance_exponent: {distribution: uniform, low: 0.1, high: 3}
  saturation_share: {}
observations:
  - {name: camps, kind: stock, error: negative_binomial, dispersion: 10}
fit: {from: 2012-03-01, to: 2012-08-31}
hold_out: {from: 2012-09-01, to: 2012-12-24}
method: $1
YAML
}

# Uninterrupted, with one thread and with several: the same bytes.
calibration "{name: es-mda, members: 40}"
exits 0 calibrate mali.yaml -o whole.h5 --threads 1
says "distance_exponent"
says "persistence"
says "lie in the 80 % predictive intervals"
says "160 evaluations, 0 of them failed"
exits 0 calibrate mali.yaml -o two.h5 --threads 2 --quiet
silent out
cmp whole.h5 two.h5 || fail "two threads gave other bytes"
exits 7 calibrate mali.yaml -o whole.h5
cp mali.yaml mali.kept
exits 7 calibrate mali.yaml -o mali.yaml --force
complains "holds something else"
cmp mali.yaml mali.kept || fail "--force replaced an input"
exits 0 inspect whole.h5
says "es-mda, 40 posterior draws"
says "distance_exponent"
says "persistence"
exits 4 inspect whole.h5 --json
complains "is the file of a calibration"
[ ! -e whole.h5.journal ] || fail "it left its journal"

# Killed again and again (-9: nothing can be tidied up; TERM: it says how to go on).
killed_until_done part.h5 12000 "--resume" calibrate mali.yaml -o part.h5 --resume
[ $kills -gt 2 ] || fail "it was never killed"
cmp whole.h5 part.h5 || fail "the resumed calibration has other bytes"

# A journal of another calibration, and one that nobody asked to go on with.
"$PROGRAM" calibrate mali.yaml -o other.h5 >out 2>err &
process=$!
until [ -s other.h5.journal ]; do
  kill -0 $process 2>/dev/null || break
  sleep 0.01
done
kill -KILL $process
wait $process
[ -e other.h5.journal ] || fail "it ended before it could be killed"
exits 7 calibrate mali.yaml -o other.h5
complains "other.h5.journal holds evaluations of a run that did not end: --resume goes on"
calibration "{name: es-mda, members: 41}"
exits 2 calibrate mali.yaml -o other.h5 --resume
complains "is of another calibration: since then these changed: the calibration. "
printf 'cut off' >>other.h5.journal
calibration "{name: es-mda, members: 40}"
exits 0 calibrate mali.yaml -o other.h5 --resume
complains "its last 7 bytes were cut off or damaged"
exits 0 calibrate mali.yaml -o new.h5 --resume
complains "there was no new.h5.journal: it begins anew"
rm other.h5
echo "no journal" >other.h5.journal
exits 2 calibrate mali.yaml -o other.h5 --resume

# Not converged: written, marked, and told by the exit code.
calibration "{name: nlopt, evaluations: 6}"
exits 5 calibrate mali.yaml -o short.h5
complains "not converged"
says "NOT CONVERGED"
[ -s short.h5 ] || fail "nothing was written"

# Without -o its name is not that of a run's file.
calibration "{name: nlopt, evaluations: 6}"
exits 5 calibrate mali.yaml --quiet
[ -s mali-calibration.h5 ] || fail "no mali-calibration.h5"

# A forecast with the uncertainty of a calibration, and what keeps it from that.
cat >forecast.yaml <<'YAML'
extends: mali/scenario.yaml
schema_version: 1
title: With what the calibration left open
beside: []
resolution: flows
ensemble: {members: 8, posterior: whole.h5}
YAML
exits 0 run forecast.yaml --out forecast.h5
says "parameters from whole.h5 (es-mda"
complains "note: forecast.yaml:6:35: ensemble.posterior: parameters from whole.h5"
exits 0 run forecast.h5 --out again.h5
exits 0 inspect again.h5 --same-as forecast.h5
# A run of a campaign takes such a draw, too; taken out of it, it keeps it.
cat >campaign.yaml <<'YAML'
campaign_version: 1
title: With what the calibration left open
scenarios: [{name: forecast, path: forecast.yaml}]
keep: {measures: [mean error], projections: 1}
YAML
exits 0 sweep campaign.yaml -o campaign.sweep --quiet
exits 0 merge campaign.sweep --extract 0 -o drawn.h5
exits 0 run drawn.h5 --out again.h5 --force
exits 0 inspect again.h5 --same-as drawn.h5
sed -i 's/whole.h5/hole.h5/' forecast.yaml
exits 3 run forecast.yaml --out none.h5
complains "forecast.yaml:6:35: ensemble.posterior"

# Mistakes, all at once, with their places.
calibration "{name: nlopt, walkers: 30}"
sed -i -e 's/saturation_share/saturation_shore/' -e 's/hold_out: {from: 2012-09-01/hold_out: {from: 2012-08-01/' \
  mali.yaml
exits 3 calibrate mali.yaml -o bad.h5
complains 'mali.yaml:7:21: parameters.saturation_shore'
complains 'did you mean "saturation_share"?'
complains "mali.yaml:11:11: hold_out: overlaps fit"
complains "mali.yaml:12:23: method.walkers: does nothing with method nlopt"
complains "3 problems found"
exits 3 calibrate no-such.yaml
exits 0 schema --calibration
says "least_squares"

# Sensitivity and profiles say how sure they are.
calibration "{name: sobol, rows: 16}"
sed -i '/^hold_out/d' mali.yaml
exits 0 calibrate mali.yaml -o sobol.h5
says "sobol_total of the objective, and its 95 % interval"
says "made: 16 rows"
! grep -E "fitted|converged|hold-out" out || fail "a sensitivity analysis speaks of fits"
calibration "{name: profile, points: 3, evaluations: 60}"
exits 5 calibrate mali.yaml -o profile.h5
says "95 % likelihood intervals"
