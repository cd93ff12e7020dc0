// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/instant.h"
#include "json/value.h"
#include "ngsi/context.h"
#include "ngsi/cursor.h"

#include <optional>
#include <string>
#include <string_view>

namespace alzette::ngsi {

// What a query compares with (clause 4.9: Value and URI).
struct Literal {
    enum class Kind { number, truth, text, instant, date, time } kind = Kind::text;
    json::Value value = {};      // as written: a number, true or false, or a text
    std::string expanded = {};   // of a text: as a term of the vocabulary, for a VocabProperty and for expandValues
    base::Instant instant = {};  // moment() of an instant, a date or a time
    friend bool operator==(Literal const&, Literal const&) = default;
};

// Where an instant (DateTime), a date or a time of day stands in time, so that two of one kind compare: a date at its midnight, a time on the first day of
// 1970. Nothing for a text that is none of that kind (clause 4.6.3), and for other kinds.
std::optional<base::Instant> moment(Literal::Kind kind, std::string_view text);

enum class Text { as_written, expanded };  // expandValues

// The literal that stands at the cursor. A text is in quotes; a URI, and a term of the vocabulary, need none. Fails (invalid) where no literal stands.
base::Result<Literal> read_literal(Cursor& cursor, Context const& context, Text text);
// One that has an order: no truth value, no URI, no term (clause 4.9: ComparableValue).
base::Result<Literal> read_ordered_literal(Cursor& cursor, Context const& context, Text text);

// So that read_literal() with the same context gives the literal.
void write_literal(Literal const& literal, std::string& out);

}  // namespace alzette::ngsi
