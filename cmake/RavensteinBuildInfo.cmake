# SPDX-License-Identifier: Apache-2.0
# Writes OUTPUT from INPUT with the state of the source; run at every build, so that the hash is the
# one that was built. cmake -DINPUT= -DOUTPUT= -DSOURCE= -DVERSION= -DBUILD_TYPE= -DCOMPILER= -P ...
set(GIT_HASH unknown)
find_package(Git QUIET)
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --abbrev=40 --exclude=* --dirty
                  WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE hash RESULT_VARIABLE failed
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT failed)
    set(GIT_HASH ${hash})
  endif()
endif()
configure_file(${INPUT} ${OUTPUT} @ONLY)  # touches OUTPUT only if it changes
