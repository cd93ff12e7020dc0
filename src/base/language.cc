// SPDX-License-Identifier: Apache-2.0
#include "base/language.h"

namespace alzette::base {

std::optional<Language> language_from(std::string_view name)
{
    auto const code = name.substr(0, 2);
    auto const ends = name.size() <= 2 || name[2] == '_' || name[2] == '-' || name[2] == '.';
    if (!ends) return std::nullopt;
    if (code == "fr") return Language::fr;
    if (code == "en") return Language::en;
    return std::nullopt;
}

std::string_view code_of(Language language) { return language == Language::fr ? "fr" : "en"; }

}  // namespace alzette::base
