# SPDX-License-Identifier: Apache-2.0
# The program as a user calls it.
add_test(NAME command_line COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/command_line.py $<TARGET_FILE:alzette> ${CMAKE_SOURCE_DIR})
set_tests_properties(command_line PROPERTIES LABELS scenario)
# The broker as an application meets it, over a socket.
add_test(NAME broker COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/ngsi.py $<TARGET_FILE:alzette>)
set_tests_properties(broker PROPERTIES LABELS "scenario;threads")
# The same under kills and on a full disk.
add_test(NAME nothing_lost COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/nothing_lost.py $<TARGET_FILE:alzette>)
set_tests_properties(nothing_lost PROPERTIES LABELS "scenario;threads")
# A territory's folder as its keeper meets it: files taken in, backups, older folders.
add_test(NAME territory_folder COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/territory.py $<TARGET_FILE:alzette> ${CMAKE_SOURCE_DIR})
set_tests_properties(territory_folder PROPERTIES LABELS "scenario;threads")
# Who may do what.
add_test(NAME access_rights COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/access.py $<TARGET_FILE:alzette> ${CMAKE_SOURCE_DIR})
set_tests_properties(access_rights PROPERTIES LABELS "scenario;threads")
# The Debian package; its program is the one of any build.
add_test(NAME package COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/package.py $<TARGET_FILE:alzette> ${CMAKE_SOURCE_DIR})
set_tests_properties(package PROPERTIES LABELS package SKIP_RETURN_CODE 77)
# Settings, limits, what it counts of itself, many and slow clients.
add_test(NAME operation COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/operate.py $<TARGET_FILE:alzette>)
set_tests_properties(operation PROPERTIES LABELS "scenario;threads")
# Contexts from other hosts.
add_test(NAME contexts_elsewhere COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/test/scenarios/contexts.py $<TARGET_FILE:alzette>)
set_tests_properties(contexts_elsewhere PROPERTIES LABELS "scenario;threads")
