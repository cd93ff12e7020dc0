// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace alzette::net {

// The one of `offered` that an Accept header likes best (RFC 9110, 12.5.1): by weight, then by the order of `offered`, as NGSI-LD orders them (clause 6.3.4).
// Nothing when none is accepted. An empty header accepts all.
std::optional<std::size_t> acceptable(std::string_view accept, std::span<std::string_view const> offered);

// The type alone of a Content-Type, in lower case: "application/ld+json" of "application/LD+JSON; charset=utf-8".
std::string media_type(std::string_view content_type);

// The target of the link to a JSON-LD context in a Link header (RFC 8288; clause 6.3.5); nothing when there is none.
std::optional<std::string> context_link(std::string_view link);

// The Link header that names one.
std::string link_to_context(std::string_view uri);

}  // namespace alzette::net
