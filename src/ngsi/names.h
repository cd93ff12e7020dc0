// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ngsi/context.h"

#include <string>
#include <string_view>

// What NGSI-LD lets be a name (clauses 4.6.2, 4.6.4, 5.5.4).
namespace alzette::ngsi {

// An absolute URI or IRI: a scheme, a colon and something after it, without blanks, control characters, or any of "<>\^`{|}.
bool is_uri(std::string_view text);

// What may stand as the name of a type or an attribute: a term, a compact IRI or a URI; letters, digits, and of ASCII signs those of a URI.
bool is_name(std::string_view text);

base::Result<void> check_entity_id(std::string_view id);
base::Result<void> check_name(std::string_view name);
// Clauses 4.14 and 6.3.14: of a tenant other than the default one, a short name for the URL-safe world.
base::Result<void> check_tenant(std::string_view name);

// The shortest name that a query may hold in place of an IRI: its compact form, but for one that would not be read as a name, or as another's.
std::string short_name(std::string_view iri, Context const& context);

}  // namespace alzette::ngsi
