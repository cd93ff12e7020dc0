// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/hash/hash.h>
#include <absl/strings/string_view.h>
#include <functional>
#include <string>
#include <string_view>

namespace alzette::base {

// Abseil's own hash, which differs from process to process: nobody can send names that collide. This build of it does not know std::string_view, and would
// fall back to the standard library's, which everybody knows.
inline std::size_t text_hash(std::string_view text) { return absl::HashOf(absl::string_view(text.data(), text.size())); }

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return text_hash(text); }
};

// A map by text, in no order. Links absl::flat_hash_map and absl::hash.
template <class Value>
using ByText = absl::flat_hash_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace alzette::base
