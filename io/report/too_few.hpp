// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace ravenstein::io {

/// All people together are too few for the public. Ends the program with exit code 6.
class TooFewToShow : public std::runtime_error {
 public:
  explicit TooFewToShow(const std::string& name)
      : std::runtime_error(name +
                           ": all people together are too few to be shown to the public "
                           "(--release restricted shows them)") {}
};

}  // namespace ravenstein::io
