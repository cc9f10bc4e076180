// SPDX-License-Identifier: Apache-2.0
// Growth of a city whose output scales with its size (Bettencourt, Lobo, Helbing, Kuehnert & West
// 2007, PNAS 104: 7301-7306): dN/dt = (Y0/E) N^b - (R/E) N. With b > 1 it ends in a singularity.
#pragma once

namespace ravenstein::models {

struct ScalingGrowth {
  double output = 0;    ///< Y0: resources per year of a city of one person
  double upkeep = 0;    ///< R: what a person needs per year, > 0
  double cost = 0;      ///< E: what it takes to add a person, > 0
  double exponent = 0;  ///< b, not 1
};

double scaling_growth_rate(const ScalingGrowth& growth, double people);
/// N(t)^(1-b) = Y0/R + (N0^(1-b) - Y0/R) exp(-R (1-b) t / E); infinite from the singularity on.
double scaling_growth_after(const ScalingGrowth& growth, double people, double years);
/// Years to the singularity; infinite if there is none.
double scaling_growth_singularity(const ScalingGrowth& growth, double people);

}  // namespace ravenstein::models
