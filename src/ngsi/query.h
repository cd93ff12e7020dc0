// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/instant.h"
#include "ngsi/context.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

// The query language of NGSI-LD (clause 4.9) as values. Names are expanded when a query is read.
namespace alzette::ngsi {

enum class Comparison { exists, equal, unequal, greater, greater_equal, less, less_equal, matches, matches_not };

// What a path compares with.
struct Literal {
    enum class Kind { number, truth, text, instant, date, time } kind = Kind::text;
    json::Value value = {};     // as written: a number, true or false, or a text
    std::string expanded = {};  // of a text: as a term of the vocabulary, for a VocabProperty and for expandValues
    base::Instant instant = {};  // of an instant
};

// sensor{Device:humidity}: go on at the entities a relationship points to, of these types where any are named.
struct LinkStep {
    std::string relationship;
    std::vector<std::string> types;
};

// attribute.sub.sub[member.member]
struct ValuePath {
    std::vector<LinkStep> links = {};
    std::vector<std::string> names = {};     // expanded; the last may be a member such as observedAt
    std::vector<std::string> members = {};   // within the value, as written; of a languageMap, a language or "*"
};

struct Condition {
    ValuePath path = {};
    Comparison comparison = Comparison::exists;
    std::vector<Literal> values = {};  // one, a list, or the two ends of a range
    bool is_range = false;
    std::string pattern = {};                           // of matches and matches_not
    std::shared_ptr<re2::RE2 const> compiled = {};
};

// A condition, or conditions that all or any hold.
struct Query {
    enum class Kind { condition, all, any } kind = Kind::condition;
    Condition condition = {};
    std::vector<Query> parts = {};
};

struct QueryOptions {
    std::vector<std::string> expand_values = {};  // expanded names of attributes whose values are terms of the vocabulary
};

// Reads `q`. Fails: invalid, with the column at fault and what was expected there; exhausted beyond the limits of length, depth and terms, and of a
// pattern's size.
base::Result<Query> read_query(std::string_view text, Context const& context, QueryOptions const& options = {});

// A path alone: "address[city]", "name.observedAt", as orderBy names one. Fails (invalid) on anything else.
base::Result<ValuePath> read_value_path(std::string_view text, Context const& context);

}  // namespace alzette::ngsi
