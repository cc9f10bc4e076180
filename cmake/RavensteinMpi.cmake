# SPDX-License-Identifier: Apache-2.0
# Optional: `ravenstein-mpi` for many processes, with Open MPI, the parallel flavour of HDF5 and
# METIS. Everything is compiled once, against the serial HDF5; only the link differs, so both
# flavours must be of one version. Not with the thread sanitizer, which does not know Open MPI.
set(RAVENSTEIN_MPI AUTO CACHE STRING "Build ravenstein-mpi: AUTO (if all is there), ON or OFF")
set_property(CACHE RAVENSTEIN_MPI PROPERTY STRINGS AUTO ON OFF)
set(RAVENSTEIN_WITH_MPI OFF)
if(NOT RAVENSTEIN_MPI OR (RAVENSTEIN_SANITIZE MATCHES "thread" AND RAVENSTEIN_MPI STREQUAL "AUTO"))
  return()
endif()

find_package(MPI 3.0 QUIET COMPONENTS C)
find_path(RAVENSTEIN_PARALLEL_HDF5_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/openmpi NO_CMAKE_PATH)
find_library(RAVENSTEIN_PARALLEL_HDF5_LIBRARY NAMES hdf5_openmpi)
find_library(RAVENSTEIN_PARALLEL_HDF5_HL_LIBRARY NAMES hdf5_openmpi_hl)
find_path(RAVENSTEIN_METIS_INCLUDE_DIR metis.h)
find_library(RAVENSTEIN_METIS_LIBRARY metis)

set(missing "")
if(NOT MPI_C_FOUND)
  list(APPEND missing libopenmpi-dev)
endif()
if(NOT RAVENSTEIN_PARALLEL_HDF5_INCLUDE_DIR OR NOT RAVENSTEIN_PARALLEL_HDF5_LIBRARY
   OR NOT RAVENSTEIN_PARALLEL_HDF5_HL_LIBRARY)
  list(APPEND missing libhdf5-openmpi-dev)
else()
  file(STRINGS ${RAVENSTEIN_PARALLEL_HDF5_INCLUDE_DIR}/H5public.h parallel_version
       REGEX "define H5_VERS_INFO")
  set(serial_version "")
  foreach(folder IN LISTS HDF5_C_INCLUDE_DIRS)
    if(EXISTS ${folder}/H5public.h)
      file(STRINGS ${folder}/H5public.h serial_version REGEX "define H5_VERS_INFO")
    endif()
  endforeach()
  if(NOT serial_version STREQUAL parallel_version)
    list(APPEND missing "libhdf5-openmpi-dev of the version of libhdf5-dev")
  endif()
endif()
if(NOT RAVENSTEIN_METIS_INCLUDE_DIR OR NOT RAVENSTEIN_METIS_LIBRARY)
  list(APPEND missing libmetis-dev)
endif()
list(JOIN missing ", " missing)

if(missing STREQUAL "")
  set(RAVENSTEIN_WITH_MPI ON)
  add_library(ravenstein_parallel_hdf5 INTERFACE)
  target_link_libraries(ravenstein_parallel_hdf5 INTERFACE ${RAVENSTEIN_PARALLEL_HDF5_HL_LIBRARY}
                        ${RAVENSTEIN_PARALLEL_HDF5_LIBRARY} MPI::MPI_C)
elseif(RAVENSTEIN_MPI STREQUAL "AUTO")
  message(STATUS "ravenstein-mpi is not built; it needs ${missing}")
else()
  message(FATAL_ERROR "RAVENSTEIN_MPI is ${RAVENSTEIN_MPI}, but there is no ${missing}")
endif()
