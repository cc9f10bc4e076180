// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.hpp"

#include <unistd.h>

#include <cstdlib>

namespace ravenstein::cli {

bool is_terminal(std::FILE* stream) {
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  return !dumb && isatty(fileno(stream)) == 1;
}

std::string emphasised(std::string_view text, std::FILE* stream) {
  const char* no_color = std::getenv("NO_COLOR");
  const bool plain = no_color != nullptr && *no_color != '\0';
  if (plain || !is_terminal(stream)) return std::string(text);
  return "\033[1m" + std::string(text) + "\033[0m";
}

}  // namespace ravenstein::cli
