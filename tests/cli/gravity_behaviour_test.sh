# SPDX-License-Identifier: Apache-2.0
# A model fitted by `gravity fit` drives a scenario by reference, at every resolution.
. "$SOURCE/tests/cli/common.sh"

# Flows A_i p_j^.8 d_ij^-1.5 between four towns, fitted with the very columns of the scenario.
mkdir case
cat >case/zones.csv <<'END'
code,name,country,kind,population,latitude_deg,longitude_deg,jobs
N,North,X,town,100000,3,0,.1
E,East,X,town,200000,0,2,.4
S,South,X,town,50000,-2,0,.2
W,West,X,town,400000,0,-4,.3
END
sed 's/latitude_deg,longitude_deg/lat,lon/' case/zones.csv | cut -d, -f1,5- >zones.csv
printf 'orig,dest,trips\nN,E,9\nN,S,2\nN,W,5\nE,N,6\nE,S,4\nE,W,8\nS,N,1\nS,E,7\nS,W,6\nW,N,5\nW,E,9\nW,S,3\n' >od.csv
fit() {
  exits 0 gravity fit --flows od.csv --zones zones.csv --deterrence power --model case/fit.json \
    --force "$@"
}
cat >case/scenario.yaml <<'END'
schema_version: 1
title: Four towns
period: {start: 2021-01-01, days: 200}
zones: zones.csv
links: links.csv
population: {departures: hazard, initial: empty}
behaviour:
  model: gravity
  fitted: fit.json
  parameters: {departures_per_year: 0.5}
END
printf 'from,to,distance_km\n' >case/links.csv

fit --constraint production --destination-mass population --destination-term jobs
for resolution in flows cohorts agents; do
  exits 0 run case --set resolution=$resolution --out $resolution.h5 --force
  exits 0 inspect $resolution.h5
done
exits 0 run cohorts.h5 --out again.h5
exits 0 inspect again.h5 --same-as cohorts.h5
# What the scenario says counts more than what was fitted.
exits 0 run case --set resolution=flows --set behaviour.parameters.coefficient_1=0 --out flat.h5
exits 1 inspect flat.h5 --same-as flows.h5
# The same model year by year: nobody is lost, and with many people the simulation agrees with it.
sed '1s/$/,leaving/; 2,$s/$/,0.5/' zones.csv >cities.csv
exits 0 gravity years --model case/fit.json --zones cities.csv --population population \
  --departures leaving --years 3 --out cities_years.csv
awk -F, 'NR > 1 { people[$2] += $3; net[$2] += $8 } END { for (y = 1; y <= 3; ++y)
  if (people[y] < 749999.999 || people[y] > 750000.001 || net[y] > 1e-3 || net[y] < -1e-3) exit 1 }' \
  cities_years.csv || fail "years lose people"
exits 7 gravity years --model case/fit.json --zones cities.csv --population population \
  --departures leaving --out cities_years.csv
sed '2s/0.5$/-1/' cities.csv >below.csv
exits 4 gravity years --model case/fit.json --zones below.csv --population population \
  --departures leaving --out x.csv
complains "below.csv: leaving: expected 0 or more in N, found -1"
[ ! -e x.csv ] || fail "something was written"
# Other laws are a parameter away; what they make no use of is refused.
exits 0 run case --set 'behaviour={model: gravity, parameters: {law: radiation}}' --out radiation.h5
exits 1 inspect radiation.h5 --same-as cohorts.h5
exits 3 check case --set 'behaviour={model: gravity, parameters: {law: radiation, coefficient_1: -1}}'
complains "while law is radiation"
exits 3 check case --set behaviour.model=drivers
complains "only the model gravity takes a fitted file"
# Effects of destinations are of the places that were fitted.
fit --constraint doubly
exits 0 check case
sed -i 's/^N,/Q,/' case/zones.csv
exits 3 check case
complains "knows no Q"
fit --constraint production --destination-term jobs
sed -i 's/,jobs//; s/,\.[0-9]$//' case/zones.csv
exits 3 check case
complains "the model needs jobs of every zone"
echo '{}' >case/fit.json
exits 4 check case
complains "fit.json: this is no fitted gravity model"
