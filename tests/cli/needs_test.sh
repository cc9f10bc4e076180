# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
# What people need, beside what a made-up city has.
cp -r "$SOURCE/scenarios/somalia" . && cd somalia || exit 1
cat >city.yaml <<EOF
extends: scenario.yaml
title: Banadir, with made-up stocks
period: {days: 120}
ensemble: {members: 4}
cities:
  - zone: SO22
    capacities:
      - {service: dwellings, amount: 200000, unit: dwellings, source: example}
      - {service: water, amount: 2.0e7, unit: l/day, source: example}
      - {service: clinicians, amount: 190, unit: clinicians, source: example}
standards: own.yaml
EOF
cat >own.yaml <<'EOF'
countries:
  Somalia: {household_size: {value: 5.9, unit: persons, source: example}}
EOF
exits 0 run city.yaml --out city.h5 --quiet
exits 0 needs city.h5 --zone SO22
says "SO22 Banadir"
says "clinicians_to_hold_wait"
says "household_size 5.9 [persons]: example"
exits 0 needs city.h5 --standards unhcr --zone SO22
says "water_l_per_person_day 20"
exits 0 needs city.h5 -o needs.csv
exits 7 needs city.h5 -o needs.csv
exits 0 needs city.h5 -o needs.json
head -1 needs.csv | grep -qx "zone,name,date,group,need,unit,value,q0.05,q0.25,q0.5,q0.75,q0.95,available,missing" ||
  fail "columns of needs.csv"
# 18 regions, 4 months, 3 groups of 7 needs; the city's wait, clinicians and slum households.
[ "$(grep -c . needs.csv)" -eq $((1 + 18 * 4 * 21 + 4 * 3)) ] || fail "lines of needs.csv"
exits 0 inspect city.h5 --all
says "city_slum_share"
# The same again, for any number of threads.
exits 0 run city.h5 --out again.h5 --threads 3 --quiet
exits 0 inspect city.h5 --same-as again.h5
exits 2 needs city.h5 -o needs.txt
exits 3 needs city.h5 --zone SO99
complains 'no zone has the code "SO99"'
cat >bad.yaml <<'EOF'
values: {household_size: {value: 5.9, unit: persons}}
EOF
exits 3 needs city.h5 --standards bad.yaml
complains "bad.yaml:1:26: values.household_size.source: is required"
exits 3 check city.yaml --set 'cities.0.capacities.1.unit=m3/day'
complains "the unit of water"
exits 0 check city.yaml
cat >jobs.yaml <<'EOF'
extends: city.yaml
cities:
  - zone: SO22
    capacities:
      - {service: jobs, amount: 1000, unit: jobs, source: example}
    parameters: {job_growth_per_year: 1, job_growth_exponent: 3}
period: {days: 365}
EOF
exits 3 run jobs.yaml --out jobs.h5 --quiet
complains "in SO22 the jobs grow without bound"
[ ! -e jobs.h5 ] || fail "a file of a run that did not end"
exit 0
