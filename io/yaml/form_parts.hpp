// SPDX-License-Identifier: Apache-2.0
// Parts of the declaration of a scenario that have files of their own. Private to form*.cpp.
#pragma once

#include "io/yaml/form.hpp"

namespace ravenstein::io {

Section<DriversForm> drivers_section();
Section<RegisterForm> register_section();
Section<ChangeForm> change_section();

}  // namespace ravenstein::io
