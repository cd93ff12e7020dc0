// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/by_text.h"
#include "understand/bitmap.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace alzette::understand {

// Sets of slots by a name: of a type, an attribute, a scope. Found by the name itself; changed by the form entries write it in (understand/entries.h), which
// is how most of the work of a start is done. A set without members is not there.
class NamedSets {
public:
    using Map = std::map<std::string, Bitmap, std::less<>>;
    enum class Names { compacted, as_written };
    explicit NamedSets(Names names = Names::compacted) : names_(names) {}

    Bitmap const& find(std::string_view name) const;
    Map const& all() const { return sets_; }
    void insert(std::string_view written, std::uint32_t slot);
    void erase(std::string_view written, std::uint32_t slot);  // a member

private:
    Names names_;
    Map sets_;
    base::ByText<Map::iterator> by_written_;
};

}  // namespace alzette::understand
