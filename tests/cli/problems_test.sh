# SPDX-License-Identifier: Apache-2.0
# Mistakes end with their exit code and a message that says where they are.
. "$SOURCE/tests/cli/common.sh"
exits 0 init broken --quiet
mkdir work && cd work || exit 1

exits 3 run ../no-such-scenario.yaml
complains "no-such-scenario.yaml"
exits 3 check ../broken --set behaviour.presett=R0
complains 'did you mean "preset"?'
exits 3 check ../broken --set behaviour.model=no-such-model

# Scenario: the place, and all problems at once.
sed -i -e 's/^seed: 1 .*/seeed: 1/' -e 's/^resolution: agents .*/resolution: agent/' \
  ../broken/scenario.yaml
exits 3 run ../broken
complains "scenario.yaml:"
complains "seeed"
complains "agent"
complains "2 problems found"
[ -z "$(ls -A)" ] || fail "$what: it left a file"

# Data: a table.
cd .. && exits 0 init data --quiet
printf 'NORTH,EAST-CAMP,-5\nNORTH,NOWHERE,5\n' >>data/links.csv
exits 4 run data
complains "links.csv:6"
complains "links.csv:7"

# Projections that are none.
: >empty.h5
exits 4 inspect empty.h5
exits 4 skill "$SOURCE/README.md"
exits 4 inspect absent.h5
exits 0 init good --quiet
exits 0 run good --quiet
head -c 3000 good.h5 >cut.h5
exits 4 inspect cut.h5
exits 4 run cut.h5

# Places where nothing can be written.
exits 1 run good --out no-such-folder/x.h5
complains "no-such-folder"
if [ -e /dev/full ]; then
  "$PROGRAM" schema >/dev/full 2>err && fail "a full disk behind standard output went unnoticed"
  complains "standard output could not be written"
fi
