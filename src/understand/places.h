// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/geometry.h"
#include "understand/bitmap.h"

#include <cstddef>
#include <functional>
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

    // Between the two, what is inserted is only gathered: nothing is found, and nothing may be erased. For a start, with all there is at once.
    void gather();
    void build();

    void insert(ngsi::Box const& box, std::uint32_t slot);
    void erase(ngsi::Box const& box, std::uint32_t slot);
    Bitmap meeting(ngsi::Box const& box) const;
    using Take = std::function<void(ngsi::Box const& box, std::uint32_t slot)>;
    void each_meeting(ngsi::Box const& box, Take const& take) const;
    // So many boxes, nearest first on the plane of degrees; all where there are fewer.
    void each_nearest(ngsi::Position from, std::size_t most, Take const& take) const;
    std::size_t size() const;  // boxes, of which an entity may have several

private:
    struct Tree;
    std::unique_ptr<Tree> tree_;
};

}  // namespace alzette::understand
