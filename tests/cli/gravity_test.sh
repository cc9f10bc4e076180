# SPDX-License-Identifier: Apache-2.0
# Flows of an exact model T = A_i B_j / d, worked out here, so every fit must find it again.
. "$SOURCE/tests/cli/common.sh"

cat >zones.csv <<'END'
code,population,x_km,y_km,out
N,100,0,0,140
E,200,3,4,310
S,50,0,8,80
W,400,12,5,420
END
awk -F, 'NR > 1 { code[NR] = $1; p[NR] = $2; x[NR] = $3; y[NR] = $4; n = NR }
  END { print "orig,dest,trips"
        for (i = 2; i <= n; ++i) for (j = 2; j <= n; ++j) if (i != j)
          printf "%s,%s,%.12g\n", code[i], code[j],
            p[i] * p[j] / sqrt((x[i] - x[j]) ^ 2 + (y[i] - y[j]) ^ 2) }' zones.csv >od.csv

# The table, the fitted flows in all formats, and the model.
exits 0 gravity fit --flows od.csv --zones zones.csv --deterrence power --constraint total \
  --origin-mass population --destination-mass population --model fit.json --out fitted.csv
complains "flows are not whole"
says "Poisson maximum likelihood"
says "CPC 1.000000"
says "converged"
awk '$1 == "log_cost" { if ($2 < -1.0000001 || $2 > -0.9999999) exit 1; found = 1 }
  END { exit !found }' out || fail "the exponent of distance is not -1"
paste -d, od.csv fitted.csv | awk -F, 'NR > 1 && ($1 != $4 || $2 != $5 ||
  ($3 - $6) ^ 2 > 1e-12 * $3 ^ 2) { exit 1 }' || fail "fitted flows differ from the model's"
exits 7 gravity fit --flows od.csv --zones zones.csv --out fitted.csv
exits 0 gravity fit --flows od.csv --zones zones.csv --deterrence power --out fitted.omx --force
exits 0 gravity fit --flows od.csv --zones zones.csv --objective mean-cost --out fitted.h5
says "mean cost (Hyman)"
exits 0 gravity fit --flows od.csv --zones zones.csv --objective cpc
says "common part of commuters"
# What was written can be read again, as flows of a fit with the same result.
exits 0 gravity fit --flows fitted.omx --zones zones.csv --deterrence power
says "CPC 1.000000"

# Prediction: the model by itself gives the flows back; with sums it holds them.
exits 0 gravity predict --model fit.json --zones zones.csv --out again.csv
paste -d, od.csv again.csv | awk -F, 'NR > 1 && ($3 - $6) ^ 2 > 1e-12 * $3 ^ 2 { exit 1 }' ||
  fail "predicted flows differ from the model's"
exits 0 gravity predict --law radiation --zones zones.csv --mass population --origin-total out \
  --out radiation.csv
awk -F, 'NR > 1 { sum += $3 } END { exit !(sum > 949.9999 && sum < 950.0001) }' radiation.csv ||
  fail "radiation does not hold the sums"
exits 2 gravity predict --law radiation --zones zones.csv --mass population --out x.csv
complains "--origin-total is missing"

# Covariates of pairs: flows times e^(.5 x) of neighbours give .5, and predict needs them again.
printf 'orig,dest,near\nN,E,1\nE,N,1\nS,W,1\n' >near.csv
awk -F, 'NR == 1 { print; next } { f = ($1 $2 == "NE" || $1 $2 == "EN" || $1 $2 == "SW") ? exp(.5) : 1
  printf "%s,%s,%.12g\n", $1, $2, $3 * f }' od.csv >od_near.csv
exits 0 gravity fit --flows od_near.csv --zones zones.csv --deterrence power --constraint doubly \
  --pair-covariate near=near.csv --model near.json --out near_fitted.csv
awk '$1 == "near" { if ($2 < .4999999 || $2 > .5000001) exit 1; found = 1 } END { exit !found }' out ||
  fail "the covariate's coefficient is not .5"
# The model's own effects of places give its flows back.
exits 0 gravity predict --model near.json --zones zones.csv --pair-covariate near=near.csv \
  --out near_again.csv
paste -d, near_fitted.csv near_again.csv | awk -F, 'NR > 1 && ($1 != $4 || $2 != $5 ||
  ($3 - $6) ^ 2 > 1e-16 * $3 ^ 2) { exit 1 }' || fail "effects of places do not give the flows back"
exits 2 gravity predict --model near.json --zones zones.csv --out x.csv
complains "the model needs --pair-covariate near=FILE"
printf 'code,x_km,y_km\nN,0,0\nQ,1,1\n' >others.csv
printf 'orig,dest,near\nN,Q,1\n' >near2.csv
exits 4 gravity predict --model near.json --zones others.csv --pair-covariate near=near2.csv --out x.csv
complains "near.json: has no effect of the zone Q"
printf ',N,E,S,W\nN,0,1,0,0\nE,1,0,,0\nS,0,0,0,1\nW,0,0,0,0\n' >hole.csv
exits 4 gravity fit --flows od.csv --zones zones.csv --pair-covariate near=hole.csv --out x.csv
complains "hole.csv: no value from E to S"
[ ! -e x.csv ] || fail "something was written"

# Samples: the same seed, the same bytes; the total kept.
exits 0 gravity sample fitted.csv --kind multinomial --seed 3 --out a.omx
exits 0 gravity sample fitted.csv --kind multinomial --seed 3 --out b.omx
cmp a.omx b.omx || fail "two samples with the same seed differ"
exits 0 gravity sample fitted.csv --kind multinomial --seed 4 --out c.omx
! cmp -s a.omx c.omx || fail "two samples with different seeds are the same"

exits 0 gravity compare --flows od.csv --zones zones.csv --origin-mass population \
  --destination-mass population --constraint total --folds 3
says "gravity power"
says "uniform-selection"

# Bad input: one message with its place, exit code 4, nothing written.
bad() { exits 4 gravity fit --flows bad.csv --zones zones.csv --out bad.omx; [ ! -e bad.omx ] || fail "wrote"; }
printf 'orig,dest,trips\nN,E,-4\nE,N,2\n' >bad.csv
bad && complains "bad.csv:2:5: a flow cannot be negative, found -4"
printf 'orig,dest,trips\nN,E,nan\nE,N,2\n' >bad.csv
bad && complains 'bad.csv:2:5: expected a number, found "nan"'
printf 'orig,dest,trips\nN,E,4\nE,Q,2\n' >bad.csv
bad && complains "bad.csv: destinations not in zones.csv: Q"
printf ',N,E,S,W\nN,0,1,2,3\nE,1,0,2,3\nS,1,2,0,3\n' >bad.csv
bad && complains "bad.csv: origins of zones.csv missing here: W"
printf 'orig,dest,trips\nN,E,0\nE,N,0\n' >bad.csv
bad && complains "no flow is above 0"
printf ',N,E,S,W\nN,0,0,2,3\nE,1,0,2,3\nS,1,2,0,3\nW,1,2,3,0\n' >cost.csv
exits 4 gravity fit --flows od.csv --costs cost.csv --deterrence power
complains "cost.csv: N to E: the cost is 0"
printf ',N,E,S,W\nN,0,inf,2,3\nE,1,0,2,3\nS,1,2,0,3\nW,1,2,3,0\n' >cost.csv
exits 4 gravity fit --flows od.csv --costs cost.csv --deterrence power
complains 'cost.csv:2:5: expected a number, found "inf"'
printf ',N,E,S,W\nN,0,,2,3\nE,1,0,2,3\nS,1,2,0,3\nW,1,2,3,0\n' >cost.csv
exits 4 gravity fit --flows od.csv --costs cost.csv --deterrence power
complains "od.csv: N to E: there is a flow of"
# Nobody leaves W, nobody reaches N: fitted as such, and the sums stay.
printf 'orig,dest,trips\nN,E,4\nN,S,2\nN,W,3\nE,S,2\nE,W,6\nS,E,3\nS,W,2\nW,E,0\n' >empty.csv
exits 0 gravity fit --flows empty.csv --zones zones.csv --deterrence power --out empty_fitted.csv
awk -F, 'NR > 1 { sum += $3; if ($1 == "W" || $2 == "N") other += $3 }
  END { exit !(sum > 21.999999 && sum < 22.000001 && other == 0) }' empty_fitted.csv ||
  fail "an empty row or column is not kept empty"
exits 4 gravity predict --law uniform --zones zones.csv --mass population --constraint doubly \
  --origin-total out --destination-total population --out x.csv
[ ! -e x.csv ] || fail "something was written"
exits 4 gravity fit --flows od.csv --costs a.h5
complains "a.h5"

# A fit that does not converge says so and ends with 5: these two terms are the same.
exits 5 gravity fit --flows od.csv --zones zones.csv --constraint production \
  --destination-mass population --destination-term out --destination-term out
says "NOT CONVERGED"

# No way from N to E (and none from S at all): no law sends anybody there.
printf ',N,E,S,W\nN,0,,8,12\nE,5,0,5,8\nS,8,5,0,12\nW,12,8,12,0\n' >way.csv
for law in uniform radiation finite-radiation extended-radiation uniform-selection schneider \
  population-weighted rank; do
  exits 0 gravity predict --law $law --costs way.csv --zones zones.csv --mass population \
    --origin-total out --out way_$law.csv
  awk -F, '$1 == "N" && $2 == "E" && $3 != 0 { exit 1 } $1 == "N" { sum += $3 }
    END { exit !(sum > 139.9999 && sum < 140.0001) }' way_$law.csv ||
    fail "$law sends people where no way leads"
done
printf ',N,E,S,W\nN,0,5,8,12\nE,5,0,5,8\nS,,,,\nW,12,8,12,0\n' >way.csv
exits 4 gravity predict --law uniform --costs way.csv --zones zones.csv --mass population \
  --origin-total out --out x.csv
complains "zones.csv: balancing: origin S has a margin of 80, but all its weights are zero"
[ ! -e x.csv ] || fail "something was written"

# Masses are refused with their place, in all commands.
for value in -400 nan ''; do
  sed "s/^W,400/W,$value/" zones.csv >wrong.csv
  exits 4 gravity fit --flows od.csv --zones wrong.csv --constraint total \
    --origin-mass population --destination-mass population
  complains "wrong.csv:5:3: population: expected"
  exits 4 gravity predict --law radiation --zones wrong.csv --mass population --origin-total out \
    --out x.csv
  complains "wrong.csv:5:3: population: expected"
  exits 4 gravity compare --flows od.csv --zones wrong.csv --origin-mass population \
    --destination-mass population --folds 2
  complains "wrong.csv:5:3: population: expected"
done
sed 's/^W,400/W,0/' zones.csv >wrong.csv
exits 4 gravity fit --flows od.csv --zones wrong.csv --constraint total --origin-mass population
complains "wrong.csv: log population of origin: the value of W is -inf"

# What a fit cannot tell is said: errors of shapes, likelihoods of quasi-Poisson, no convergence.
exits 0 gravity fit --flows od.csv --zones zones.csv --family quasi-poisson --deterrence power
! grep -q "AIC" out || fail "a quasi-likelihood has an AIC"
# Flows fall as 1 / d: no flat top.
exits 0 gravity fit --flows od.csv --zones zones.csv --deterrence top-exponential
says "note: the shape is not identified"
awk '$1 == "shape" { found = $3 == "-" && $4 == "-" } END { exit !found }' out ||
  fail "a shape that is not identified has an error"
# 1 / d is the limit of the combined function at shape 0.
exits 0 gravity fit --flows od.csv --zones zones.csv --deterrence combined
says "note: the shape is at its bound 0.1"
sed 's/"converged": true/"converged": false/' near.json >never.json
exits 0 gravity predict --model never.json --zones zones.csv --pair-covariate near=near.csv \
  --out never.csv
complains "never.json: the fit had not converged"
