// SPDX-License-Identifier: Apache-2.0
#include "cli/sweep_slurm.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <regex>
#include <span>

#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kTask_s = 600;  ///< shorter tasks keep the scheduler busy, longer ones wait long
constexpr double kMargin = 2;    ///< of the time limit over what is expected
constexpr double kStart_s = 300;
constexpr int kWarning_s = 60;  ///< before the limit

struct Said {
  int status = 0;
  std::string text;
};

Said said_by(const std::string& command) {
  Said said;
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return {127, "cannot be run"};
  char buffer[512];
  for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    said.text.append(buffer, n);
  }
  const int ended = ::pclose(pipe);
  said.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128;
  return said;
}

/// As one word of a shell command.
std::string word(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + '\'';
}

std::string limit_text(double seconds) {
  const auto minutes = static_cast<long>(std::ceil(seconds / 60));
  return fmt::format("{}:{:02}:00", minutes / 60, minutes % 60);
}

std::string job_name(const OpenCampaign& open) {
  std::string name = fs::absolute(open.folder).lexically_normal().stem().string();
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '_'; }, '-');
  return name.empty() ? "campaign" : name;
}

fs::path folder_of(const OpenCampaign& open) {
  fs::path folder = fs::absolute(open.folder).lexically_normal();
  return folder.has_filename() ? folder : folder.parent_path();
}

void write_script(const fs::path& path, const std::string& text) {
  io::write_atomically(path, std::as_bytes(std::span(text)), true);
  fs::permissions(path, fs::perms::owner_exec, fs::perm_options::add);
}

/// The number of the job.
std::string submitted(const std::string& command) {
  const Said said = said_by(command);
  const auto id = said.text.substr(0, said.text.find_first_of(";\n "));
  if (said.status != 0 || id.empty() || id.find_first_not_of("0123456789") != std::string::npos) {
    throw std::runtime_error(fmt::format("sbatch: {}(the command was: {})", said.text, command));
  }
  return id;
}

}  // namespace

SlurmPlan slurm_plan(const OpenCampaign& open, double all_runs_s, int threads, std::size_t tasks) {
  SlurmPlan plan;
  plan.threads = std::max(threads, 1);
  const double on_threads_s = all_runs_s / plan.threads;
  plan.tasks = tasks > 0 ? tasks : static_cast<std::size_t>(std::ceil(on_threads_s / kTask_s));
  plan.tasks = std::clamp<std::size_t>(plan.tasks, 1, open.plan.blocks());
  plan.task_s = on_threads_s / static_cast<double>(plan.tasks);
  return plan;
}

std::size_t most_in_array() {
  const Said said = said_by("scontrol show config");
  std::smatch found;
  if (said.status == 0 &&
      std::regex_search(said.text, found, std::regex(R"(MaxArraySize\s*=\s*(\d+))"))) {
    return std::max<std::size_t>(1, std::stoul(found[1]) - 1);
  }
  return 1000;
}

std::string task_script(const OpenCampaign& open, const SlurmPlan& plan,
                        const std::string& program) {
  const std::string folder = folder_of(open).string();
  return fmt::format(
      "#!/bin/sh\n"
      "# One task of a campaign: makes the runs of one shard that are missing. Ends in good order\n"
      "# when Slurm warns it {warning} s before the limit; submitted or requeued again, it goes "
      "on.\n"
      "# The argument is the number of the first task in this array.\n"
      "#SBATCH --job-name={name}\n"
      "#SBATCH --ntasks=1\n"
      "#SBATCH --cpus-per-task={threads}\n"
      "#SBATCH --time={limit}\n"
      "#SBATCH --signal=B:USR1@{warning}\n"
      "#SBATCH --requeue\n"
      "#SBATCH --open-mode=append\n"
      "#SBATCH --output=\"{folder}/slurm-%A_%a.txt\"\n"
      "exec {program} sweep {quoted} --shard \"$((${{1:-0}} + SLURM_ARRAY_TASK_ID))/{tasks}\" \\\n"
      "  --threads {threads} --progress none\n",
      fmt::arg("warning", kWarning_s), fmt::arg("name", job_name(open)),
      fmt::arg("threads", plan.threads),
      fmt::arg("limit", limit_text(kMargin * plan.task_s + kStart_s)), fmt::arg("folder", folder),
      fmt::arg("program", word(program)), fmt::arg("quoted", word(folder)),
      fmt::arg("tasks", plan.tasks));
}

std::string collector_script(const OpenCampaign& open, const std::string& program) {
  const std::string folder = folder_of(open).string();
  return fmt::format(
      "#!/bin/sh\n"
      "# Makes one file of the campaign when all tasks have ended, whichever way. It fails if "
      "runs\n"
      "# are missing: submit the campaign again, and only those are made.\n"
      "#SBATCH --job-name={name}-collect\n"
      "#SBATCH --ntasks=1\n"
      "#SBATCH --time=1:00:00\n"
      "#SBATCH --output=\"{folder}/slurm-collect-%j.txt\"\n"
      "{program} sweep status {quoted}\n"
      "exec {program} merge {quoted} --force\n",
      fmt::arg("name", job_name(open)), fmt::arg("folder", folder),
      fmt::arg("program", word(program)), fmt::arg("quoted", word(folder)));
}

std::string write_slurm(const OpenCampaign& open, const SlurmPlan& plan, bool submit) {
  const std::string program = fs::read_symlink("/proc/self/exe").string();
  const fs::path task = folder_of(open) / "task.sbatch",
                 collect = folder_of(open) / "collect.sbatch";
  write_script(task, task_script(open, plan, program));
  write_script(collect, collector_script(open, program));
  std::string text = fmt::format("{} tasks of about {} each, {} threads\n", plan.tasks,
                                 duration_text(plan.task_s), plan.threads);
  std::string after;
  for (std::size_t first = 0; first < plan.tasks; first += plan.most_in_array) {
    const std::size_t last = std::min(plan.most_in_array, plan.tasks - first) - 1;
    const std::string command =
        fmt::format("sbatch --parsable --array=0-{} {} {}", last, word(task.string()), first);
    if (submit) {
      const std::string id = submitted(command);
      after += ':' + id;
      text += fmt::format("submitted job {}: {} tasks\n", id, last + 1);
    } else {
      text += command + '\n';
    }
  }
  const std::string command = fmt::format("sbatch --parsable --dependency=afterany{} {}",
                                          submit ? after : ":JOBS", word(collect.string()));
  return text +
         (submit ? fmt::format("submitted job {}: merges when all have ended\n", submitted(command))
                 : command + '\n');
}

}  // namespace ravenstein::cli
