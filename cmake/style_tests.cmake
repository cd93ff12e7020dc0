# SPDX-License-Identifier: Apache-2.0
# Style is a test, so nobody can forget it.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(check layers tidy)
  add_test(NAME style_${check} COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/${check}.py ${CMAKE_SOURCE_DIR})
  set_tests_properties(style_${check} PROPERTIES LABELS style)
endforeach()
