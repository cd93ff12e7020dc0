// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/entity.h"
#include "ngsi/path.h"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// In which order entities are shown (clause 4.23).
namespace alzette::ngsi {

struct OrderTerm {
    enum class By { id, type, scope, value, distance } by = By::value;
    ValuePath path = {};  // of a value or a distance; without links
    bool is_descending = false;
};

struct Ordering {
    std::vector<OrderTerm> terms = {};
    json::Value from = {};  // the geometry distances are measured from
};

// Reads orderBy ("name,age;desc", "location;dist-asc"), orderFrom and orderGeometry (Point where it is not given). Fails (invalid) on what is no such list,
// with the column at fault and what was expected there, and on an order by distance without orderFrom.
struct OrderParameters {
    std::string const* by = nullptr;
    std::string const* from = nullptr;
    std::string const* geometry = nullptr;
};
base::Result<Ordering> read_ordering(OrderParameters const& parameters, Context const& context);

// One term of one entity: by datatype first, in the order of clause 4.23.2, then by value. What is missing is last in both directions.
struct SortKey {
    int rank = 0;
    double number = 0;
    std::string text = {};
    std::partial_ordering operator<=>(SortKey const&) const = default;
};
// The metres of a term by distance; nothing where the entity has no place.
std::optional<double> metres_of(SortKey const& key);
SortKey key_of_metres(double metres);
std::vector<SortKey> sort_keys(Ordering const& ordering, Entity const& entity);
// Whether one entity comes before another.
bool comes_before(Ordering const& ordering, std::vector<SortKey> const& left, std::vector<SortKey> const& right);

}  // namespace alzette::ngsi
