// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"
#include "decide/value_set.h"
#include "prove/render.h"

#include <string>

namespace alzette::prove {

// What of the value sets is asked for: nothing named, all sets; a set, its values; a set and an id, that value with everything known of it;
// two sets, their values side by side (with an id, that value's pairs alone).
struct ValuesRequest {
    std::string set = {};
    std::string id = {};
    std::string compare_with = {};
    bool json = false;
    Colour colour = Colour::never;
};

// Text for a terminal, or one JSON object (docs/formats/values.md). A value the set looked for and misses is told with its reason.
// Fails with the nearest known name where a set or a value is unknown, or with the first mistake of the set's own file. One thread, as the library.
base::Result<std::string> render_values(ValuesRequest const& request, decide::ValueLibrary const& library, base::Language language);

}  // namespace alzette::prove
