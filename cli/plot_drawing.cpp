// SPDX-License-Identifier: Apache-2.0
#include "cli/plot_drawing.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "cli/sparkline.hpp"
#include "cli/text.hpp"

namespace ravenstein::cli {
namespace {

/// In single quotes, where gnuplot neither runs commands nor knows escapes.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += '\'';
    result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result + "'";
}

std::string number(double value) { return std::isfinite(value) ? fmt::format("{}", value) : "NaN"; }

/// A block of data: dates, then the quantiles.
std::string data_block(const Chart& chart) {
  std::string text = "$band << END_OF_BAND\n";
  for (std::size_t row = 0; row < chart.dates.size(); ++row) {
    text += chart.dates[row];
    for (const auto& line : chart.band) text += ' ' + number(line[row]);
    text += '\n';
  }
  text += "END_OF_BAND\n$observed << END_OF_OBSERVED\n";
  for (const io::ReportCount& count : chart.observed) {
    if (std::isfinite(count.persons)) text += count.date + ' ' + number(count.persons) + '\n';
  }
  return text + "END_OF_OBSERVED\n";
}

/// The pairs of quantiles that lie around the middle, the outer first, and the middle itself.
std::string curves(const Chart& chart) {
  std::string text;
  const std::size_t count = chart.band.size();
  const auto percent = [&](std::size_t q) { return 100 * chart.quantiles[q]; };
  for (std::size_t q = 0; 2 * q + 1 < count; ++q) {
    text += fmt::format(
        "$band using 1:{}:{} with filledcurves fillcolor rgb '{}' title '{:g} % to {:g} %', ",
        q + 2, count - q + 1, q == 0 ? "#d4e2f0" : "#9fc0de", percent(q), percent(count - 1 - q));
  }
  text += fmt::format("$band using 1:{} with lines linewidth 2 linecolor rgb '#1f4e79' title '{}'",
                      count / 2 + 2, chart.quantiles.empty() ? "projected" : "median");
  if (std::isfinite(chart.capacity)) {
    text += fmt::format(", {} with lines dashtype 2 linecolor rgb '#9c3d00' title {}",
                        number(chart.capacity), quoted(chart.capacity_label));
  }
  const bool seen = std::ranges::any_of(
      chart.observed, [](const io::ReportCount& c) { return std::isfinite(c.persons); });
  if (seen) {
    text +=
        ", $observed using 1:2 with points pointtype 7 pointsize 0.6 linecolor rgb '#222222' "
        "title " +
        quoted(chart.observed_label);
  }
  return text;
}

std::string gnuplot_script(const Chart& chart, const std::filesystem::path& output,
                           const std::string& format, int width, int height) {
  std::string text = "set encoding utf8\n";
  text += fmt::format("set terminal {} noenhanced size {},{} font 'sans,11' background '#ffffff'\n",
                      format == "png" ? "pngcairo" : "svg", width, height);
  text += "set output " + quoted(output.string()) + "\n";
  text += data_block(chart);
  text += "set title " + quoted(chart.title + " - " + chart.subtitle) + " noenhanced\n";
  text += "set ylabel " + quoted(chart.axis) + " noenhanced\n";
  if (!chart.note.empty()) text += "set xlabel " + quoted(chart.note) + " noenhanced\n";
  text +=
      "set xdata time\nset timefmt '%Y-%m-%d'\nset format x '%Y-%m-%d'\n"
      "set xtics rotate by 30 right nomirror\nset ytics nomirror\nset border 3\n"
      "set decimalsign '.'\nset format y '%.0f'\nset yrange [0:*]\n"
      "set key outside bottom center horizontal noenhanced\n"
      "set grid ytics linecolor rgb '#dddddd'\nset style fill solid noborder\n";
  return text + "plot " + curves(chart) + "\nset output\n";
}

/// The environment with a locale that every machine has and that can write all letters: in others
/// gnuplot complains on the terminal.
class PlainLocale {
 public:
  PlainLocale() {
    for (char** entry = environ; *entry != nullptr; ++entry) {
      if (std::string_view(*entry).substr(0, 7) != "LC_ALL=") entries_.push_back(*entry);
    }
    entries_.push_back(locale_.data());
    entries_.push_back(nullptr);
  }
  char* const* get() const { return entries_.data(); }

 private:
  std::string locale_ = "LC_ALL=C.UTF-8";
  std::vector<char*> entries_;
};

/// Runs a program with one argument; its exit status, or -1 if it is not there.
int run_program(const char* program, const std::string& argument) {
  std::string name = program, word = argument;
  char* const arguments[] = {name.data(), word.data(), nullptr};
  pid_t child = 0;
  const PlainLocale plain;
  const int error = posix_spawnp(&child, program, nullptr, nullptr, arguments, plain.get());
  if (error == ENOENT) return -1;
  if (error != 0) throw std::runtime_error(std::string(program) + ": " + std::strerror(error));
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw std::runtime_error(std::string(program) + ": lost");
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

Chart chart_of(const io::ReportData& data, const std::string& what, ZoneIndex zone) {
  const io::ReportScenario& scenario = data.scenarios.front();
  const io::Band& band = what == "arrivals" ? scenario.arrivals : scenario.present;
  Chart chart;
  chart.title = scenario.name;
  chart.subtitle = zone == kNowhere ? "all zones" : data.zones[zone].name;
  chart.axis = what == "arrivals" ? "arrivals per " + data.step : "people present";
  chart.quantiles = data.quantiles;
  chart.dates = data.dates;
  for (std::size_t q = 0; q < band.quantiles; ++q) {
    chart.band.emplace_back();
    for (std::size_t row = 0; row < band.rows; ++row) {
      chart.band.back().push_back(zone == kNowhere ? band.total[q * band.rows + row]
                                                   : band.at(q, row, zone));
    }
  }
  if (zone == kNowhere || what == "arrivals") return chart;
  if (data.zones[zone].capacity) {
    chart.capacity = static_cast<double>(*data.zones[zone].capacity);
    const bool counted =
        data.zones[zone].capacity_provenance == CapacityProvenance::observed_maximum;
    chart.capacity_label = counted ? "most ever counted (known only afterwards)" : "capacity";
  }
  for (const io::ReportCount& count : scenario.observed) {
    if (count.zone == zone) chart.observed.push_back(count);
  }
  const bool corrected = std::ranges::count(scenario.corrected, zone) > 0;
  if (corrected) chart.observed_label = "counted, then corrected";
  return chart;
}

void draw_with_gnuplot(const Chart& chart, const std::filesystem::path& output,
                       const std::string& format, int width, int height) {
  const std::filesystem::path script = output.string() + ".gnuplot";
  {
    std::ofstream stream(script, std::ios::binary);
    stream << gnuplot_script(chart, output, format, width, height);
    if (!stream.flush()) throw std::runtime_error("cannot write " + script.string());
  }
  const int status = run_program("gnuplot", script.string());
  std::error_code ignored;
  std::filesystem::remove(script, ignored);
  if (status == -1 || status == 127) {
    throw std::runtime_error(
        "gnuplot draws the pictures, and it is not there: apt-get install gnuplot-nox\n"
        "(without --out the chart is shown on the terminal)");
  }
  if (status != 0) {
    throw std::runtime_error(fmt::format("gnuplot failed (exit code {}): see above", status));
  }
}

std::string chart_text(const Chart& chart) {
  constexpr std::size_t kWidth = 60;
  const bool unicode = unicode_terminal();
  std::string text = chart.title + '\n' + chart.subtitle + ", " + chart.axis + ", " +
                     chart.dates.front() + " to " + chart.dates.back() + '\n';
  for (std::size_t q = chart.band.size(); q-- > 0;) {
    const double last = chart.band[q].back();
    const std::string label =
        chart.quantiles.empty() ? "" : fmt::format("{:g} %", 100 * chart.quantiles[q]);
    text += fmt::format("  {:>5}  {}  {}\n", label, sparkline(chart.band[q], kWidth, unicode),
                        std::isfinite(last) ? grouped(std::llround(last)) : "withheld");
  }
  if (std::isfinite(chart.capacity)) {
    text += fmt::format("  {}: {}\n", chart.capacity_label, grouped(std::llround(chart.capacity)));
  }
  return chart.note.empty() ? text : text + "  " + chart.note + '\n';
}

}  // namespace ravenstein::cli
