// SPDX-License-Identifier: Apache-2.0
#include "cli/campaign_folder.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <sstream>
#include <utility>

#include "calibration/campaign/measures_of_run.hpp"
#include "calibration/campaign/record.hpp"
#include "calibration/campaign/run_once.hpp"
#include "cli/build_info.hpp"
#include "cli/exit_code.hpp"
#include "io/campaign/manifest.hpp"
#include "io/journal/journal.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/text.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kPointsLookedAt = 10'000;

io::Manifest manifest_of(const OpenCampaign& open) {
  std::error_code none;
  fs::path yaml = fs::relative(fs::absolute(open.yaml), fs::absolute(open.folder), none);
  if (yaml.empty()) yaml = fs::absolute(open.yaml);
  return {open.plan.fingerprint, engine_name(),    yaml.generic_string(),
          open.campaign.text,    open.plan.runs(), open.campaign.inputs};
}

/// Throws unless what began is what there is now.
void refuse_other(const OpenCampaign& open, const io::Manifest& began) {
  const io::Manifest now = manifest_of(open);
  std::vector<Problem> problems;
  if (began.fingerprint != now.fingerprint) {
    for (const std::string& difference : io::manifest_differences(began, now)) {
      problems.push_back(
          {{open.yaml.string(), 0, 0}, "campaign", "changed after it began: " + difference, ""});
    }
    if (problems.empty()) {
      problems.push_back({{open.yaml.string(), 0, 0}, "campaign", "is not the one that began", ""});
    }
    problems.back().hint = "put it back, or begin another with --out";
  }
  if (began.engine != now.engine) {
    problems.push_back(
        {{open.folder.string(), 0, 0},
         "engine",
         fmt::format("the campaign was begun by {}, this is {}", began.engine, now.engine),
         "go on with the program that began it, or begin anew with --out"});
  }
  if (!problems.empty()) throw InputError(InputKind::scenario, std::move(problems));
}

/// The folder may not be used; told in words of its own.
class FolderTaken : public io::OutputExists {
 public:
  FolderTaken(const fs::path& path, const std::string& what)
      : OutputExists(path), text_(path.string() + ": " + what) {}
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};

/// Of a campaign that began and cannot be read any more: what changed stands before what is wrong.
[[noreturn]] void refuse_unreadable(const OpenCampaign& open, const InputError& error) {
  std::vector<Problem> problems;
  for (const std::string& change : io::changed_sources(io::read_manifest(open.folder), open.yaml)) {
    problems.push_back(
        {{open.yaml.string(), 0, 0}, "campaign", "changed after it began: " + change, ""});
  }
  if (!problems.empty()) problems.back().hint = "put it back, or begin another with --out";
  const InputKind kind = problems.empty() ? error.kind() : InputKind::scenario;
  problems.insert(problems.end(), error.problems().begin(), error.problems().end());
  throw InputError(kind, std::move(problems));
}

bool is_temporary(const fs::path& file) {
  return file.filename().string().starts_with(".ravenstein-");
}

}  // namespace

std::string engine_name() {
  const BuildInfo build = build_info();
  return fmt::format("{} ({})", build.version, build.git_hash);
}

OpenCampaign load_campaign(const std::string& yaml, const std::string& folder) {
  OpenCampaign open;
  open.yaml = yaml;
  if (fs::is_directory(open.yaml)) open.yaml /= "campaign.yaml";
  open.folder = folder;
  if (folder.empty()) {
    std::string stem = open.yaml.stem().string();
    const std::string parent = fs::absolute(open.yaml).lexically_normal().parent_path().filename();
    if (open.yaml.filename() == "campaign.yaml" && !parent.empty()) stem = parent;
    open.folder = stem + ".sweep";
  }
  try {
    open.campaign = io::read_campaign(open.yaml, calibration::check_kept);
    open.plan = calibration::plan_of(open.campaign);
    calibration::check_points(open.campaign, open.plan, kPointsLookedAt);
  } catch (const InputError& error) {
    if (!io::has_manifest(open.folder)) throw;
    refuse_unreadable(open, error);
  }
  return open;
}

OpenCampaign reopen_campaign(const std::string& folder) {
  const io::Manifest began = io::read_manifest(folder);
  const fs::path yaml = (fs::path(folder) / began.campaign_path).lexically_normal();
  OpenCampaign open = load_campaign(yaml.string(), folder);
  refuse_other(open, began);
  return open;
}

OpenCampaign remembered(const std::string& folder) {
  const io::Manifest began = io::read_manifest(folder);
  auto known = calibration::remembered_campaign(folder, began.fingerprint);
  if (!known) return reopen_campaign(folder);
  OpenCampaign open;
  open.yaml = (fs::path(folder) / began.campaign_path).lexically_normal();
  open.folder = folder;
  open.campaign = std::move(known->campaign);
  open.plan = std::move(known->plan);
  return open;
}

void check_folder(const fs::path& folder) {
  if (!fs::exists(folder)) return;
  if (!fs::is_directory(folder)) throw FolderTaken(folder, "is a file; expected a folder");
  bool others = false;
  for (const auto& entry : fs::directory_iterator(folder)) {
    // the lock: of a worker that begins at the same time
    others = others || (entry.path().filename() != "lock" && !is_temporary(entry.path()));
  }
  if (others && !io::has_manifest(folder)) {
    throw FolderTaken(folder,
                      "is a folder with other things in it; expected a campaign's, an empty or a "
                      "new one");
  }
}

void begin_campaign(const OpenCampaign& open) {
  bool begun = io::has_manifest(open.folder);
  if (!begun) {
    try {
      io::write_manifest(open.folder, manifest_of(open));
    } catch (const io::OutputExists&) {  // another worker was faster
      begun = true;
    }
  }
  if (begun) refuse_other(open, io::read_manifest(open.folder));
  calibration::remember_campaign(open.folder, open.campaign, open.plan);
}

void clear_leftovers(const fs::path& folder) {
  std::vector<fs::path> leftovers;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (is_temporary(entry.path())) leftovers.push_back(entry.path());
  }
  for (const fs::path& leftover : leftovers) fs::remove(leftover);
}

void check_begun(const OpenCampaign& open) {
  if (io::has_manifest(open.folder)) refuse_other(open, io::read_manifest(open.folder));
}

calibration::Ledger ledger_of(const OpenCampaign& open) {
  try {
    return calibration::read_ledger(open.folder, open.plan);
  } catch (const io::OtherJournal& error) {
    throw InputError(InputKind::data, {io::file_problem(open.folder.string(), error.what(),
                                                        "it belongs to another campaign")});
  } catch (const io::NotAJournal& error) {
    throw InputError(InputKind::data, {io::file_problem(open.folder.string(), error.what())});
  }
}

double seconds_of(const std::string& text) {
  const auto refuse = [&]() -> double {
    throw UsageError("expected a time such as 90s, 15m, 2h or HH:MM:SS, found " + text);
  };
  std::string rest = text;
  double days = 0;
  if (const auto dash = rest.find('-'); dash != std::string::npos) {
    days = io::parse_real(rest.substr(0, dash)).value_or(-1);
    rest = rest.substr(dash + 1);
  }
  double seconds = 0;
  if (rest.find(':') != std::string::npos) {
    std::istringstream parts(rest);
    for (std::string part; std::getline(parts, part, ':');) {
      const auto value = io::parse_real(part);
      if (!value || *value < 0) return refuse();
      seconds = 60 * seconds + *value;
    }
  } else {
    double unit = 1;
    if (!rest.empty() && std::string_view("smh").find(rest.back()) != std::string_view::npos) {
      unit = rest.back() == 's' ? 1 : rest.back() == 'm' ? 60 : 3600;
      rest.pop_back();
    }
    const auto value = io::parse_real(rest);
    if (!value || *value < 0) return refuse();
    seconds = *value * unit;
  }
  if (days < 0) return refuse();
  return days * 86400 + seconds;
}

std::string duration_text(double seconds) {
  if (!(seconds >= 1)) return fmt::format("{:.2g} s", seconds);
  const auto whole = std::llround(seconds);
  if (whole < 120) return fmt::format("{} s", whole);
  if (whole < 7200) return fmt::format("{} min", (whole + 30) / 60);
  if (whole < 172800) return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
  return fmt::format("{} days {} h", whole / 86400, whole % 86400 / 3600);
}

}  // namespace ravenstein::cli
