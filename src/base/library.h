// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace alzette::base {

// A shared library that few commands need, opened when the first of them does, and never closed: PROJ, curl and CBC bring fifty others with them, whose loading
// took two thirds of each start. One that is missing ends the program with the loader's words and its code, as it would have at the start.
//
//     struct Proj : base::Library {
//         Proj() : Library(PROJ_LIBRARY) {}
//         LIBRARY_FUNCTION(proj_create);
//     };
//
// PROJ_LIBRARY comes from `OPENS proj` (cmake/module.cmake): the file of the headers that this was built with.
class Library {
public:
    Library(Library const&) = delete;
    Library& operator=(Library const&) = delete;

protected:
    explicit Library(char const* file);
    ~Library() = default;
    template <class Function>
    Function function(char const* name) const
    {
        return reinterpret_cast<Function>(find(name));
    }

private:
    void* find(char const* name) const;
    void* handle_;
};

// A member that is a function of the library, under its own name.
#define LIBRARY_FUNCTION(name) decltype(&::name) name = function<decltype(&::name)>(#name)  // NOLINT(bugprone-macro-parentheses): it declares the name

}  // namespace alzette::base
