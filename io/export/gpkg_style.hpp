// SPDX-License-Identifier: Apache-2.0
// Styles in the language of QGIS (QML): circles whose area, and lines whose width, grow with the
// people.
#pragma once

#include <string>

namespace ravenstein::io {

std::string circles_qml(const std::string& column, double most);
std::string lines_qml(const std::string& column, double most);

}  // namespace ravenstein::io
