// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

namespace ravenstein::cli {
namespace {

/// CLI11 tells the values that CLI::IsMember allows only as text: `TEXT:{auto,plain,none}`.
std::vector<std::string> choices_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {};
  std::istringstream list(type.substr(open + 1, close - open - 1));
  std::vector<std::string> choices;
  for (std::string choice; std::getline(list, choice, ',');) choices.push_back(choice);
  return choices;
}

OptionShape shape_of(const CLI::Option& option) {
  OptionShape shape{
      {}, option.get_description(), option.get_items_expected_max() > 0, choices_of(option)};
  for (const std::string& name : option.get_snames()) shape.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) shape.names.push_back("--" + name);
  return shape;
}

void append(const CLI::App& app, std::vector<std::string> path, std::vector<CommandShape>& shapes) {
  CommandShape shape{path, app.get_description(), {}, {}};
  const auto subcommands = app.get_subcommands(nullptr);
  for (const CLI::App* sub : subcommands) shape.subcommands.push_back(sub->get_name());
  for (const CLI::Option* option : app.get_options()) shape.options.push_back(shape_of(*option));
  shapes.push_back(std::move(shape));
  for (const CLI::App* sub : subcommands) {
    path.push_back(sub->get_name());
    append(*sub, path, shapes);
    path.pop_back();
  }
}

/// Words that may stand next, options only if asked for.
std::vector<std::string> next_words(const CommandShape& command, bool options) {
  std::vector<std::string> words = command.subcommands;
  for (const OptionShape& option : command.options) {
    if (option.names.empty())
      words.insert(words.end(), option.choices.begin(), option.choices.end());
    if (options) words.insert(words.end(), option.names.begin(), option.names.end());
  }
  return words;
}

/// `case` lines that follow the words typed so far into the subcommands; shared by bash and zsh.
std::string place_cases(const std::vector<CommandShape>& commands) {
  std::string text;
  for (const CommandShape& command : commands) {
    const std::string place = fmt::format("{}", fmt::join(command.path, "/"));
    for (const std::string& sub : command.subcommands) {
      text += fmt::format("      \"{0}:{1}\") place=\"{0}{2}{1}\" ;;\n", place, sub,
                          place.empty() ? "" : "/");
    }
  }
  return text;
}

/// `case` lines for the value of an option: `choose` its choices, or leave it to `otherwise`.
std::string value_cases(const std::vector<CommandShape>& commands, const std::string& choose,
                        const std::string& otherwise) {
  std::string text;
  for (const CommandShape& command : commands) {
    const std::string place = fmt::format("{}", fmt::join(command.path, "/"));
    for (const OptionShape& option : command.options) {
      if (!option.takes_value || option.names.empty()) continue;
      std::vector<std::string> patterns;
      for (const std::string& name : option.names) {
        patterns.push_back(fmt::format("\"{}:{}\"", place, name));
      }
      const std::string then = option.choices.empty() ? otherwise
                                                      : fmt::format(fmt::runtime(choose),
                                                                    fmt::join(option.choices, " "));
      text += fmt::format("    {}) {}return ;;\n", fmt::join(patterns, "|"), then);
    }
  }
  return text;
}

std::string fish_quoted(const std::string& text) {
  std::string quoted;
  for (const char c : text.substr(0, text.find('\n'))) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return "'" + quoted + "'";
}

std::string fish_condition(const CommandShape& command) {
  if (command.path.empty()) return "__fish_use_subcommand";
  std::vector<std::string> parts;
  for (const std::string& word : command.path) {
    parts.push_back("__fish_seen_subcommand_from " + word);
  }
  if (!command.subcommands.empty()) {
    parts.push_back(
        fmt::format("not __fish_seen_subcommand_from {}", fmt::join(command.subcommands, " ")));
  }
  return fmt::format("{}", fmt::join(parts, "; and "));
}

std::string fish_option(const OptionShape& option) {
  std::string text;
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.takes_value) text += " -r";
  if (!option.choices.empty()) {
    text += fmt::format(" -f -a '{}'", fmt::join(option.choices, " "));
  }
  return text;
}

}  // namespace

std::vector<CommandShape> shape_of(const CLI::App& app) {
  std::vector<CommandShape> shapes;
  append(app, {}, shapes);
  return shapes;
}

std::string bash_completion(const std::vector<CommandShape>& commands) {
  std::string text =
      "# bash completion for ravenstein\n"
      "_ravenstein() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local place= word words= options=\n"
      "  COMPREPLY=()\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$place:$word\" in\n" +
      place_cases(commands) +
      "    esac\n"
      "  done\n"
      "  case \"$place:$previous\" in\n" +
      value_cases(commands, "COMPREPLY=($(compgen -W \"{}\" -- \"$current\")); ", "") +
      "  esac\n"
      "  case \"$place\" in\n";
  for (const CommandShape& command : commands) {
    text += fmt::format("    \"{}\") words=\"{}\"; options=\"{}\" ;;\n",
                        fmt::join(command.path, "/"), fmt::join(next_words(command, false), " "),
                        fmt::join(next_words(command, true), " "));
  }
  return text +
         "  esac\n"
         "  [[ $current == -* ]] && words=$options\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "}\n"
         "complete -o default -F _ravenstein ravenstein\n";
}

std::string zsh_completion(const std::vector<CommandShape>& commands) {
  std::string text =
      "#compdef ravenstein\n"
      "_ravenstein() {\n"
      "  local place= word\n"
      "  for word in ${words[2,CURRENT-1]}; do\n"
      "    case \"$place:$word\" in\n" +
      place_cases(commands) +
      "    esac\n"
      "  done\n"
      "  case \"$place:${words[CURRENT-1]}\" in\n" +
      value_cases(commands, "compadd -- {}; ", "_files; ") +
      "  esac\n"
      "  case \"$place\" in\n";
  for (const CommandShape& command : commands) {
    text += fmt::format("    \"{}\") compadd -- {}{} ;;\n", fmt::join(command.path, "/"),
                        fmt::join(next_words(command, true), " "),
                        command.subcommands.empty() ? "; _files" : "");
  }
  return text +
         "  esac\n"
         "}\n"
         // Found through fpath, this file is the function's body; sourced, it has to register it.
         "if [[ $funcstack[1] == _ravenstein ]]; then _ravenstein \"$@\"\n"
         "else compdef _ravenstein ravenstein; fi\n";
}

std::string fish_completion(const std::vector<CommandShape>& commands) {
  std::string text = "# fish completion for ravenstein\n";
  for (const CommandShape& command : commands) {
    if (!command.path.empty()) {
      CommandShape parent;
      for (const CommandShape& other : commands) {
        if (other.path.size() + 1 == command.path.size() &&
            std::equal(other.path.begin(), other.path.end(), command.path.begin())) {
          parent = other;
        }
      }
      text += fmt::format("complete -c ravenstein -n '{}' -f -a {} -d {}\n", fish_condition(parent),
                          command.path.back(), fish_quoted(command.description));
    }
    for (const OptionShape& option : command.options) {
      if (option.names.empty() && option.choices.empty()) continue;
      text += fmt::format("complete -c ravenstein -n '{}'{} -d {}\n", fish_condition(command),
                          fish_option(option), fish_quoted(option.description));
    }
  }
  return text;
}

}  // namespace ravenstein::cli
