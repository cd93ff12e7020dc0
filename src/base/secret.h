// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Secrets, by libsodium.
namespace alzette::base {

// 256 random bits from the system, as 43 characters of base64 for addresses (RFC 4648, 5).
std::string random_secret();

// A password as it is kept: Argon2id with the "interactive" cost of libsodium (64 MiB, some 0.1 s), its salt and cost within. Empty when there is not
// enough memory.
std::string password_hash(std::string_view password);
bool is_password(std::string_view password, std::string const& hash);

// Standard base64 (RFC 4648, 4), as HTTP Basic has it. False where it is none.
bool read_base64(std::string_view text, std::string& bytes);

}  // namespace alzette::base
