// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <absl/container/flat_hash_map.h>
#include <functional>
#include <string>
#include <string_view>

namespace alzette::understand {

// Looks keys up by std::string_view, which this build of abseil does not know as its own.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

template <class Value>
using ByText = absl::flat_hash_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace alzette::understand
