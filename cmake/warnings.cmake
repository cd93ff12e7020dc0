# SPDX-License-Identifier: Apache-2.0
# Left out on purpose: -Wnull-dereference (false inside libstdc++ at -O2); -Wrestrict (false on "1" + s at -O3 with g++ 12).
set(ALZETTE_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough -Wdouble-promotion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND ALZETTE_WARNINGS -Wduplicated-cond -Wlogical-op -Wuseless-cast -Wno-restrict)
  if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    list(APPEND ALZETTE_WARNINGS -Wno-maybe-uninitialized)  # false on std::optional once a sanitizer has rewritten the code (g++ 12)
  endif()
else()
  list(APPEND ALZETTE_WARNINGS -Wthread-safety)
endif()
