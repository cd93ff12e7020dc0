// SPDX-License-Identifier: Apache-2.0
#include "base/blake2b.h"

#include "base/check.h"

#include <sodium.h>

namespace alzette::base {

namespace {

unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());  // NOLINT(bugprone-*): characters as bytes
}

}  // namespace

struct Blake2b256::State {
    crypto_generichash_state hash;
};

Blake2b256::Blake2b256() : state_(std::make_unique<State>()) { CHECK_THAT(crypto_generichash_init(&state_->hash, nullptr, 0, 32) == 0); }

Blake2b256::~Blake2b256() = default;

void Blake2b256::add(std::string_view part) { crypto_generichash_update(&state_->hash, bytes_of(part), part.size()); }

std::string Blake2b256::finish()
{
    std::string hash(32, '\0');
    crypto_generichash_final(&state_->hash, reinterpret_cast<unsigned char*>(hash.data()), hash.size());  // NOLINT(bugprone-*): characters as bytes
    return hash;
}

std::string blake2b_256(std::initializer_list<std::string_view> parts)
{
    crypto_generichash_state state;
    CHECK_THAT(crypto_generichash_init(&state, nullptr, 0, 32) == 0);
    for (auto const part : parts) crypto_generichash_update(&state, bytes_of(part), part.size());
    std::string hash(32, '\0');
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(hash.data()), hash.size());  // NOLINT(bugprone-*): characters as bytes
    return hash;
}

std::string hexadecimal(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (auto const c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4U];
        text += digits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
}

}  // namespace alzette::base
