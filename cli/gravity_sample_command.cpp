// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "calibration/interaction/sampling.hpp"
#include "cli/gravity_commands.hpp"
#include "io/matrix/matrix_writer.hpp"
#include "io/matrix/zone_matrix.hpp"

namespace ravenstein::cli {
namespace {

struct GravitySample {
  std::string expected, name, lookup;
  std::string kind = "poisson";
  std::uint64_t seed = 1;
  std::uint32_t realisations = 1;
  std::string out;
  bool force = false;
};

calibration::SampleKind kind_named(const std::string& name) {
  using calibration::SampleKind;
  if (name == "multinomial") return SampleKind::multinomial;
  return name == "by-origin" ? SampleKind::multinomial_by_origin : SampleKind::poisson;
}

ExitCode run_sample(const GravitySample& command) {
  check_matrix_output(command.out, command.force);
  if (command.realisations > 1 && command.out.ends_with(".csv")) {
    throw UsageError("a CSV file holds one realisation: --out .h5 or .omx");
  }
  Problems problems;
  io::ZoneMatrix matrix =
      io::read_zone_matrix(command.expected, {command.name, command.lookup, false}, problems);
  problems.throw_if_any();
  for (double& flow : matrix.value) {
    if (!(flow > 0)) flow = 0;
  }
  const std::size_t columns = matrix.destinations.size();
  const RowSource rows = [&](std::size_t i, std::span<double> row) {
    std::copy_n(matrix.value.begin() + static_cast<std::ptrdiff_t>(i * columns), columns,
                row.begin());
  };
  io::MatrixOutput output{matrix.origins,
                          matrix.destinations,
                          {},
                          true,
                          {{"sample", command.kind}, {"seed", std::to_string(command.seed)}}};
  std::vector<calibration::FlowSampler> samplers;
  for (std::uint32_t r = 0; r < command.realisations; ++r) {
    output.names.push_back(command.realisations == 1 ? "flow" : fmt::format("flow_{}", r + 1));
    samplers.emplace_back(matrix.origins.size(), columns, rows, kind_named(command.kind),
                          DrawKey{command.seed, 0}, r);
  }
  double total = 0;
  io::write_matrices(
      command.out, output,
      [&](std::size_t which, std::size_t first, std::size_t count, std::span<double> values) {
        for_row_blocks(count, [&](const RowBlock& block) {
          std::vector<std::int64_t> persons(columns);
          for (std::size_t r = block.begin; r < block.end; ++r) {
            samplers[which].row(first + r, persons);
            std::copy(persons.begin(), persons.end(),
                      values.begin() + static_cast<std::ptrdiff_t>(r * columns));
          }
        });
        for (const double value : values) total += value;
      },
      command.force);
  std::cout << fmt::format("{} realisations ({}), {:.0f} trips each on average: {}\n",
                           command.realisations, command.kind, total / command.realisations,
                           command.out);
  return ExitCode::ok;
}

}  // namespace

void add_gravity_sample(CLI::App& gravity, Action& action) {
  auto command = std::make_shared<GravitySample>();
  CLI::App* sub = gravity.add_subcommand("sample", "Draws whole flows from expected ones");
  sub->add_option("expected", command->expected, "flows of `fit` or `predict`: .h5, .omx or .csv")
      ->required();
  sub->add_option("--flow", command->name, "its matrix or column, if there are several");
  sub->add_option("--lookup", command->lookup, "of an OMX file, if there are several");
  sub->add_option("--kind", command->kind,
                  "poisson: each cell; multinomial: the total is kept; by-origin: each origin's "
                  "[poisson]")
      ->check(CLI::IsMember({"poisson", "multinomial", "by-origin"}));
  sub->add_option("--seed", command->seed, "same seed, same flows [1]");
  sub->add_option("--realisations", command->realisations, "how many [1]")
      ->check(CLI::Range(1, 10000));
  sub->add_option("-o,--out", command->out, "whole flows: .h5, .omx or .csv")->required();
  sub->add_flag("--force", command->force, "replaces the file");
  sub->footer(
      "Example:\n"
      "  ravenstein gravity sample fitted.omx --realisations 100 --out drawn.omx");
  sub->callback([&action, command] { action = [command] { return run_sample(*command); }; });
}

}  // namespace ravenstein::cli
