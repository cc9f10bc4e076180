// SPDX-License-Identifier: Apache-2.0
// Whether mpirun or srun started this process as one of several, and the program that can be.
#pragma once

namespace ravenstein::cli {

struct Launched {
  int ranks = 1;  ///< how many were started together
  int rank = 0;
};

/// From what Open MPI, MPICH and Slurm's PMIx set in the environment. A process that is not to join
/// (a rank's own child) has RAVENSTEIN_MPI=0 there.
Launched launched_by();

/// Becomes `ravenstein-mpi`, which lies beside this program, with the same arguments. Returns,
/// after telling why, only if it cannot: the exit code.
int become_parallel(char** argv, const Launched& launched);

}  // namespace ravenstein::cli
