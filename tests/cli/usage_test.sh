# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"

exits 0 --help
says "mali-2012"
for command in check run import compare report plot skill needs gravity inspect schema init completion version; do
  says "$command"
done
for command in check run compare report plot "import flee" skill needs "gravity fit" "gravity predict" "gravity compare" \
  "gravity sample" inspect schema init completion version; do
  # shellcheck disable=SC2086  # "import flee" is two words
  exits 0 $command --help
  says "ravenstein $command"
  grep -q "^Example" out || fail "$what: no example"
done

exits 2
exits 2 rum
complains 'did you mean "run"?'
exits 2 import foo
complains 'there is no subcommand "foo"; known: flee'
exits 2 import fleee
complains 'did you mean "flee"?'
exits 2 run scenario.yaml --sed 5
complains 'there is no option --sed; did you mean "--se' # --set or --seed: both are as near
exits 2 run scenario.yaml --treads=5
complains 'there is no option --treads; did you mean "--threads"?'
exits 2 import flee DIR --forze
complains 'did you mean "--force"?'
exits 2 run
complains "Run with --help"
exits 2 run scenario.yaml --no-such-option
exits 2 version --json extra
exits 2 completion powershell
