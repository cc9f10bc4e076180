// SPDX-License-Identifier: Apache-2.0
// What is wrong with an input, said so that its author can mend it. Problems are collected and
// told together; the first one never hides the others.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ravenstein {

/// Where in a file something stands. Line and column count from 1; 0 = not known.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
};

/// One mistake: where, in what, what was found and what was expected, and how to mend it.
struct Problem {
  Place place;
  std::string subject;  ///< what it concerns, e.g. `behaviour.parameters.distance_exponent`
  std::string message;  ///< e.g. `expected 0..5, found 7`
  std::string hint;     ///< e.g. `did you mean "distance_exponent"?`; may be empty
};

/// `scenario.yaml:14:9: subject: message (hint)`
std::string to_string(const Problem& problem);

/// Which of the program's exit codes an input error ends in.
enum class InputKind { scenario, data };

/// Thrown once all problems of an input are known.
class InputError : public std::runtime_error {
 public:
  InputError(InputKind kind, std::vector<Problem> problems);
  InputKind kind() const noexcept { return kind_; }
  const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  InputKind kind_;
  std::vector<Problem> problems_;
};

/// Collects problems while an input is read.
class Problems {
 public:
  void add(Problem problem, InputKind kind = InputKind::scenario);
  bool empty() const noexcept { return problems_.empty(); }
  std::size_t size() const noexcept { return problems_.size(); }
  const std::vector<Problem>& all() const noexcept { return problems_; }
  /// Throws InputError if there are any; its kind is `scenario` if any problem is.
  void throw_if_any() const;

 private:
  std::vector<Problem> problems_;
  InputKind kind_ = InputKind::data;
};

/// The candidate nearest to `word` (edit distance at most a third of its length, and 3), or "".
std::string_view nearest(std::string_view word, std::span<const std::string> candidates);
/// `did you mean "x"?`, or "" when nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace ravenstein
