// SPDX-License-Identifier: Apache-2.0
#include "ngsi/names.h"

#include "base/catalogue/ngsi.h"
#include "base/limits_broker.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace alzette::ngsi {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// By a table: every id, name and type of every request is looked through.
constexpr auto forbidden = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 0; c <= 0x20; ++c) table[c] = true;
    for (char const c : std::string_view("\"<>\\^`{|}\x7F")) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_forbidden(char c) { return forbidden[static_cast<unsigned char>(c)]; }

bool is_scheme(std::string_view text)
{
    return !text.empty() && is_letter(text.front()) &&
           std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
}

}  // namespace

bool is_uri(std::string_view text)
{
    auto const colon = text.find(':');
    return colon != std::string_view::npos && colon + 1 < text.size() && text.size() <= base::limits::name_bytes_max && is_scheme(text.substr(0, colon)) &&
           std::ranges::none_of(text, is_forbidden);
}

bool is_name(std::string_view text)
{
    if (text.empty() || text.size() > base::limits::name_bytes_max || text.front() == '@') return false;
    if (text.find(':') != std::string_view::npos) return std::ranges::none_of(text, is_forbidden);
    // A term: bytes above 127 are letters of other alphabets.
    return std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80; });
}

base::Result<void> check_entity_id(std::string_view id)
{
    if (!is_uri(id)) return base::fail(base::Errc::invalid, say::entity_id_wrong, {{"found", id}});
    return {};
}

base::Result<void> check_name(std::string_view name)
{
    if (!is_name(name)) return base::fail(base::Errc::invalid, say::name_wrong, {{"found", name}});
    return {};
}

base::Result<void> check_tenant(std::string_view name)
{
    constexpr std::size_t letters_max = 64;
    auto const is_safe = std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; });
    if (name.empty() || name.size() > letters_max || !is_safe) return base::fail(base::Errc::invalid, say::tenant_wrong, {{"found", name}});
    return {};
}

std::string short_name(std::string_view iri, Context const& context)
{
    auto name = context.compact(iri);
    return is_name(name) && context.expand(name) == iri ? name : std::string(iri);
}

}  // namespace alzette::ngsi
