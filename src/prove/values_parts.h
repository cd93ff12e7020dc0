// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json_writer.h"
#include "decide/value_set.h"
#include "prove/render.h"

#include <string>
#include <string_view>

// The views of value sets that values_view.cc chooses among. Each writes a text for a terminal, or into a JSON object that is open.
namespace alzette::prove {

struct ValuesTelling {
    base::Language language;
    Colour colour;

    std::string say(base::MessageId message, std::vector<base::Argument> arguments = {}) const
    {
        return base::Message(message, std::move(arguments)).in(language);
    }
};

inline constexpr std::size_t hash_digits_shown = 12;

// All values of a set by the second part of their ids, then what is missing.
std::string list_text(decide::ValueSet const& set, ValuesTelling const& telling);
void list_json(base::JsonWriter& json, decide::ValueSet const& set, base::Language language);

// One value with everything known of it; or one the set misses, with the reason.
std::string value_text(decide::ValueSet const& set, decide::OfficialValue const& value, ValuesTelling const& telling);
std::string missing_text(decide::ValueSet const& set, decide::MissingValue const& missing, ValuesTelling const& telling);
void value_json(base::JsonWriter& json, decide::OfficialValue const& value, base::Language language);
void missing_json(base::JsonWriter& json, decide::MissingValue const& missing, base::Language language);

// Two sets side by side. Of one value alone where an id is given, in either set.
std::string comparison_text(decide::ValueSet const& a, decide::ValueSet const& b, std::string_view id, ValuesTelling const& telling);
void comparison_json(base::JsonWriter& json, decide::ValueSet const& a, decide::ValueSet const& b, std::string_view id, base::Language language);

// id, title, edition, currency, sha256: what every view says of a set.
void set_json(base::JsonWriter& json, decide::ValueSet const& set, base::Language language);
// "2 read in the document, 3 in a transcription, 1 unverified, 1 missing"
std::string counts_in_words(decide::ValueSet const& set, base::Language language);

}  // namespace alzette::prove
