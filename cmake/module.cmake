# SPDX-License-Identifier: Apache-2.0
# One folder is one target. Files are told apart by their ending, never listed by hand:
#   x.cc library, x_test.cc test, x_bench.cc benchmark, x_fuzz.cc fuzzer.
#   module(name [USES folders] [LINKS libraries])

function(sources_of folder)
  file(GLOB all CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cc)
  foreach(kind test bench fuzz)
    set(files ${all})
    list(FILTER files INCLUDE REGEX "_${kind}\\.cc$")
    set(${kind}_files ${files} PARENT_SCOPE)
  endforeach()
  list(FILTER all EXCLUDE REGEX "_(test|bench|fuzz)\\.cc$|/main\\.cc$")
  set(library_files ${all} PARENT_SCOPE)
endfunction()

# Whether one of the files includes what starts threads.
function(starts_threads result)
  set(${result} FALSE PARENT_SCOPE)
  foreach(file ${ARGN})
    file(STRINGS ${file} found REGEX "^#include <(thread|future)>")
    if(found)
      set(${result} TRUE PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

function(module name)
  set(source_folder_file ${CMAKE_SOURCE_DIR}/test/source_folder.cc)  # base/source_folder_for_test.h
  set_source_files_properties(${source_folder_file} PROPERTIES COMPILE_DEFINITIONS SOURCE_FOLDER="${CMAKE_SOURCE_DIR}")
  cmake_parse_arguments(arg "" "" "USES;LINKS" ${ARGN})
  sources_of(${name})
  list(TRANSFORM arg_USES PREPEND alzette_)
  add_library(alzette_${name} STATIC ${library_files})
  target_include_directories(alzette_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_options(alzette_${name} PRIVATE ${ALZETTE_WARNINGS})
  target_link_libraries(alzette_${name} PUBLIC ${arg_USES} PRIVATE ${arg_LINKS})

  if(ALZETTE_TESTS AND test_files)
    add_executable(${name}_test ${test_files} ${CMAKE_SOURCE_DIR}/test/main.cc ${source_folder_file})
    target_compile_options(${name}_test PRIVATE ${ALZETTE_WARNINGS} $<$<CONFIG:Debug>:-O0>)  # compiled more often than run
    target_link_libraries(${name}_test PRIVATE alzette_${name} rapidcheck fmt::fmt)
    add_test(NAME ${name} COMMAND ${name}_test)
    set_tests_properties(${name} PROPERTIES LABELS unit)
    starts_threads(threads ${library_files})
    if(threads)
      set_property(TEST ${name} APPEND PROPERTY LABELS threads)  # also runs under the thread sanitizer
    endif()
  endif()
  if(ALZETTE_BENCHES AND bench_files)
    add_executable(${name}_bench ${bench_files} ${source_folder_file})
    target_link_libraries(${name}_bench PRIVATE alzette_${name} benchmark benchmark_main)
  endif()
  if(ALZETTE_FUZZERS)
    foreach(file ${fuzz_files})
      get_filename_component(fuzzer ${file} NAME_WE)
      add_executable(${fuzzer} ${file})
      add_dependencies(fuzzers ${fuzzer})
      target_link_options(${fuzzer} PRIVATE -fsanitize=fuzzer)
      target_link_libraries(${fuzzer} PRIVATE alzette_${name})
    endforeach()
  endif()
endfunction()

# A program is a module whose folder also holds main.cc.
function(program name folder)
  module(${folder} ${ARGN})
  add_executable(${name} ${folder}/main.cc)
  target_compile_options(${name} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${ALZETTE_WARNINGS}>")  # the allocator's settings are C
  target_link_libraries(${name} PRIVATE alzette_${folder})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()
