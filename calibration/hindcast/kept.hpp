// SPDX-License-Identifier: Apache-2.0
// Pieces of a hindcast that are worked out: whoever keeps them lets it go on after it was killed.
// A piece is known by what it is of, and depends on nothing else, so that a hindcast with pieces
// that were kept is the one without.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ravenstein::calibration {

struct Kept {
  /// The values of the piece, if it was made earlier. Asked from any thread.
  std::function<std::optional<std::vector<double>>(const std::string& piece)> known{};
  /// Called for each new one; from several threads at once.
  std::function<void(const std::string& piece, const std::vector<double>& values)> made{};
};

/// What is known of the piece, else what `work` makes, handed over.
std::vector<double> kept(const Kept& keeper, const std::string& piece,
                         const std::function<std::vector<double>()>& work);

/// A piece as bytes, for a journal: whole numbers, of which there are most, are short. Back: throws
/// std::runtime_error for other bytes.
std::string to_piece_record(const std::string& piece, const std::vector<double>& values);
std::pair<std::string, std::vector<double>> from_piece_record(std::string_view record);

}  // namespace ravenstein::calibration
