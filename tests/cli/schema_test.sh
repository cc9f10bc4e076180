# SPDX-License-Identifier: Apache-2.0
# docs/scenario.schema.json, which editors read, is what the program says.
. "$SOURCE/tests/cli/common.sh"
exits 0 schema
says "draft-07"
cmp -s out "$SOURCE/docs/scenario.schema.json" ||
  fail "docs/scenario.schema.json is out of date: ravenstein schema > docs/scenario.schema.json"
exits 0 schema --markdown
says "saturating-gravity"
exits 0 schema --models
says '| `corridor_prior_persons` |  | persons | `100` |'
exits 2 schema --models --markdown
exits 2 schema --calibration --hindcast
complains "one kind of file at a time, found --calibration and --hindcast"
exits 2 schema --calibration --models
