// SPDX-License-Identifier: Apache-2.0
#include "ngsi/cursor.h"

#include "base/catalogue/ngsi_query.h"
#include "base/limits_broker.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

// Bytes above 127 are letters of other alphabets.
bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }

}  // namespace

base::Result<Cursor> Cursor::open(std::string_view text, std::string_view parameter)
{
    if (text.size() > base::limits::query_length_max)
        return base::fail(base::Errc::exhausted, say::query_too_long, {{"parameter", parameter}, {"most", base::limits::query_length_max}});
    if (text.empty()) return base::fail(base::Errc::invalid, say::query_empty, {{"parameter", parameter}});
    return Cursor(text, parameter);
}

bool Cursor::took(std::string_view sign)
{
    if (!rest().starts_with(sign)) return false;
    at_ += sign.size();
    return true;
}

std::string_view Cursor::take(std::size_t bytes)
{
    auto const taken = rest().substr(0, bytes);
    at_ += taken.size();
    return taken;
}

std::string_view Cursor::take_name()
{
    auto const left = rest();
    return take(static_cast<std::size_t>(std::ranges::find_if_not(left, is_name_character) - left.begin()));
}

std::string_view Cursor::take_until(std::string_view signs) { return take(std::min(rest().find_first_of(signs), rest().size())); }

std::uint32_t Cursor::column() const { return 1 + static_cast<std::uint32_t>(std::ranges::count_if(text_.substr(0, at_), starts_character)); }

tl::unexpected<base::Error> Cursor::wrong(base::Argument expected) const
{
    return base::fail(base::Errc::invalid, say::query_wrong, {{"parameter", parameter_}, {"query", text_}, {"column", column()}, std::move(expected)},
                      {1, column()});
}

}  // namespace alzette::ngsi
