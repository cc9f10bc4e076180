# SPDX-License-Identifier: Apache-2.0
# How good counts are.
. "$(dirname "$0")/common.sh"

exits 0 quality "$SOURCE/scenarios/mali-2012"
says "corrected: counts are those that the scenario uses"
says "Mentao                  before 2012-10-03"
says "7 series"
says "Fassala-Mbera"
# On a day before the recounts nothing is scaled: as the registration was published.
exits 0 quality "$SOURCE/scenarios/mali-2012" --as-of 2012-10-10
says "Mentao                  before 2012-10-03"
says_not "before 2012-12"
exits 0 quality "$SOURCE/scenarios/mali-2012" --as-of 2012-09-01
says_not "corrected:"
# Among few counts a slip is not out of line.
echo "zone,date,persons
A,2020-01-01,1000
A,2020-01-08,1100
A,2020-01-15,11000
A,2020-01-22,1200" >slip.csv
exits 0 quality slip.csv
says "too few counts to judge jumps: 3 changes"
echo "A,2020-01-29,1250
A,2020-02-05,1300" >>slip.csv
exits 0 quality slip.csv
says_not "too few"
says "spike"
says "1 finding"
echo "zone,date,persons,source,reported
A,2020-01-01,800,phone,2020-01-03
A,2020-01-01,1000,census,2020-02-01
A,2020-04-01,900,phone,2020-04-05" >counts.csv
exits 0 quality counts.csv --reference census
says_not "corrected:"
says "phone counts 800, census 1000 (counts.csv:2)"
says "nobody counted for 91 days"
exits 0 quality counts.csv --json --as-of 2020-05-01
says '"median_delay_days": 3.0'
says '"lag_days": 30'
exits 0 quality counts.csv --as-of 2020-01-10
says "1 series"
exits 2 quality counts.csv --reference cencus
complains "no count is of the source cencus"
exits 2 quality counts.csv --as-of 2019-01-01
complains "holds no counts of people that were known by then"
echo "B,2020-13-01,x,phone," >>counts.csv
exits 4 quality counts.csv
complains "counts.csv:5:3"
complains "counts.csv:5:14"
exits 3 quality nothing.csv
