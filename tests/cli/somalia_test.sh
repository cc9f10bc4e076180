# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# Why people moved in Somalia: by region and by district, on the tables that ship.
somalia="$SOURCE/scenarios/somalia"
exits 0 check "$somalia"
says "365 days from 2019-01-01 in steps of a month; 18 zones"
says "seed 1; 100 members"
says "No problems found."
exits 0 check "$somalia/districts.yaml"
says "74 zones"
says "No problems found."

# From April on it rains: there are floods.
short="--set ensemble.members=3 --set period.start=2019-04-01 --set period.days=91"
exits 0 run "$somalia" $short --out regions.h5
says "People in 3 members"
says "5 %        median          95 %          mean"
for cause in conflict drought flood other; do
  left=$(awk -v cause=$cause '$1 == "for" && $2 == cause { print $6 }' out | tr -d ,)
  [ -n "$left" ] || fail "$what: nothing told of $cause"
  [ "$left" -gt 0 ] || fail "$what: nobody left for $cause"
done
exits 0 inspect regions.h5 --all
says "departures_by_cause_quantile   float64  quantile 5, time 3, cause 4, zone 18"
says "departures_by_cause_period_total_quantile float64 quantile 5, cause 4"
# Members draw parameters of their own, and the file tells which.
draw='ensemble.draws={onward_factor: {distribution: uniform, low: 0.5, high: 2}}'
exits 0 run "$somalia" $short --set "$draw" --out drawn.h5 --quiet
exits 0 inspect drawn.h5 --all
says "parameter_draw"
exits 3 run "$somalia" $short --set ensemble.members=1
complains "ensemble.members: expected a whole number in 2..1000000, found 1"
for threads in 1 7; do
  exits 0 run "$somalia" $short --threads $threads --out $threads.h5 --quiet
  exits 0 inspect regions.h5 --same-as $threads.h5
done
exits 0 run "$somalia/districts.yaml" $short --out districts.h5 --quiet

# Towns to 2050, and with jobs.
for towns in urban urban-jobs; do
  exits 0 check "$somalia/$towns.yaml"
  says "39 zones"
  says "No problems found."
  exits 0 run "$somalia/$towns.yaml" --out $towns.h5 --quiet
done

# Data that are not there are named, and what to do without them.
exits 3 check "$somalia" --set behaviour.parameters.drought_size_collapse=5
complains "drought (collapse) needs the monthly series terms_of_trade"
complains "or set drought_occurrence_collapse, drought_size_collapse and drought_rate_collapse to 0"
exits 3 check "$somalia" --set period.start=2020-01-01
complains "covers 2009-01 to 2020-02, the period is 2020-01 to 2020-12"
cp -R "$somalia" mine
rm -rf mine/data/drivers
exits 3 check mine/fsnau.yaml
complains "terms_of_trade.csv"
exit 0
