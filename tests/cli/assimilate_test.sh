# SPDX-License-Identifier: Apache-2.0
# Counts taken into a running projection, week after week.
. "$(dirname "$0")/common.sh"

cp -r "$SOURCE/scenarios/mali-2012" mali
cat >mali/weekly.yaml <<'END'
scenario: scenario.yaml
observations: {tables: [week1.csv, week2.csv]}
filter: {members: 20}
END
echo "zone,date,persons
Mentao,2012-03-20,1500
Fassala-Mbera,2012-03-28,44916" >mali/week1.csv
echo "zone,date,persons
Fassala-Mbera,2012-04-12,57000" >mali/week2.csv

exits 0 assimilate mali/weekly.yaml --progress none
says "After the last of 3 updates, 2012-04-12 (reports)"
says "0 of 3 updates were kept"
[ -s weekly.h5 ] && [ -s weekly-record.h5 ] && [ -s weekly.journal ] || fail "files are missing"
complains "3 of 3 counts are scaled by later recounts, the last of 2012-12-31, as the observations they"
exits 0 inspect weekly.h5
says "2012-04-13"
says "assimilated reports, 20 members: 3 counts in 3 updates, 2012-03-20 to 2012-04-12"
exits 4 inspect weekly-record.h5
complains "is the record of an assimilation"
# Its forecast is scored as one that knows capacities, and repeating it says what is not repeated.
exits 0 skill weekly.h5
says "saturating-gravity R1, assimilated [c]"
says "totals, day 0, counts to 2012-04-12"
exits 0 run weekly.h5 -o plain.h5 --progress none
complains "this runs its scenario without them"
exits 0 inspect plain.h5
says_not "assimilated"
exits 7 assimilate mali/weekly.yaml
exits 7 assimilate mali/weekly.yaml -o mali/weekly.yaml --force
complains "holds something else"

# Again: everything is kept, and the result is the same, with any number of threads.
exits 0 assimilate mali/weekly.yaml --progress none -o again.h5 --journal weekly.journal --threads 1
says "3 of 3 updates were kept"
exits 0 inspect weekly.h5 --same-as again.h5

# A figure is revised, another comes late: as if they had been known at once.
echo "Mentao,2012-03-20,2000
Mentao,2012-04-05,2600" >>mali/week2.csv
exits 0 assimilate mali/weekly.yaml --force --progress none
says "0 of 4 updates were kept"
exits 0 assimilate mali/weekly.yaml -o fresh.h5 --progress none -q
silent out
exits 0 inspect weekly.h5 --same-as fresh.h5

# What lies after the period is left out, and told.
echo "zone,date,persons
Mentao,2015-01-01,2000" >mali/late.csv
sed 's/week2.csv/week2.csv, late.csv/' mali/weekly.yaml >mali/late.yaml
exits 0 assimilate mali/late.yaml --progress none
complains "note: 1 count lies after the end of the scenario's period and is left out"

# As they were reported, without recounts; and by the last reports alone.
sed 's/tables: \[week1.csv, week2.csv\]/tables: [week1.csv], corrections: none/' mali/weekly.yaml >mali/raw.yaml
exits 0 assimilate mali/raw.yaml --progress none
complains_not "scaled by later recounts"
sed 's/members: 20/members: 20, method: reports/' mali/weekly.yaml >mali/reports.yaml
exits 0 assimilate mali/reports.yaml --progress none --set behaviour.preset=R0 --seed 9
says "never"
exits 0 assimilate mali/reports.yaml --progress none --set behaviour.preset=R0 --seed 9 -o two.h5 --journal reports.journal
says "4 of 4 updates were kept"
exits 0 inspect reports.h5 --same-as two.h5

# Recounts of a file: the note names it, and they are known only when they were.
echo "zone,date,persons,reported
Mentao,2012-03-15,4000,
Mentao,2012-04-15,2000,2012-06-15" >mali/late.csv
echo "zone,date
Mentao,2012-04-15" >mali/recounts.csv
sed 's/tables: .*}/tables: [late.csv], corrections: recounts.csv}/' mali/weekly.yaml >mali/recounted.yaml
exits 0 assimilate mali/recounted.yaml --progress none
complains "1 of 2 counts are scaled by later recounts, the last of 2012-04-15, as recounts.csv says"
exits 0 assimilate mali/recounted.yaml --known-by 2012-05-01 -o may.h5 --progress none
complains_not "scaled by later recounts"

# What was known earlier; another plan needs another journal.
exits 0 assimilate mali/weekly.yaml --known-by 2012-04-01 -o april.h5 --progress none
says "After the last of 2 updates, 2012-03-28"
exits 2 assimilate mali/weekly.yaml --force --members 10
complains "--fresh begins anew"
complains "before these changed: the plan. "
exits 0 assimilate mali/weekly.yaml --force --members 10 --fresh --progress none
exits 0 assimilate mali/weekly.yaml -o pf.h5 --progress none --set seed=3

# The example as it comes: one more row does not begin anew, another input of the scenario does.
exits 0 assimilate mali --members 4 --progress none
complains "which go on after 2012-05-18, the last count taken in"
echo "Mentao,2012-06-01,8900" >>mali/counts.csv
exits 0 assimilate mali --members 4 --progress none --force
says "12 of 13 updates were kept"
echo "Mentao,2013-06-01,6300" >>mali/registrations.csv
exits 2 assimilate mali --members 4 --progress none --force
complains "before these changed: registrations.csv. "

# Mistakes are told together, with their place.
echo "Menta,2012-04-05,2600
Mentao,2012-04-31,2600" >>mali/week2.csv
exits 4 assimilate mali/weekly.yaml -o bad.h5
complains "week2.csv:5:1"
complains 'did you mean "Mentao"?'
complains "week2.csv:6:8"
sed -i 's/members/membres/' mali/weekly.yaml
exits 3 assimilate mali/weekly.yaml -o bad.h5
complains 'did you mean "members"?'
complains "week2.csv:5:1"
sed -i 's/homecountry/home_country/; s/home_country/homecountry/' mali/scenario.yaml
exits 3 assimilate mali/weekly.yaml -o bad.h5
complains 'did you mean "members"?'
complains 'did you mean "home_country"?'
sed -i 's/homecountry/home_country/' mali/scenario.yaml
sed -i "s/membres/members/" mali/weekly.yaml
exits 2 assimilate mali/weekly.yaml --known-by someday -o bad.h5
[ ! -e bad.h5 ] || fail "a file was written in spite of mistakes"

# A scenario that cannot be updated is told with the other mistakes.
echo "scenario: $SOURCE/scenarios/somalia/urban.yaml
observations: {tables: [city.csv]}" >urban.yaml
echo "zone,date,persons
nowhere,2019-02-20,9000" >city.csv
exits 3 assimilate urban.yaml -o bad.h5
complains "urban.yaml:1:11: scenario: has cities"
complains "city.csv:2:1"
sed 's/scenario.yaml/scenario.yml/; s/week1.csv/week3.csv/' mali/weekly.yaml >mali/typo.yaml
exits 3 assimilate mali/typo.yaml -o bad.h5
complains "mali/typo.yaml:1:11: scenario: cannot read"
complains 'did you mean "scenario.yaml"?'
complains "week3.csv"
complains "2 problems found"

# A model with a memory, by month, with copied members: resumed and not, the same.
cat >somalia.yaml <<END
scenario: $SOURCE/scenarios/somalia/scenario.yaml
observations: {tables: [regions.csv], error_share: 0.2}
filter: {members: 20, method: particle-filter}
END
echo "zone,date,persons
SO11,2019-02-20,9000
SO11,2019-04-20,20000
SO12,2019-04-25,15000" >regions.csv
exits 0 assimilate somalia.yaml --progress none
says "After the last of 2 updates, 2019-04-30"
exits 0 assimilate somalia.yaml --progress none -o resumed.h5 --journal somalia.journal
says "2 of 2 updates were kept"
exits 0 inspect somalia.h5 --same-as resumed.h5
