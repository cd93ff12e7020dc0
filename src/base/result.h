// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace alzette::base {

// What kind of thing went wrong. The number is the exit code of the program.
enum class Errc : int {
    invalid = 2,      // what was given is wrong; say it otherwise
    not_found = 3,    // it does not exist
    conflict = 4,     // it contradicts what is already there
    denied = 5,       // not allowed
    exhausted = 6,    // a named limit was reached
    unavailable = 7,  // a file, a disk or a peer does not answer; try again
    unsupported = 8,  // understood, not built
    interrupted = 9,  // stopped by the user
};

// Where in a text: lines and columns count from 1, columns in characters; 0 is unknown.
struct Place {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    friend auto operator<=>(Place const&, Place const&) = default;
};

struct Error {
    Errc kind;
    Message message;
    Place place = {};
    std::string file = {};  // empty when the text came from no file
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Errc kind, MessageId message, std::vector<Argument> arguments = {}, Place place = {})
{
    return tl::unexpected<Error>(Error{kind, Message(message, std::move(arguments)), place});
}

}  // namespace alzette::base

// Passes an error up, else gives the value. One TRY per statement: -Wshadow enforces it.
#define TRY(expression)                                                                            \
    __extension__({                                                                                \
        auto&& try_result_ = (expression);                                                         \
        if (!try_result_) return tl::unexpected(std::move(try_result_).error());                   \
        *std::move(try_result_);                                                                   \
    })

// The same for a Result<void>.
#define TRY_VOID(expression)                                                                       \
    do {                                                                                           \
        auto&& try_result_ = (expression);                                                         \
        if (!try_result_) return tl::unexpected(std::move(try_result_).error());                   \
    } while (false)
