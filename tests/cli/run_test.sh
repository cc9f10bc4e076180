# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"
scenario="$SOURCE/scenarios/mali-2012"

# What is told before and after a run.
exits 0 run "$scenario" --dry-run
says "89,991 away from home at once" # N_299 of the published registrations
says "memory: about"
[ ! -e mali-2012.h5 ] || fail "$what: a dry run wrote a file"
exits 0 run "$scenario"
silent err
for text in "person-days" "19,769,519" "R0 (no capacity)" "frozen30" "not out of sample" "locf" \
  "Wrote mali-2012.h5"; do
  says "$text"
done

# What is no mistake but should be known stands on standard error, a line each.
exits 0 check "$scenario" --set "behaviour={model: flee}" --set "beside=[]"
[ "$(cat "$here/err")" = "note: $scenario/scenario.yaml:34:9: travel: does nothing with flee" ] ||
  fail "$what: another note than that of travel"
exits 0 run "$scenario" --set "behaviour={model: flee}" --set "beside=[]" --dry-run --quiet
silent err

# An output is not overwritten, unless asked for.
before=$(cksum <mali-2012.h5)
exits 7 run "$scenario"
complains "--force"
[ "$(cksum <mali-2012.h5)" = "$before" ] || fail "$what: the file was changed"
exits 0 run "$scenario/scenario.yaml" --force --quiet
silent out

# The number of threads changes nothing, the seed does; a projection repeats its run.
for threads in 1 2 7; do
  exits 0 run "$scenario" --seed 5 --threads $threads --out threads-$threads.h5 --quiet
  exits 0 inspect threads-1.h5 --same-as threads-$threads.h5
done
exits 0 run "$scenario" --seed 6 --out seed-6.h5 --quiet
exits 1 inspect threads-1.h5 --same-as seed-6.h5
says "different"
exits 0 run "$scenario" --set behaviour.preset=R0 --seed 7 --out first.h5 --quiet
exits 0 run first.h5 --quiet
exits 0 inspect first.h5 --same-as first-again.h5

# What is in the file.
exits 0 skill first.h5
says "saturating-gravity R0"
says "Fassala-Mbera"
exits 0 inspect first.h5
says "Mali 2012"
[ "$(wc -l <"$here/out")" -le 50 ] || fail "$what: more than a page"
exits 0 inspect first.h5 --all
says "variables"
exits 0 inspect first.h5 --json
exits 0 check first.h5

# Progress goes to standard error only, a line for every tenth.
exits 0 run "$scenario" --out plain.h5 --progress plain
[ "$(grep -c "running: " err)" -eq 10 ] || fail "$what: not a line for every tenth"
exits 0 run "$scenario" --out none.h5 --progress none
silent err
grep -q "$(printf '\033')" out && fail "$what: colour although this is no terminal"
exit 0
