// SPDX-License-Identifier: Apache-2.0
#include "cli/launcher.hpp"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "cli/exit_code.hpp"

namespace ravenstein::cli {
namespace {

std::optional<int> number(const char* name) {
  const char* text = std::getenv(name);
  if (text == nullptr) return std::nullopt;
  const std::string_view digits = text;
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

Launched launched_by() {
  if (number("RAVENSTEIN_MPI") == 0) return {};
  constexpr const char* kNames[][2] = {
      {"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"},  // mpirun of Open MPI
      {"PMI_SIZE", "PMI_RANK"},                          // mpiexec of MPICH
      {"SLURM_STEP_NUM_TASKS", "PMIX_RANK"},             // srun --mpi=pmix
  };
  for (const auto& [size, rank] : kNames) {
    const std::optional<int> ranks = number(size), own = number(rank);
    if (ranks && own) return {*ranks, *own};
  }
  return {};
}

int become_parallel(char** argv, const Launched& launched) {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path parallel = self.parent_path() / "ravenstein-mpi";
  execv(parallel.c_str(), argv);
  const std::string reason = std::strerror(errno);
  if (launched.rank == 0) {
    std::cerr << "ravenstein: started as " << launched.ranks << " ranks, but " << parallel.string()
              << " cannot be started (" << reason
              << "): build Ravenstein with MPI\n(packages openmpi-bin, libopenmpi-dev, "
                 "libhdf5-openmpi-dev and libmetis-dev), or start it without mpirun. For a\n"
                 "program that starts ravenstein from a rank of its own: RAVENSTEIN_MPI=0\n";
  }
  return static_cast<int>(ExitCode::usage);
}

}  // namespace ravenstein::cli
