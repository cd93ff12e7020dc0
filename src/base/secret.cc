// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include "base/check.h"

#include <array>
#include <sodium.h>

namespace alzette::base {

namespace {

void start_library() { CHECK_THAT(sodium_init() >= 0); }

}  // namespace

std::string random_secret()
{
    start_library();
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();  // the zero at its end
    return text;
}

std::string password_hash(std::string_view password)
{
    start_library();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    auto const failed = crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                          crypto_pwhash_MEMLIMIT_INTERACTIVE);
    return failed == 0 ? std::string(hash.data()) : std::string();
}

bool is_password(std::string_view password, std::string const& hash)
{
    start_library();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool read_base64(std::string_view text, std::string& bytes)
{
    bytes.resize(text.size());
    std::size_t size = 0;
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());  // NOLINT(bugprone-*): characters as bytes
    auto const failed = sodium_base642bin(out, bytes.size(), text.data(), text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
    bytes.resize(size);
    return failed == 0;
}

}  // namespace alzette::base
