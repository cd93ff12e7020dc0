# SPDX-License-Identifier: Apache-2.0
# The program as a user calls it.
add_test(NAME command_line COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/command_line.py $<TARGET_FILE:alzette> ${CMAKE_SOURCE_DIR})
set_tests_properties(command_line PROPERTIES LABELS scenario)
