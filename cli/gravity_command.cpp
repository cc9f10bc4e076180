// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/gravity_commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "engine/simulation.hpp"
#include "io/matrix/matrix_writer.hpp"
#include "io/projection/atomic_file.hpp"
#include "models/movement/interaction_law.hpp"

namespace ravenstein::cli {
namespace {

template <class Kinds>
std::vector<std::string> names_of(const Kinds& kinds) {
  std::vector<std::string> names;
  for (const auto kind : kinds) names.emplace_back(name_of(kind));
  return names;
}

template <class Kinds>
auto named(const Kinds& kinds, const std::string& name) {
  return *std::find_if(kinds.begin(), kinds.end(),
                       [&](const auto kind) { return name_of(kind) == name; });
}

}  // namespace

std::vector<std::string> constraint_names() { return names_of(models::constraints()); }
std::vector<std::string> deterrence_names() { return names_of(models::deterrence_kinds()); }
std::vector<std::string> law_names() { return names_of(models::law_kinds()); }
models::Constraint constraint_named(const std::string& name) {
  return named(models::constraints(), name);
}
models::DeterrenceKind deterrence_named(const std::string& name) {
  return named(models::deterrence_kinds(), name);
}
models::LawKind law_named(const std::string& name) { return named(models::law_kinds(), name); }

void check_matrix_output(const std::string& path, bool force) {
  if (path.empty()) return;
  if (!io::can_write_matrices(path)) {
    throw UsageError(path + ": expected a name that ends in .h5, .omx or .csv");
  }
  io::check_output(path, force);
}

void write_flows(const std::string& path, const std::vector<std::string>& zones,
                 const RowSource& rows, const std::string& name, bool whole, bool force,
                 std::vector<std::pair<std::string, std::string>> about) {
  if (path.empty()) return;
  const io::MatrixOutput output{zones, zones, {name}, whole, std::move(about)};
  const InterruptGuard interrupt;
  Progress progress(ProgressMode::automatic, path, static_cast<int>(zones.size()));
  const io::FillRows fill = [&](std::size_t, std::size_t first, std::size_t count,
                                std::span<double> values) {
    if (interrupt.stop_requested()) throw Interrupted();
    for_row_blocks(count, [&](const RowBlock& block) {
      for (std::size_t r = block.begin; r < block.end; ++r) {
        rows(first + r, values.subspan(r * zones.size(), zones.size()));
      }
    });
  };
  io::write_matrices(path, output, fill, force, [&](std::size_t done, std::size_t) {
    progress.update(static_cast<int>(done));
  });
}

void add_gravity(CLI::App& app, Action& action) {
  CLI::App* gravity = app.add_subcommand(
      "gravity", "Spatial interaction: fits, predicts, compares and draws flows between places");
  gravity->require_subcommand(1);
  gravity->footer(
      "Example:\n"
      "  ravenstein gravity fit --flows od.csv --flow trips --costs od.csv --cost km \\\n"
      "    --constraint doubly --deterrence exponential");
  add_gravity_fit(*gravity, action);
  add_gravity_predict(*gravity, action);
  add_gravity_compare(*gravity, action);
  add_gravity_sample(*gravity, action);
  add_gravity_years(*gravity, action);
}

}  // namespace ravenstein::cli
