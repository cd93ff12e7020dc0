// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string_view>

namespace alzette::ngsi {

// A place in the text of a parameter while one of the query languages (clauses 4.9, 4.21, 4.23) is read from it. The text must outlive it.
class Cursor {
public:
    // Fails (exhausted) on a text longer than `limits::query_length_max`, (invalid) on an empty one.
    static base::Result<Cursor> open(std::string_view text, std::string_view parameter);

    bool is_at_end() const { return at_ == text_.size(); }
    std::string_view rest() const { return text_.substr(at_); }
    std::size_t offset() const { return at_; }
    void back_to(std::size_t offset) { at_ = offset; }

    // Whether a sign stands here; if so the cursor is behind it.
    bool took(std::string_view sign);
    // The next bytes.
    std::string_view take(std::size_t bytes);
    // The letters, digits and '_' that stand here (clause 4.9, AttrName); '-' too, which names in use have. May be empty.
    std::string_view take_name();
    // All up to one of some signs, or to the end. May be empty.
    std::string_view take_until(std::string_view signs);

    // An error (invalid) that names the parameter, this place, counted in characters from 1, and what was expected: signs, or an entry of the catalogue.
    tl::unexpected<base::Error> wrong(base::Argument expected) const;
    tl::unexpected<base::Error> wrong(std::string_view signs) const { return wrong(base::Argument{"expected", signs}); }
    tl::unexpected<base::Error> wrong(base::MessageId what) const { return wrong(base::Argument{"expected", what}); }

private:
    Cursor(std::string_view text, std::string_view parameter) : text_(text), parameter_(parameter) {}
    std::uint32_t column() const;

    std::string_view text_;
    std::string_view parameter_;
    std::size_t at_ = 0;
};

}  // namespace alzette::ngsi
