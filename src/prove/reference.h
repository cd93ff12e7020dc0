// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/message.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace alzette::prove {

// The manual's reference page in Markdown, from the tables the program itself works with: keys, units, operators, functions, uncertain values,
// indicators, statuses, exit codes. docs/manual/decide/reference.*.md are this text.
std::string render_reference(base::Language language);

// The units of the language, for a terminal.
std::string render_units(base::Language language);

// An indicator as the manual defines it.
struct IndicatorDefinition {
    std::string_view id;
    base::MessageId definition;
    std::optional<base::MessageId> absent_where;  // when it does not exist
};
std::span<IndicatorDefinition const> indicator_definitions();

// An uncertain value as a case writes it in place.
struct NotationEntry {
    std::string_view example;
    base::MessageId meaning;
    base::MessageId central;
};
std::span<NotationEntry const> notation_entries();

}  // namespace alzette::prove
