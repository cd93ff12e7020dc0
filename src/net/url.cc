// SPDX-License-Identifier: Apache-2.0
#include "net/url.h"

#include "base/catalogue/net.h"
#include "base/utf8.h"

#include <algorithm>

namespace alzette::net {

namespace {

int hexadecimal(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Unreserved characters, and of the others those that separate nothing in a segment or in a query of name=value pairs.
bool stays(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~:@!$'()*,").find(c) != std::string_view::npos;
}

}  // namespace

base::Result<std::string> percent_decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        auto const high = i + 2 < text.size() ? hexadecimal(text[i + 1]) : -1;
        auto const low = i + 2 < text.size() ? hexadecimal(text[i + 2]) : -1;
        if (high < 0 || low < 0) return base::fail(base::Errc::invalid, say::percent_wrong, {{"found", text.substr(i, 3)}});
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (!base::is_utf8(out)) return base::fail(base::Errc::invalid, say::url_not_utf8);
    return out;
}

base::Result<std::vector<std::pair<std::string, std::string>>> query_pairs(std::string_view query)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!query.empty()) {
        auto const part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        if (part.empty()) continue;
        auto const equals = part.find('=');
        auto name = TRY(percent_decoded(part.substr(0, equals)));
        auto value = TRY(percent_decoded(equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1)));
        pairs.emplace_back(std::move(name), std::move(value));
    }
    return pairs;
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (auto const c : text) {
        if (stays(c)) {
            out += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

}  // namespace alzette::net
