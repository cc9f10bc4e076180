// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/design_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/campaign/posterior.hpp"
#include "io/tables/table.hpp"
#include "io/text.hpp"
#include "io/yaml/draws.hpp"

namespace ravenstein::io {
namespace {

constexpr std::string_view kParameters = "design.parameters";

std::string bare_name(const std::string& name) {
  constexpr std::string_view kPrefix = "behaviour.parameters.";
  return name.starts_with(kPrefix) ? name.substr(kPrefix.size()) : name;
}

/// The parameter's declaration, which all scenarios share; nullptr and a problem if there is none.
const ParameterInfo* find_parameter(const Campaign& campaign, const YamlNode::Key& key,
                                    const std::string& subject, Problems& problems) {
  const ParameterInfo* found = nullptr;
  for (const CampaignScenario& scenario : campaign.scenarios) {
    const std::string& model_name = scenario.file.scenario.behaviour.model;
    const models::BehaviourModel* model = models::find_behaviour_model(model_name);
    if (model == nullptr) continue;  // told with the scenario
    const auto info =
        std::ranges::find(model->parameters, bare_name(key.text), &ParameterInfo::name);
    if (info == model->parameters.end()) {
      std::vector<std::string> names;
      for (const ParameterInfo& known : model->parameters) names.push_back(known.name);
      problems.add({key.place(), subject,
                    fmt::format("{} of scenario {} has no such parameter", model_name,
                                in_quotes(scenario.name)),
                    did_you_mean(bare_name(key.text), names)});
      return nullptr;
    }
    if (found == nullptr) found = &*info;
  }
  if (found != nullptr && found->kind == ParameterKind::real_list) {
    problems.add({key.place(), subject, "is a list of numbers, which designs do not vary", ""});
    return nullptr;
  }
  return found;
}

/// That of the first scenario whose model is known; there is one.
const models::BehaviourModel& known_model(const Campaign& campaign) {
  for (const CampaignScenario& scenario : campaign.scenarios) {
    const auto* model = models::find_behaviour_model(scenario.file.scenario.behaviour.model);
    if (model != nullptr) return *model;
  }
  throw std::logic_error("a parameter of no model");
}

std::optional<double> encoded(const ParameterInfo& info, const ParameterValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return {};
  const auto found = std::ranges::find(info.choices, *text);
  if (found == info.choices.end()) return {};
  return static_cast<double>(found - info.choices.begin());
}

void read_values(const YamlNode& node, const std::string& subject, DesignParameter& parameter,
                 Problems& problems) {
  if (node.kind != YamlNode::Kind::list || node.items.empty()) {
    return refuse(node, subject, "a list of values (kind: grid)", problems);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const auto value =
        read_parameter(node.items[i], below(subject, std::to_string(i)), parameter.info, problems);
    const auto number = value ? encoded(parameter.info, *value) : std::nullopt;
    if (number) parameter.values.push_back(*number);
  }
}

void read_distribution(const YamlNode& root, const YamlNode& node, const std::string& name,
                       const models::BehaviourModel& model, DesignParameter& parameter,
                       Problems& problems) {
  const std::string subject = below(std::string(kParameters), name);
  if (!expect_map(node, subject, problems)) return;
  const std::size_t before = problems.size();
  const AxisForm axis = axis_section().read(node, subject, problems);
  if (problems.size() != before) return;
  const DrawForm form{axis.distribution, axis.low, axis.high,  axis.mean,
                      axis.median,       axis.sd,  axis.sd_log};
  const auto draws =
      read_draws({{parameter.info.name, form}}, root, model, problems, std::string(kParameters));
  if (draws.size() == 1) parameter.distribution = draws.front().distribution;
}

void read_parameters(const YamlNode& root, Campaign& campaign, Problems& problems) {
  const DesignForm& design = campaign.form.design;
  const YamlNode& map = design.parameters;
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const YamlNode::Key& key = map.keys[i];
    const std::string subject = below(std::string(kParameters), key.text);
    const ParameterInfo* info = find_parameter(campaign, key, subject, problems);
    if (info == nullptr) continue;
    DesignParameter parameter{*info};
    if (design.kind == DesignKind::grid) {
      read_values(map.items[i], subject, parameter, problems);
    } else {
      read_distribution(root, map.items[i], key.text, known_model(campaign), parameter, problems);
    }
    const auto same = [&](const DesignParameter& other) { return other.info.name == info->name; };
    if (std::ranges::any_of(campaign.parameters, same)) {
      problems.add({key.place(), subject, "is given twice", ""});
    }
    campaign.parameters.push_back(std::move(parameter));
  }
}

std::optional<double> read_cell(Table& table, std::size_t row, Column column,
                                const ParameterInfo& info) {
  if (info.kind == ParameterKind::real) return table.real(row, column, info.minimum, info.maximum);
  if (info.kind == ParameterKind::integer) {
    const auto limit = [](double x) {
      return std::abs(x) < 9e15 ? static_cast<std::int64_t>(x)
                                : std::int64_t{x < 0 ? -1 : 1} * 9'000'000'000'000'000;
    };
    const auto value = table.whole(row, column, limit(info.minimum), limit(info.maximum));
    return value ? std::optional<double>(static_cast<double>(*value)) : std::nullopt;
  }
  const std::string text(table.text(row, column));
  if (text.empty()) return {};
  const ParameterValue value =
      info.kind == ParameterKind::boolean && (text == "true" || text == "false")
          ? ParameterValue(text == "true")
          : ParameterValue(text);
  const auto fits = conform(info, value);
  if (!fits) {
    table.problem(row, column,
                  fmt::format("expected {}, found {}", expected_text(info), in_quotes(text)));
    return {};
  }
  return encoded(info, *fits);
}

/// A CSV of points: a column for each parameter.
void read_points(Table& table, Campaign& campaign, Problems& problems) {
  std::vector<Column> columns;
  for (const std::string& name : table.columns()) {
    const YamlNode::Key key{name, std::make_shared<const Origin>(Origin{table.file(), ""}), 1, 0};
    const ParameterInfo* info = find_parameter(campaign, key, name, problems);
    if (info == nullptr) continue;
    campaign.parameters.push_back({*info});
    columns.push_back(table.need(name));
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto number = read_cell(table, row, columns[c], campaign.parameters[c].info);
      campaign.table.push_back(number.value_or(std::nan("")));
    }
  }
}

void read_table(const YamlNode& root, InputFiles& files, Campaign& campaign, Problems& problems) {
  const DesignForm& design = campaign.form.design;
  if (design.table.path.empty()) {
    problems.add({place_of(root, "design"), "design.table", "is required with this kind", ""});
    return;
  }
  const EmbeddedFile* file =
      files.read(design.table.path, design.table.place, "design.table", problems);
  if (file == nullptr) return;
  const std::string shown = files.shown(design.table.path);
  std::string bytes = file->bytes;
  if (design.kind == DesignKind::posterior && is_hdf5(bytes)) {
    bytes = posterior_csv(bytes, shown, problems);
    if (bytes.empty()) return;
  }
  const std::size_t before = problems.size();
  Table table(shown, std::move(bytes), problems);
  read_points(table, campaign, problems);
  if (table.rows() == 0 && problems.size() == before) {
    problems.add(file_problem(shown, "expected rows, found none"), InputKind::data);
  }
}

/// Keys that another kind of design needs, or that this one does not use.
void check_keys(const YamlNode& root, const DesignForm& design, Problems& problems) {
  using Kind = DesignKind;
  const bool drawn = design.kind == Kind::random || design.kind == Kind::latin_hypercube ||
                     design.kind == Kind::sobol;
  const bool table = design.kind == Kind::list || design.kind == Kind::posterior;
  const bool named = drawn || design.kind == Kind::grid || design.kind == Kind::saltelli ||
                     design.kind == Kind::morris;
  struct Use {
    std::string_view key;
    bool may, must;
  };
  const std::array<Use, 7> uses = {
      {{"points", drawn || design.kind == Kind::posterior, drawn},
       {"rows", design.kind == Kind::saltelli, design.kind == Kind::saltelli},
       {"second_order", design.kind == Kind::saltelli, false},
       {"trajectories", design.kind == Kind::morris, design.kind == Kind::morris},
       {"levels", design.kind == Kind::morris, false},
       {"table", table, false},
       {"parameters", named, named}}};
  for (const Use& use : uses) {
    const std::string subject = fmt::format("design.{}", use.key);
    const bool given = find_given(root, subject) != nullptr;
    if (given && !use.may) {
      problems.add({place_of(root, subject), subject, "does nothing with this kind of design", ""});
    } else if (!given && use.must) {
      problems.add({place_of(root, "design"), subject, "is required with this kind of design", ""});
    }
  }
  if (design.levels % 2 != 0) {
    problems.add({place_of(root, "design.levels"), "design.levels",
                  fmt::format("expected an even number, found {}", design.levels), ""});
  }
}

}  // namespace

void read_design(const YamlNode& root, InputFiles& files, Campaign& campaign, Problems& problems) {
  const DesignForm& design = campaign.form.design;
  check_keys(root, design, problems);
  if (design.kind == DesignKind::list || design.kind == DesignKind::posterior) {
    read_table(root, files, campaign, problems);
  } else {
    read_parameters(root, campaign, problems);
  }
}

}  // namespace ravenstein::io
