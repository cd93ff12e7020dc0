// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/geometry.h"
#include "understand/bitmap.h"

#include <memory>

namespace alzette::understand {

// Where entities are: the boxes of one GeoProperty in a tree. Boxes are kept in single precision, a little larger than given, so what is found is to be
// checked.
class Places {
public:
    Places();
    Places(Places&&) noexcept;
    Places& operator=(Places&&) noexcept;
    ~Places();

    void insert(ngsi::Box const& box, std::uint32_t slot);
    void erase(ngsi::Box const& box, std::uint32_t slot);
    Bitmap meeting(ngsi::Box const& box) const;

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

}  // namespace alzette::understand
