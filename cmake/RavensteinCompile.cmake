# SPDX-License-Identifier: Apache-2.0
# How every target of ours is compiled. Portable: no -march=native; no fused multiply-add that
# would make results depend on the compiler's mood.
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_EXTENSIONS OFF)
find_program(RAVENSTEIN_CCACHE ccache)
if(RAVENSTEIN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${RAVENSTEIN_CCACHE})
endif()

# Headers of others that most files include, read once per target instead of once per file: a build
# from nothing needs a quarter less time. A compiler cache serves such builds badly, so those who
# have one go without, and see at once where a file forgets an include.
if(RAVENSTEIN_CCACHE)
  set(precompile_by_default OFF)
else()
  set(precompile_by_default ON)
endif()
option(RAVENSTEIN_PCH "Precompile the headers of libraries" ${precompile_by_default})

# Instruments everything from here on, e.g. address,undefined or thread (the presets asan, tsan).
set(RAVENSTEIN_SANITIZE "" CACHE STRING "Sanitizers to build with")
if(RAVENSTEIN_SANITIZE)
  add_compile_options(-fsanitize=${RAVENSTEIN_SANITIZE} -fno-omit-frame-pointer -O1)
  add_link_options(-fsanitize=${RAVENSTEIN_SANITIZE})
endif()

add_library(ravenstein_compile INTERFACE)
target_compile_features(ravenstein_compile INTERFACE cxx_std_20)
target_compile_options(ravenstein_compile INTERFACE -ffp-contract=off)
if(RAVENSTEIN_DEVELOPER)
  target_compile_options(ravenstein_compile INTERFACE -Wall -Wextra -Wpedantic -Wshadow
                         -Wnon-virtual-dtor -Woverloaded-virtual)
  if(NOT RAVENSTEIN_PCH)
    # GCC does not know which precompiled headers are the system's, and warns of those, too.
    target_compile_options(ravenstein_compile INTERFACE -Werror)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees ghosts in std::string (gcc.gnu.org/PR105329, PR105651).
    target_compile_options(ravenstein_compile INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
  endif()
endif()

function(ravenstein_precompile target)
  if(RAVENSTEIN_PCH)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <cstdint> <filesystem>
      <fstream> <functional> <map> <memory> <numeric> <optional> <set> <span> <sstream> <stdexcept>
      <string> <string_view> <tuple> <unordered_map> <utility> <variant> <vector> <fmt/format.h>
      ${ARGN})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # More of the ghosts named above, which GCC 12 hides in headers that are not precompiled.
      target_compile_options(${target} PRIVATE -Wno-stringop-overflow -Wno-stringop-overread
                             -Wno-array-bounds -Wno-free-nonheap-object)
    endif()
  endif()
endfunction()

# ravenstein_library(name DEPENDS targets...): one library per floor, sources found by folder.
function(ravenstein_library name)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
  add_library(ravenstein_${name} STATIC ${sources} ${headers})
  add_library(ravenstein::${name} ALIAS ravenstein_${name})
  set_target_properties(ravenstein_${name} PROPERTIES EXPORT_NAME ${name}
                        POSITION_INDEPENDENT_CODE ON)
  target_include_directories(ravenstein_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:include/ravenstein>)
  target_compile_features(ravenstein_${name} PUBLIC cxx_std_20)
  target_link_libraries(ravenstein_${name} PUBLIC ${ARG_PUBLIC}
    PRIVATE $<BUILD_INTERFACE:ravenstein_compile> ${ARG_PRIVATE})
  ravenstein_precompile(ravenstein_${name})
  set_property(GLOBAL APPEND PROPERTY RAVENSTEIN_LIBRARIES ravenstein_${name})
endfunction()
