# SPDX-License-Identifier: Apache-2.0
# Installation, and the package that other projects find: find_package(Ravenstein) gives the targets
# ravenstein::engine, ::models, ::io and ::calibration; headers as in #include "engine/...".
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Ravenstein)

get_property(libraries GLOBAL PROPERTY RAVENSTEIN_LIBRARIES)
install(TARGETS ${libraries} EXPORT RavensteinTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS ravenstein RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET ravenstein-mpi)
  install(TARGETS ravenstein-mpi RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY engine models io calibration DESTINATION include/ravenstein
        FILES_MATCHING PATTERN *.hpp)
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/ravenstein)
install(EXPORT RavensteinTargets NAMESPACE ravenstein:: DESTINATION ${package_dir})

configure_package_config_file(cmake/RavensteinConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/RavensteinConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/RavensteinConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/RavensteinConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/RavensteinConfigVersion.cmake
        DESTINATION ${package_dir})
