# SPDX-License-Identifier: Apache-2.0
# The tests of this folder's sources on $1 ranks.
command -v mpirun >/dev/null || { echo "SKIPPED: there is no mpirun (package openmpi-bin)"; exit 4; }
mpirun -n "$1" "$TEST_MPI"
