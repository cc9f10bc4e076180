# SPDX-License-Identifier: Apache-2.0
# The scripts are made from the program's own options, so what they offer must exist.
. "$SOURCE/tests/cli/common.sh"

for shell in bash zsh fish; do
  exits 0 completion $shell
  says "progress"
  says "flee"
  mv out completion.$shell
  if command -v $shell >/dev/null; then
    $shell -n completion.$shell || fail "$shell cannot read its completion"
  fi
done

# What bash offers after the given words (the last one is being typed).
offers() {
  bash -c 'source completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ravenstein
           printf "%s\n" "${COMPREPLY[@]}"' offers "$@" >out
}
offers ravenstein ""
says "completion"
offers ravenstein import ""
says "flee"
offers ravenstein run --progress ""
[ "$(tr '\n' ' ' <out)" = "auto plain none " ] || fail "completion of --progress"
offers ravenstein run scenario.yaml --thr
says "--threads"
offers ravenstein completion ""
says "zsh"
