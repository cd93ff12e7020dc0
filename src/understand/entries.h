// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "ngsi/entity.h"
#include "ngsi/geometry.h"
#include "ngsi/kept.h"
#include "understand/value_index.h"

#include <string>
#include <string_view>
#include <vector>

// What the indexes hold of one entity, in bytes that are kept with it: a start fills the indexes without reading any entity, and a change takes out what the
// entity was without reading it again. Names are written as the core context compacts them, which is short and gives each name one form.
namespace alzette::understand {

// The row of an entity: its entries, and the bytes that ngsi::keep() gave.
std::string row_of(ngsi::Entity const& entity, std::string_view kept);

// The two parts of a row. Both point into it.
struct Row {
    std::string_view entries;  // empty in rows of the first format, which had none
    std::string_view kept;
};
// Fails (unavailable) on bytes that row_of() did not make.
base::Result<Row> open_row(std::string_view bytes);
// The same of bytes that are known to be good.
Row trusted_row(std::string_view bytes);

// One attribute of an entity. `bytes` tell whether two are the same.
struct AttributeEntries {
    std::string_view name;
    bool has_several = false;  // values: instances, items of an array, languages
    std::vector<ValueIndex::Key> keys = {};
    std::vector<ngsi::Box> boxes = {};
    std::string_view bytes = {};
};

// Read from bytes, which they point into. Reused, they allocate nothing.
struct Entries {
    std::vector<std::string_view> types = {};
    std::vector<std::string_view> scopes = {};
    std::vector<AttributeEntries> attributes = {};
    AttributeEntries const* find(std::string_view name) const;
};
// False where the bytes are none of entries.
bool read_entries(std::string_view bytes, Entries& entries);

}  // namespace alzette::understand
