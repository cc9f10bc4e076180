# SPDX-License-Identifier: Apache-2.0
# Tables of publishers become tables of ours; mistakes in them stop the import.
. "$SOURCE/tests/cli/common.sh"
cat >zones.csv <<'END'
code,name,country,region,kind,population
SO1102,Baki,Somalia,Awdal,town,96885
SO2401,Baidoa,Somalia,Bay,town,312000
END
cat >regions.csv <<'END'
code,name,country,kind,population
SO11,Awdal,Somalia,town,673264
SO24,Bay,Somalia,town,792182
END
header=month,origin_region,origin_district,destination_region,destination_district,cause,individuals
printf '%s\n2017-03,Bay,Baydhaba,Awdal,Baki,drought,7\n' "$header" >register.csv
exits 0 import prmn register.csv --zones zones.csv -o fine
says "Wrote to fine: displacement.csv"
grep -q '^2017-03,SO2401,SO1102,drought,7$' fine/displacement.csv || fail "wrong movements"
exits 7 import prmn register.csv --zones zones.csv -o fine
exits 0 import prmn register.csv --zones zones.csv --to-regions regions.csv -o fine --force --quiet
silent out
grep -q '^2017-03,SO24,SO11,drought,7$' fine/displacement.csv || fail "wrong movements by region"

printf '%s\n2017-03,Bay,Baydaba,Awdal,Baki,drought,-7\n' "$header" >register.csv
exits 4 import prmn register.csv --zones zones.csv -o spoilt
complains 'no zone has the name "Baydaba"'
complains 'did you mean "Baydhaba"?'
complains 'persons cannot be negative, found -7'
[ ! -e spoilt ] || fail "something was written"

mkdir publisher
printf 'month,region,district,rainfall_mm\n2017-03,Bay,Baydhaba,6.5\n' >publisher/fsnau_district_month.csv
exits 0 import fsnau publisher --zones zones.csv -o drivers
grep -q '^SO2401,2017-03,6.5$' drivers/rainfall_mm.csv || fail "wrong rain"
[ ! -e drivers/terms_of_trade.csv ] || fail "terms of trade without the price of goats"
printf 'date,area,population_analysed,phase1_n,phase2_n,phase3_n,phase4_n,phase5_n\n2021-01-01,baki,1000,500,250,0,0,0\n' \
  >publisher/ipc_district_2017_2021.csv
exits 4 import fsnau publisher --zones zones.csv -o drivers --force
complains "expected phases that sum to the 1000 people analysed, found 750"
exits 4 import fsnau no-such-folder --zones zones.csv -o other
exits 4 import fsnau publisher --zones no-such-file -o other
