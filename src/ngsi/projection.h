// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/context.h"

#include <string>
#include <string_view>
#include <vector>

namespace alzette::ngsi {

// A member that pick, omit or attrs name and, of a relationship, those of the entities it points to: observation{temperature,humidity} (clause 4.21).
struct Projected {
    std::string name;                    // of an attribute, expanded; else id, type or scope
    std::vector<Projected> linked = {};  // none: the list it stands in holds for linked entities too
    friend bool operator==(Projected const& left, Projected const& right) { return left.name == right.name && left.linked == right.linked; }
};

// Reads a list separated by ',' or '|'; a name that stands there twice has the members of both. Fails: invalid, naming `parameter`, the
// column and what was expected; exhausted beyond the limits of length and depth.
base::Result<std::vector<Projected>> read_projection(std::string_view text, std::string_view parameter, Context const& context);

// How many relationships it goes down: 1 of observation{temperature}.
std::size_t depth(std::vector<Projected> const& projection);

// So that read_projection() with the same context gives the list.
std::string write_projection(std::vector<Projected> const& projection, Context const& context);

}  // namespace alzette::ngsi
