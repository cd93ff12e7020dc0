// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alzette::base {

enum class Language { en, fr };

// "fr", "fr_FR.UTF-8", "en-GB" ...; nothing for a language the product does not speak.
std::optional<Language> language_from(std::string_view name);
std::string_view code_of(Language language);

// A text for people, as written by the author of a file. A text given in one language serves both.
struct Text {
    std::string en;
    std::string fr;

    std::string const& in(Language language) const
    {
        auto const& wanted = language == Language::fr ? fr : en;
        return wanted.empty() ? (language == Language::fr ? en : fr) : wanted;
    }
    bool empty() const { return en.empty() && fr.empty(); }
    friend bool operator==(Text const&, Text const&) = default;
};

}  // namespace alzette::base
