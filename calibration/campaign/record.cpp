// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/record.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <span>
#include <sstream>
#include <tuple>

#include "calibration/batch/record.hpp"
#include "io/checksum.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/text.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;
constexpr const char* kName = "campaign.plan";
constexpr std::string_view kFormats = "ravenstein campaign plan ";
constexpr std::string_view kFormat = "ravenstein campaign plan 3\n";
constexpr std::size_t kChecksum = 64;  ///< hexadecimal digits of SHA-256

struct ParameterRecord {
  std::string name;
  ParameterKind kind = ParameterKind::real;
  std::vector<std::string> choices;
  bool drawn = false;
  Distribution distribution;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.name, s.kind, s.choices, s.drawn, s.distribution);
  }
};

struct TableRecord {
  std::string name;
  std::size_t steps = 0, zones = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.name, s.steps, s.zones);
  }
};

struct CampaignRecord {
  std::string fingerprint, title, text;
  std::vector<std::string> scenarios, zones, measures;
  std::vector<std::uint64_t> scenario_key;
  std::vector<ParameterRecord> parameters;
  std::vector<TableRecord> series, fields_kept;
  std::int64_t seed = 0, start_day = 0;
  io::DesignKind kind = io::DesignKind::none;
  int rows = 0, trajectories = 0, levels = 0, days = 0;
  Interval interval = Interval::day;
  std::size_t points = 1, group = 1, replicates = 1, block = 1, sketch = 1;
  bool sobol_fields = false, second_order = false, recover = false;
  std::size_t projections = 0;
  double recover_value = 0;
  std::vector<double> values;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.fingerprint, s.title, s.text, s.scenarios, s.zones, s.measures,
                    s.scenario_key, s.parameters, s.series, s.fields_kept, s.seed, s.start_day,
                    s.kind, s.rows, s.trajectories, s.levels, s.days, s.interval, s.points, s.group,
                    s.replicates, s.block, s.sketch, s.sobol_fields, s.second_order, s.recover,
                    s.projections, s.recover_value, s.values);
  }
};

std::vector<TableRecord> to_records(const std::vector<KeptTable>& tables) {
  std::vector<TableRecord> records;
  for (const KeptTable& table : tables) records.push_back({table.name, table.steps, table.zones});
  return records;
}

std::vector<KeptTable> to_tables(const std::vector<TableRecord>& records) {
  std::vector<KeptTable> tables;
  for (const TableRecord& table : records) tables.push_back({table.name, table.steps, table.zones});
  return tables;
}

void record_campaign(const io::Campaign& campaign, CampaignRecord& record) {
  const io::CampaignForm& form = campaign.form;
  record.title = form.title;
  record.text = campaign.text;
  record.seed = form.seed;
  record.kind = form.design.kind;
  record.rows = form.design.rows;
  record.trajectories = form.design.trajectories;
  record.levels = form.design.levels;
  for (const auto& scenario : campaign.scenarios) record.scenarios.push_back(scenario.name);
  for (const io::DesignParameter& parameter : campaign.parameters) {
    const auto& drawn = parameter.distribution;
    record.parameters.push_back({parameter.info.name, parameter.info.kind, parameter.info.choices,
                                 drawn.has_value(), drawn.value_or(Distribution{})});
  }
  const Scenario& first = campaign.scenarios.front().file.scenario;
  const Period rows = recorded_rows(first);
  record.start_day = rows.start.time_since_epoch().count();
  record.days = rows.days;
  record.interval = rows.interval;
  for (const Zone& zone : first.world.zones) record.zones.push_back(zone.code);
}

void record_plan(const CampaignPlan& plan, CampaignRecord& record) {
  record.fingerprint = plan.fingerprint;
  record.scenario_key = plan.scenario_key;
  record.measures = plan.kept.measures;
  record.series = to_records(plan.kept.series);
  record.fields_kept = to_records(plan.kept.fields);
  record.points = plan.design.points;
  record.group = plan.design.group;
  record.values = plan.design.values;
  record.replicates = plan.replicates;
  record.block = plan.block;
  record.sketch = plan.sketch;
  record.sobol_fields = plan.sobol_fields;
  record.second_order = plan.second_order;
  record.projections = plan.kept.projections;
  record.recover = plan.recover_value.has_value();
  record.recover_value = plan.recover_value.value_or(0);
}

io::Campaign campaign_from(const CampaignRecord& record) {
  io::Campaign campaign;
  io::CampaignForm& form = campaign.form;
  form.title = record.title;
  form.seed = record.seed;
  form.design.kind = record.kind;
  form.design.rows = record.rows;
  form.design.trajectories = record.trajectories;
  form.design.levels = record.levels;
  form.design.second_order = record.second_order;
  campaign.text = record.text;
  for (const std::string& name : record.scenarios) campaign.scenarios.emplace_back().name = name;
  for (const ParameterRecord& known : record.parameters) {
    io::DesignParameter& parameter = campaign.parameters.emplace_back();
    parameter.info.name = known.name;
    parameter.info.kind = known.kind;
    parameter.info.choices = known.choices;
    if (known.drawn) parameter.distribution = known.distribution;
  }
  Scenario& first = campaign.scenarios.at(0).file.scenario;
  first.period = {Date(std::chrono::days(record.start_day)), record.days, record.interval};
  first.record.every = record.interval;
  for (const std::string& code : record.zones) first.world.zones.emplace_back().code = code;
  return campaign;
}

CampaignPlan plan_from(CampaignRecord record) {
  CampaignPlan plan;
  plan.design = {record.points, record.parameters.size(), record.group, std::move(record.values)};
  plan.kept = {std::move(record.measures), to_tables(record.series), to_tables(record.fields_kept),
               record.projections};
  plan.scenarios = record.scenarios.size();
  plan.replicates = record.replicates;
  plan.block = record.block;
  plan.sketch = record.sketch;
  plan.sobol_fields = record.sobol_fields;
  plan.second_order = record.second_order;
  if (record.recover) plan.recover_value = record.recover_value;
  plan.scenario_key = std::move(record.scenario_key);
  plan.fingerprint = std::move(record.fingerprint);
  return plan;
}

}  // namespace

void remember_campaign(const fs::path& folder, const io::Campaign& campaign,
                       const CampaignPlan& plan) {
  if (fs::exists(folder / kName)) return;
  CampaignRecord record;
  record_campaign(campaign, record);
  record_plan(plan, record);
  const std::string body = to_bytes(record);
  const std::string bytes = std::string(kFormat) + io::sha256(body) + body;
  try {
    io::write_atomically(folder / kName, std::as_bytes(std::span(bytes)), false);
  } catch (const io::OutputExists&) {  // another worker was faster
  }
}

std::optional<RememberedCampaign> remembered_campaign(const fs::path& folder,
                                                      const std::string& fingerprint) {
  const fs::path path = folder / kName;
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  std::ostringstream text;
  text << file.rdbuf();
  const std::string bytes = text.str();
  if (bytes.starts_with(kFormats) && !bytes.starts_with(kFormat)) return {};  // of an older program
  const std::size_t head = kFormat.size() + kChecksum;
  const std::string body = bytes.substr(std::min(head, bytes.size()));
  if (!bytes.starts_with(kFormat) || bytes.substr(kFormat.size(), kChecksum) != io::sha256(body)) {
    throw InputError(InputKind::data,
                     {io::file_problem(path.string(), "is damaged",
                                       "remove it: `ravenstein sweep resume` writes it anew")});
  }
  auto record = from_bytes<CampaignRecord>(body);
  if (record.fingerprint != fingerprint) return {};
  io::Campaign campaign = campaign_from(record);
  return RememberedCampaign{std::move(campaign), plan_from(std::move(record))};
}

}  // namespace ravenstein::calibration
