// SPDX-License-Identifier: Apache-2.0
// Arithmetic on whole rows of numbers, with vector instructions where the CPU has them. Every
// element is computed by the same operations in the same order at any level, and sums run over
// eight fixed lanes, so the bits never depend on the CPU or on threads.
// Rows that belong together have the same length; results may be written over their arguments.
#pragma once

#include <cstddef>
#include <span>

namespace ravenstein {

/// out = e^x, relative error below 4e-16; 0 below -708, and +infinity above 709.
void exp_row(std::span<const double> x, std::span<double> out);

/// out = e^(a + b x + y), as exp_row; y may be empty.
void exp_affine_row(double a, double b, std::span<const double> x, std::span<const double> y,
                    std::span<double> out);

/// out = ln x, error below 4e-16 of max(1, |ln x|); for normal positive x. -infinity for 0.
void log_row(std::span<const double> x, std::span<double> out);

/// sum x
double sum_row(std::span<const double> x);
/// sum x y
double dot_row(std::span<const double> x, std::span<const double> y);
/// sum x y z
double dot_row(std::span<const double> x, std::span<const double> y, std::span<const double> z);

/// y += a x
void add_scaled_row(double a, std::span<const double> x, std::span<double> y);
/// y += a x z
void add_scaled_row(double a, std::span<const double> x, std::span<const double> z,
                    std::span<double> y);
/// y *= a
void scale_row(double a, std::span<double> y);

}  // namespace ravenstein
