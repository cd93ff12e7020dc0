// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/hash/hash.h>
#include <functional>
#include <string>
#include <string_view>

namespace alzette::base {

// Looks keys up by std::string_view, which this build of abseil does not know as its own.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return absl::HashOf(text); }
};

// A map by text, in no order. Links absl::flat_hash_map and absl::hash.
template <class Value>
using ByText = absl::flat_hash_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace alzette::base
