// SPDX-License-Identifier: Apache-2.0
#include "engine/core/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>

namespace ravenstein {
namespace {

std::string join(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += to_string(problem);
  }
  return text;
}

/// Levenshtein's distance where two neighbours that changed places are one mistake (optimal string
/// alignment); letters compared without case.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto same = [&](std::size_t i, std::size_t j) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return lower(a[i - 1]) == lower(b[j - 1]);
  };
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(i, j) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j)) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

}  // namespace

std::string to_string(const Problem& problem) {
  std::string text;
  if (!problem.place.file.empty()) text += problem.place.file + ':';
  if (problem.place.line > 0) text += fmt::format("{}:", problem.place.line);
  if (problem.place.column > 0) text += fmt::format("{}:", problem.place.column);
  if (!text.empty()) text += ' ';
  if (!problem.subject.empty()) text += problem.subject + ": ";
  text += problem.message;
  if (!problem.hint.empty()) text += fmt::format(" ({})", problem.hint);
  return text;
}

InputError::InputError(InputKind kind, std::vector<Problem> problems)
    : std::runtime_error(join(problems)), kind_(kind), problems_(std::move(problems)) {}

void Problems::add(Problem problem, InputKind kind) {
  if (kind == InputKind::scenario) kind_ = InputKind::scenario;
  problems_.push_back(std::move(problem));
}

void Problems::throw_if_any() const {
  if (!problems_.empty()) throw InputError(kind_, problems_);
}

std::string_view nearest(std::string_view word, std::span<const std::string> candidates) {
  std::size_t best = std::min<std::size_t>(3, std::max<std::size_t>(1, word.size() / 3)) + 1;
  std::string_view found;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const std::string_view found = nearest(word, candidates);
  return found.empty() ? std::string() : fmt::format("did you mean \"{}\"?", found);
}

}  // namespace ravenstein
