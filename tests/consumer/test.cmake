# SPDX-License-Identifier: Apache-2.0
# Installs BUILD to a prefix of its own, builds the consumer against it and runs it.
# cmake -DBUILD=... -DSOURCE=... -DWORK=... [-DFLAGS=...] -DSCENARIO=... -P test.cmake
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G Ninja
    -DCMAKE_PREFIX_PATH=${WORK}/prefix -DCMAKE_CXX_FLAGS=${FLAGS})
run(${CMAKE_COMMAND} --build ${WORK}/build)
execute_process(COMMAND ${WORK}/build/consumer ${SCENARIO} OUTPUT_VARIABLE said
                COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "^89991 people are away from home, 7 camps")  # N_299 of the registrations
  message(FATAL_ERROR "the consumer said: ${said}")
endif()
