// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/context.h"

#include <string>
#include <string_view>
#include <vector>

// Which entities by their types and by their scopes: alternatives, each of conditions that all hold (clauses 4.17 and 4.19).
namespace alzette::ngsi {

struct Selection {
    std::vector<std::vector<std::string>> alternatives = {};  // of expanded type names, or of scope patterns
    friend bool operator==(Selection const&, Selection const&) = default;
};

// "Building|House", "(Home;Vehicle),Motorhome" (4.17). Fails (invalid), saying where.
base::Result<Selection> read_type_selection(std::string_view text, Context const& context);
bool selects(Selection const& selection, std::vector<std::string> const& types);
// So that read_type_selection() with the same context gives the selection.
std::string write_type_selection(Selection const& selection, Context const& context);

// "/Madrid/+/ParqueNorte", "(/Madrid/#;/CompanyA)|/CompanyB" (4.19): '+' is any one level, '/#' at the end whatever is below. A pattern without a '/' in front
// gets one. Fails (invalid), saying where.
base::Result<Selection> read_scope_selection(std::string_view text);
bool scope_matches(std::string_view pattern, std::string_view scope);
bool selects_scopes(Selection const& selection, std::vector<std::string> const& scopes);
// So that read_scope_selection() gives the selection.
std::string write_scope_selection(Selection const& selection);

}  // namespace alzette::ngsi
