// SPDX-License-Identifier: Apache-2.0
// A campaign on a Slurm cluster: one array of tasks, each a shard of the campaign, and a job that
// merges when all tasks have ended.
#pragma once

#include <string>

#include "cli/campaign_folder.hpp"

namespace ravenstein::cli {

struct SlurmPlan {
  std::size_t tasks = 1;             ///< shards
  std::size_t most_in_array = 1000;  ///< larger campaigns are submitted as several arrays
  int threads = 1;                   ///< of a task
  double task_s = 0;                 ///< what a task is expected to take
};

/// Tasks of about ten minutes each, not more than there are blocks, given what all runs take on one
/// thread. `tasks`: so many instead, if not 0.
SlurmPlan slurm_plan(const OpenCampaign& open, double all_runs_s, int threads, std::size_t tasks);

/// What the cluster allows in one array (MaxArraySize), 1000 if it does not say.
std::size_t most_in_array();

/// The batch scripts, to be read: of a task, whose argument is the first task of its array, and of
/// the job that collects. `program`: this program.
std::string task_script(const OpenCampaign& open, const SlurmPlan& plan,
                        const std::string& program);
std::string collector_script(const OpenCampaign& open, const std::string& program);

/// Writes both scripts into the campaign's folder and, if asked to, submits them. Says what it did.
/// Throws std::runtime_error with what sbatch said.
std::string write_slurm(const OpenCampaign& open, const SlurmPlan& plan, bool submit);

}  // namespace ravenstein::cli
