// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alzette::net {

// Percent-decodes (RFC 3986, 2.1). '+' stays '+': in a query of NGSI-LD it is a sign of its own (scopeQ, telephone numbers), and RFC 3986 gives it no
// other meaning. Fails (invalid) on '%' without two hexadecimal digits, and on what does not decode to UTF-8.
base::Result<std::string> percent_decoded(std::string_view text);

// What follows '?', as decoded names and values in their order. Empty parts are skipped; a part without '=' has an empty value.
base::Result<std::vector<std::pair<std::string, std::string>>> query_pairs(std::string_view query);

// What may not stand as it is in a segment of a path, or in the value of a query, is encoded (RFC 3986, 3.3 and 3.4).
std::string percent_encoded(std::string_view text);

}  // namespace alzette::net
