// SPDX-License-Identifier: Apache-2.0
#include "base/library.h"

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <fmt/core.h>

namespace alzette::base {

namespace {

void* found(void* what)
{
    if (what != nullptr) return what;
    constexpr int code_of_loader = 127;
    fmt::print(stderr, "alzette: {}\n", dlerror());  // NOLINT(concurrency-mt-unsafe): of this thread
    std::_Exit(code_of_loader);
}

}  // namespace

Library::Library(char const* file) : handle_(found(dlopen(file, RTLD_LAZY | RTLD_LOCAL))) {}

void* Library::find(char const* name) const { return found(dlsym(handle_, name)); }

}  // namespace alzette::base
