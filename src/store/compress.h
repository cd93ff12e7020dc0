// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace alzette::store {

// Entities of a group are alike: at its fastest, zstd makes a fifth of them, and the disk is what changes wait for.
std::string compressed(std::string_view bytes);
// The same into a buffer that is used again and only ever grows; what is returned points into it.
std::string_view compressed_into(std::string& buffer, std::string_view bytes);
// Fails (unavailable) on what compressed() did not make, or that says it holds more than `bytes_max`.
base::Result<std::string> decompressed(std::string_view bytes, std::size_t bytes_max);
// The bytes of the frame that begins here, where several stand one after the other; nothing where none does, or it is cut.
std::optional<std::size_t> frame_size(std::string_view bytes);

}  // namespace alzette::store
