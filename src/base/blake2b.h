// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace alzette::base {

// BLAKE2b of 256 bits (RFC 7693) over the parts one after the other: 32 bytes.
std::string blake2b_256(std::initializer_list<std::string_view> parts);

// The same over parts that come one after the other. finish() ends it.
class Blake2b256 {
public:
    Blake2b256();
    ~Blake2b256();
    Blake2b256(Blake2b256 const&) = delete;
    Blake2b256& operator=(Blake2b256 const&) = delete;
    void add(std::string_view part);
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Two lower-case digits a byte.
std::string hexadecimal(std::string_view bytes);

}  // namespace alzette::base
