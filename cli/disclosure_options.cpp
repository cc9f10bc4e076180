// SPDX-License-Identifier: Apache-2.0
#include "cli/disclosure_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/exit_code.hpp"
#include "io/text.hpp"

namespace ravenstein::cli {
namespace {

std::string option_name(const ParameterInfo& info) {
  std::string name = "--" + info.name;
  std::ranges::replace(name, '_', '-');
  return name;
}

/// The value as its kind has it; empty if it does not fit.
std::optional<ParameterValue> value_of(const ParameterInfo& info, const std::string& text) {
  if (info.kind == ParameterKind::choice) return conform(info, text);
  const std::optional<double> number = io::parse_real(text);
  if (!number) return {};
  if (info.kind != ParameterKind::integer) return conform(info, *number);
  if (*number != static_cast<double>(static_cast<std::int64_t>(*number))) return {};
  return conform(info, static_cast<std::int64_t>(*number));
}

}  // namespace

io::Release DisclosureOptions::kind() const {
  return release == "restricted" ? io::Release::restricted : io::Release::open;
}

void DisclosureOptions::refuse_idle() const {
  if (kind() == io::Release::open) return;
  std::vector<std::string> idle;
  if (!with.empty()) idle.push_back("--with");
  for (const ParameterInfo& info : models::disclosure_parameters().infos()) {
    const auto flag = flags.find(info.name);
    const auto typed = texts.find(info.name);
    if ((flag != flags.end() && flag->second) || (typed != texts.end() && !typed->second.empty())) {
      idle.push_back(option_name(info));
    }
  }
  if (idle.empty()) return;
  throw UsageError(fmt::format("{}: only with --release public; restricted files hide nothing",
                               fmt::join(idle, ", ")));
}

models::DisclosureSettings DisclosureOptions::settings() const {
  refuse_idle();
  ParameterValues values;
  for (const ParameterInfo& info : models::disclosure_parameters().infos()) {
    if (const auto flag = flags.find(info.name); flag != flags.end()) {
      values[info.name] = flag->second;
    }
    const auto typed = texts.find(info.name);
    if (typed == texts.end() || typed->second.empty()) continue;
    const auto value = value_of(info, typed->second);
    if (!value) {
      throw UsageError(fmt::format("{}: expected {}, found {}", option_name(info),
                                   expected_text(info), io::in_quotes(typed->second)));
    }
    values[info.name] = *value;
  }
  return models::disclosure_parameters().build(values);
}

void add_disclosure_options(CLI::App& command, DisclosureOptions& options) {
  command
      .add_option("--release", options.release,
                  "public: small numbers are hidden; restricted: all are shown, and every file "
                  "says so")
      ->check(CLI::IsMember({"public", "restricted"}))
      ->capture_default_str();
  command
      .add_option("--with", options.with,
                  "another projection that is published as well, in other files: what is hidden in "
                  "one is hidden in all; repeatable")
      ->expected(1)
      ->take_all();
  for (const ParameterInfo& info : models::disclosure_parameters().infos()) {
    if (info.kind == ParameterKind::boolean) {
      command.add_flag(option_name(info), options.flags[info.name], info.meaning);
      continue;
    }
    CLI::Option* option =
        command.add_option(option_name(info), options.texts[info.name],
                           info.meaning + " [" + to_string(info.default_value) + "]");
    if (!info.choices.empty()) option->check(CLI::IsMember(info.choices));
  }
}

}  // namespace ravenstein::cli
