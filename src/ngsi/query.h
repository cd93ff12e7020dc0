// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/literal.h"
#include "ngsi/path.h"
#include "ngsi/pattern.h"

#include <string>
#include <string_view>
#include <vector>

// The query language of NGSI-LD (clause 4.9) as values: compared and copied. Names are expanded when a query is read.
namespace alzette::ngsi {

enum class Comparison { exists, equal, unequal, greater, greater_equal, less, less_equal, matches, matches_not };

struct Condition {
    ValuePath path = {};
    Comparison comparison = Comparison::exists;
    std::vector<Literal> values = {};  // one, of (un)equal a list, or the two ends of a range; none of exists and of patterns
    bool is_range = false;
    Pattern pattern = {};  // of matches and matches_not
    friend bool operator==(Condition const&, Condition const&) = default;
};

// A condition, or conditions that all or any hold.
struct Query {
    enum class Kind { condition, all, any } kind = Kind::condition;
    Condition condition = {};
    std::vector<Query> parts = {};  // of all and any, two or more
    friend bool operator==(Query const& left, Query const& right)
    {
        return left.kind == right.kind && left.condition == right.condition && left.parts == right.parts;
    }
};

struct QueryOptions {
    // Expanded names of attributes whose values are terms of the vocabulary (the parameter expandValues). Nothing is asked of jsonKeys: what stands within
    // brackets is compared with the names in the value as they are, never expanded.
    std::vector<std::string> expand_values = {};
};

// Reads `q`. Fails: invalid, with the column at fault and what was expected there; exhausted beyond the limits of length, depth and terms, and of a pattern's
// size.
base::Result<Query> read_query(std::string_view text, Context const& context, QueryOptions const& options = {});

// The most relationships that one of its conditions follows: 1 of sensor{humidity}>3.
std::size_t link_depth(Query const& query);

// The text of a query: read_query() with the same context and options gives the query.
std::string write_query(Query const& query, Context const& context);

}  // namespace alzette::ngsi
