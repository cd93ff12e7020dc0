// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/events.h"

#include <optional>

namespace alzette::yaml {

// The innermost bracket that is open where reading stopped.
struct OpenBracket {
    base::Place place;
    char bracket;  // [ or {
};

// Whether a quoted text was found that goes on with too little indentation.
bool is_about_quote(Fault const& fault);

// Says in plain words what is wrong and what to do. The place is always within the text.
base::Error explain(Fault const& fault, std::string_view text, std::optional<OpenBracket> open);

}  // namespace alzette::yaml
