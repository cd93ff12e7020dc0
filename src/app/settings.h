// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "base/language.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::app {

// Where a setting's value comes from: a flag beats the environment, which beats alzette.yaml, which beats the locale and the default.
enum class Origin { flag, environment, file, locale, standard };

// Whole numbers a setting may be; both 0 for one that is no number.
struct NumberRange {
    std::uint64_t least = 0;
    std::uint64_t most = 0;
};

// One setting: its key in alzette.yaml, its variable, its flag, its meaning, what it may be.
struct SettingEntry {
    std::string_view key;
    std::string_view variable;
    std::string_view flag;     // "--lang"; none for some
    std::string_view command;  // that takes the flag; empty for all
    std::string_view choices;  // parted by spaces; empty for any text
    std::string_view standard;
    base::Text meaning;
    NumberRange range = {};
};
std::span<SettingEntry const> setting_entries();

// Whether it is yes or no: its flag then stands alone.
bool is_switch(SettingEntry const& entry);

struct Setting {
    SettingEntry const* entry;
    std::string value;
    Origin origin;
};

// All settings of one call of the program, resolved once by main and handed over.
class Settings {
public:
    using Environment = std::function<std::optional<std::string>(std::string_view variable)>;
    // What flags gave: key and value.
    using Flags = std::vector<std::pair<std::string_view, std::string>>;

    // `file` is the text of alzette.yaml, empty when there is none. A wrong value is reported and its default holds.
    static Settings resolve(Flags const& flags, Environment const& environment, std::string_view file, base::Findings& findings);

    std::string const& value(std::string_view key) const;
    bool is_on(std::string_view key) const { return value(key) == "yes"; }  // of one with the choices no and yes
    std::uint64_t number(std::string_view key) const;                       // of one with a range
    base::Language language() const;
    std::span<Setting const> all() const { return settings_; }

private:
    std::vector<Setting> settings_;
};

// "key: value", where it comes from and what it means: `alzette config`.
std::string render_settings(Settings const& settings, base::Language language);

}  // namespace alzette::app
