# SPDX-License-Identifier: Apache-2.0
# Every complete case of Flee becomes a scenario that runs.
. "$SOURCE/tests/cli/common.sh"
cases="${RAVENSTEIN_DATA:-$SOURCE/../shared/data}/flee"
exits 4 import flee no-such-case
[ -d "$cases" ] || skip "no Flee cases; RAVENSTEIN_DATA must name the folder that holds flee/"

exits 0 import flee "$cases/mali2012" -o mali
says "Wrote"
exits 7 import flee "$cases/mali2012" -o mali
exits 0 import flee "$cases/mali2012" -o mali --force --quiet
silent out
exits 0 run mali --quiet
exits 0 run mali --set behaviour.preset=flee-3 --out mali-flee-3.h5 --quiet
exits 0 skill mali.h5
says "flee"
for name in burundi2015 car2013 nigeria2016 ssudan2013; do
  exits 0 import flee "$cases/$name" --quiet
  exits 0 run "$name" --set population.hasten=100 --quiet
done
