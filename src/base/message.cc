// SPDX-License-Identifier: Apache-2.0
#include "base/message.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/core.h>

namespace alzette::base {

namespace entry {
#define MESSAGE(id, en, fr) \
    extern CatalogueEntry const id; \
    CatalogueEntry const id{#id, en, fr};
#include "base/catalogue/all.def"
#undef MESSAGE
}  // namespace entry

namespace {

// Braces name an argument; an argument nobody gave stays visible, and a test of the catalogue's use finds it.
std::string filled(std::string_view pattern, std::vector<Argument> const& arguments, Language language)
{
    std::string out;
    while (true) {
        auto const open = pattern.find('{');
        auto const close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) return out.append(pattern);
        out.append(pattern.substr(0, open));
        auto const name = pattern.substr(open + 1, close - open - 1);
        auto const found = std::ranges::find(arguments, name, &Argument::name);
        if (found != arguments.end()) out.append(found->in(language));
        else out.append(pattern.substr(open, close - open + 1));
        pattern.remove_prefix(close + 1);
    }
}

}  // namespace

std::string Argument::number_text(double value) { return fmt::format("{:.10g}", value); }

std::string Argument::in(Language language) const
{
    return is_message ? text_of(message, language) : text.in(language);
}

std::string Message::in(Language language) const
{
    auto const& entry = id.entry();
    return filled(language == Language::fr ? entry.fr : entry.en, arguments, language);
}

std::vector<CatalogueEntry> catalogue()
{
    return {
#define MESSAGE(id, en, fr) entry::id,
#include "base/catalogue/all.def"
#undef MESSAGE
    };
}

std::string_view name_of(MessageId id) { return id.entry().id; }

std::string text_of(MessageId id, Language language)
{
    return std::string(language == Language::fr ? id.entry().fr : id.entry().en);
}

}  // namespace alzette::base
