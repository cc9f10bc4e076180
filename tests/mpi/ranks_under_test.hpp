// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mpi/mpi_ranks.hpp"

/// The ranks that mpirun started this test as.
ravenstein::mpi::MpiRanks& ranks_under_test();
