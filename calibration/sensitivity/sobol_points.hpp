// SPDX-License-Identifier: Apache-2.0
// Points that fill the unit cube evenly: Sobol' (1967) with the direction numbers of Joe & Kuo
// (2008, from Boost.Random), scrambled by nested uniform permutations of digits (Owen 1995; hashes
// as Laine & Karras 2011), so that every point is uniform and different seeds give independent
// estimates.
#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace ravenstein::calibration {

/// Dimensions x points, each coordinate in (0, 1): points first..first + count - 1 of the sequence.
/// Best balanced where `first` and `count` are multiples of a power of two. Throws
/// std::invalid_argument for no or more than 3,667 dimensions.
Eigen::MatrixXd sobol_points(int dimensions, std::uint32_t first, std::uint32_t count,
                             std::uint64_t seed);

}  // namespace ravenstein::calibration
