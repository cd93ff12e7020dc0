# SPDX-License-Identifier: Apache-2.0
# Style is a test, so nobody can forget it; the tools that check it have their own.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(check layers tidy third_party)
  add_test(NAME style_${check} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tools/${check}.py ${CMAKE_SOURCE_DIR})
  set_tests_properties(style_${check} PROPERTIES LABELS style)
endforeach()
add_test(NAME tools COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/tools/tools_test.py)
set_tests_properties(tools PROPERTIES LABELS style)
