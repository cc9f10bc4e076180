# SPDX-License-Identifier: Apache-2.0
# The worked example of CONTRIBUTING.md compiles as it stands there.
. "$SOURCE/tests/cli/common.sh"
what="CONTRIBUTING.md"
: >out
: >err
mkdir -p models/movement
awk '/^`models\/movement\/nearest_camp.hpp`:/ { file = "nearest_camp.hpp" }
     /^`models\/movement\/nearest_camp.cpp`:/ { file = "nearest_camp.cpp" }
     /^```cpp/ && file { inside = 1; next }
     /^```$/ && inside { inside = 0; file = "" }
     inside { print > "models/movement/" file }' "$SOURCE/CONTRIBUTING.md"
[ -s models/movement/nearest_camp.cpp ] || fail "no worked example found"
"${CXX:-c++}" -std=c++20 -fsyntax-only -Wall -Wextra -Wshadow -Werror -I . -I "$SOURCE" \
  models/movement/nearest_camp.cpp 2>err || fail "the worked example does not compile"
