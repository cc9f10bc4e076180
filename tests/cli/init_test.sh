# SPDX-License-Identifier: Apache-2.0
. "$SOURCE/tests/cli/common.sh"

exits 0 init my-first
says "ravenstein run my-first"
exits 7 init my-first
complains "exists already"
exits 0 init my-first --force --quiet
silent out

exits 0 check my-first
exits 0 run my-first
[ -s my-first.h5 ] || fail "$what: no my-first.h5"
