// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"

#include <string>
#include <string_view>
#include <vector>

namespace alzette::base {

// Every sentence a person can see is one entry of the catalogue (src/base/catalogue/*.def): an id, a text in each language, named arguments in braces.
struct CatalogueEntry {
    std::string_view id;
    std::string_view en;
    std::string_view fr;
};

// Which entry: say::yaml_tab and the like, declared by base/catalogue/yaml.h from yaml.def, so that a new sentence recompiles those who say some of
// that file alone. The default is no entry.
class MessageId {
public:
    constexpr MessageId() = default;
    constexpr explicit MessageId(CatalogueEntry const* entry) : entry_(entry) {}
    constexpr CatalogueEntry const& entry() const { return *entry_; }
    friend constexpr bool operator==(MessageId, MessageId) = default;

private:
    CatalogueEntry const* entry_ = nullptr;
};

#define DECLARE_MESSAGE(id) \
    namespace base::entry { \
    extern CatalogueEntry const id; \
    } \
    namespace say { \
    inline constexpr base::MessageId id{&base::entry::id}; \
    }

// An argument is a text, a catalogue entry (translated where it stands) or a text in both languages.
struct Argument {
    std::string_view name;
    Text text;
    bool is_message = false;
    MessageId message{};

    Argument(std::string_view argument, std::string value) : name(argument), text{value, value} {}
    Argument(std::string_view argument, std::string_view value) : Argument(argument, std::string(value)) {}
    Argument(std::string_view argument, char const* value) : Argument(argument, std::string(value)) {}
    Argument(std::string_view argument, Text value) : name(argument), text(std::move(value)) {}
    Argument(std::string_view argument, MessageId value) : name(argument), is_message(true), message(value) {}
    template <class Number>
        requires std::is_arithmetic_v<Number> Argument(std::string_view argument, Number value)
            : Argument(argument, number_text(static_cast<double>(value)))
        {
        }

        static std::string number_text(double value);
        std::string in(Language language) const;
};

// A sentence with its arguments, not yet in a language: text is made at the edge.
struct Message {
    MessageId id;
    std::vector<Argument> arguments;

    Message(MessageId message, std::vector<Argument> values = {}) : id(message), arguments(std::move(values)) {}
    std::string in(Language language) const;
    Text in_both() const { return {in(Language::en), in(Language::fr)}; }
};

// The whole catalogue as data, for tests and for the reader of a machine format.
std::vector<CatalogueEntry> catalogue();
std::string_view name_of(MessageId id);

// One catalogue entry without arguments.
std::string text_of(MessageId id, Language language);

}  // namespace alzette::base
