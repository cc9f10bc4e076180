# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"

exits 0 --version
says "ravenstein "
exits 0 version
says "git "
exits 0 version --json
says '"version"'
says '"git_hash"'
command -v python3 >/dev/null || skip "no python3 to read the JSON"
python3 -m json.tool out >/dev/null || fail "$what: not JSON"
