// SPDX-License-Identifier: Apache-2.0
#include "base/sha256.h"

#include "base/blake2b.h"

#include <array>
#include <sodium.h>

namespace alzette::base {

std::string sha256(std::string_view bytes)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
    return hexadecimal({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

}  // namespace alzette::base
