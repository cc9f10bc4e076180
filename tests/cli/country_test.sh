# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# A country whose people leave by hazard: strata, births and deaths, months, every resolution.
exits 0 init country
cat >country/strata.csv <<'EOF'
sex,age,share,births_per_year,deaths_per_year,newborn_share
female,0-17,0.3,,0.01,0.5
male,0-17,0.2,,0.01,0.5
female,18+,0.3,0.1,0.02,
male,18+,0.2,,0.02,
EOF
cat >country/country.yaml <<'EOF'
extends: scenario.yaml
title: A country
population: {departures: hazard, initial: empty, falls: , strata: strata.csv}
behaviour: {preset: , parameters: {departure_hazard_per_day: 0.002}}
observations:
beside: []
resolution: auto
record: {every: month, homes: true}
EOF

exits 0 check country/country.yaml
says "60 days from 2024-01-01, recorded by month"
says "; 4 strata"
says "resolution auto: agents (0.13 million people who may leave are few enough to follow)"
exits 0 run country/country.yaml --dry-run
says "memory: about"
exits 0 run country/country.yaml --set period.step=month --dry-run
says "60 days from 2024-01-01 in steps of a month;"

for resolution in agents cohorts flows; do
  exits 0 run country/country.yaml --set resolution=$resolution --out $resolution.h5
  says "away from home, first month"
  says "births"
  says "deaths"
  exits 0 inspect $resolution.h5 --all
  says "(60 days, by month)"
  says "time 2, stratum 4, zone 4"
  says "time 2, zone_home 4, zone 4"
done
exits 0 run country/country.yaml --out auto.h5 --quiet
exits 0 inspect auto.h5
says "resolution  agents: 0.13 million people who may leave are few enough to follow"
exits 0 run auto.h5 --out again.h5 --quiet
exits 0 inspect auto.h5 --same-as again.h5

# Any number of threads gives the same cohorts.
for threads in 1 2 7; do
  exits 0 run country/country.yaml --set resolution=cohorts --threads $threads --out c$threads.h5 -q
  exits 0 inspect c1.h5 --same-as c$threads.h5
done

# A record by month of what was observed by day: no scores, and both say so.
exits 0 run country --set record.every=month --out months.h5
says "scores need a record by day"
exits 0 skill months.h5
says "was not recorded by day"
exits 3 run country --set period.step=month
complains "steps of a month need population.departures: hazard"

# Not even --force overwrites what the run itself reads.
cp country/zones.csv before.csv
exits 2 run country --out country/zones.csv --force
complains "is an input of the scenario"
cmp -s country/zones.csv before.csv || fail "the input was changed"
exit 0
