// SPDX-License-Identifier: Apache-2.0
// Error measures of a forecast of people per day and camp. Names and definitions are those of
// Flee where it has one (extract-validation-results.py, out.csv), else the textbook's; where the
// two differ both are here.
//
// m[t][x]: forecast, d[t][x]: observed, N_t = sum_x d, S_t = sum_x m, m' = m N_t / S_t (0 if
// S_t = 0). All means run over the days of a window.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace ravenstein::calibration {

/// Days first_day <= t of the period.
struct Window {
  std::string_view name;
  int first_day = 0;
};
inline constexpr Window kAllDays{"all days", 0};
inline constexpr Window kAfterDay30{"after day 30", 31};

/// A forecast beside what was observed, both rows = days, columns = camps.
struct Comparison {
  std::span<const double> forecast;
  std::span<const double> observed;
  std::size_t camps = 0;

  int days() const { return camps == 0 ? 0 : static_cast<int>(observed.size() / camps); }
  double m(int t, std::size_t x) const { return forecast[static_cast<std::size_t>(t) * camps + x]; }
  double d(int t, std::size_t x) const { return observed[static_cast<std::size_t>(t) * camps + x]; }
  double total_observed(int t) const;  ///< N_t
  double total_forecast(int t) const;  ///< S_t
};

/// m'
std::vector<double> rescaled(const Comparison& c);

// Flee's, over all camps. `ARD normal`, `ARD rescaled` = ard of m, of m' (0..2; half of it is the
// `mean error`, the share of people in the wrong camp).
/// mean_t sum_x |m - d| / max(1, N_t)
double ard(const Comparison& c, Window window);
/// `Total error (Flee, biased)`: mean_t sum_x |m - d| / R_t, where R_t = N_t + total on day 0
/// counts the people of day 0 twice.
double total_error_flee(const Comparison& c, Window window, double total_on_day0);

// Flee's, of one camp.
/// `camp error`: mean_t |m / d - 1| rounded to 4 decimals, 0 on days with d = 0
double camp_error(const Comparison& c, std::size_t camp, Window window);
/// `ratio difference`: mean_t |m - d| / max(1, N_t); sums over the camps to the ARD
double ratio_difference(const Comparison& c, std::size_t camp, Window window);
/// `ln accuracy ratio`: mean_t |ln(m / d)| over the days with m, d > 0; NaN if there are none
double ln_accuracy_ratio(const Comparison& c, std::size_t camp, Window window);

/// What Flee's MASE compares with: the camp stays as on day k (flat); grows by d_k every day,
/// t d_k (sloped: not a slope through the data, an error of Flee's kept under its name); keeps its
/// share N_t d_k / N_k (ratio).
enum class FleeNaive { flat, sloped, ratio };
/// mean over all days |d - m'| / mean over t > k of |d - naive|; `c` holds m'. NaN if the naive
/// forecast is perfect or there is no day after k.
double mase_flee(const Comparison& c, std::size_t camp, int k, FleeNaive naive);
/// The camps' values weighted with sum_t d, as Flee averages them; camps with NaN left out.
double mase_flee(const Comparison& c, int k, FleeNaive naive);

// The textbook's, of one camp.
double mean_absolute_error(const Comparison& c, std::size_t camp, Window window);     ///< persons
double root_mean_square_error(const Comparison& c, std::size_t camp, Window window);  ///< persons
double bias(const Comparison& c, std::size_t camp, Window window);                    ///< persons
/// sum_t |m - d| / sum_t d
double wape(const Comparison& c, std::size_t camp, Window window);
/// MAE / mean over the whole period of |d_t - d_(t-1)|. Source: Hyndman and Koehler 2006, Int. J.
/// Forecasting 22, eq. for q_t with the one-step naive forecast. NaN for a constant series.
double mase_hyndman_koehler(const Comparison& c, std::size_t camp, Window window);

// Over all camps: means over days and camps (WAPE: ratio of sums; MASE: mean over camps with one).
double mean_absolute_error(const Comparison& c, Window window);
double root_mean_square_error(const Comparison& c, Window window);
double bias(const Comparison& c, Window window);
double wape(const Comparison& c, Window window);
double mase_hyndman_koehler(const Comparison& c, Window window);
double ln_accuracy_ratio(const Comparison& c, Window window);

}  // namespace ravenstein::calibration
