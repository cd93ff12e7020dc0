// SPDX-License-Identifier: Apache-2.0
#include "prove/schema.h"

#include "base/catalogue/manual.h"
#include "base/catalogue/portfolio.h"
#include "base/check.h"
#include "base/json_writer.h"
#include "base/limits_sharing.h"
#include "decide/keys.h"
#include "formula/expression.h"
#include "prove/indented_json.h"
#include "prove/key_rules.h"
#include "prove/wording.h"
#include "yaml/node.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <span>

namespace alzette::prove {

using base::JsonWriter;
using base::Language;
using base::MessageId;
using yaml::Completeness;
using yaml::Form;
using yaml::Key;
using yaml::Section;

namespace {

constexpr std::size_t example_bytes_max = 1000;
constexpr double whole_numbers_below = 1e15;

// A name of formulas: letters, those outside ASCII included, digits and underscores, no digit first (formula/expression.h).
constexpr std::string_view name_pattern = R"(^[^\x00-@\x5B-\x5E\x60\x7B-\x7F][^\x00-/:-@\x5B-\x5E\x60\x7B-\x7F]*$)";
constexpr std::string_view year_pattern = "^(19[0-9]{2}|2[0-4][0-9]{2}|2500)$";

std::string def_of(std::string_view section, Completeness completeness = Completeness::whole)
{
    return std::string(section) + (completeness == Completeness::partial ? "_changed" : "");
}

// Where a variant changes what the project has, a part is enough.
bool may_be_partial(std::string_view section) { return section == "input" || section == "effect" || section == "transfer"; }

std::optional<double> number_of(yaml::Node const& node)
{
    double number = 0;
    auto const* const end = node.text.data() + node.text.size();
    auto const read = std::from_chars(node.text.data(), end, number);
    return node.quoted || read.ec != std::errc{} || read.ptr != end ? std::nullopt : std::optional(number);
}

// The JSON a YAML editor takes the node for.
void write_node(JsonWriter& json, yaml::Node const& node)
{
    if (node.is_mapping())
        json.object([&] {
            for (auto const& member : node.members) write_node(json.key(member.key), member.value);
        });
    else if (node.is_sequence())
        json.array([&] {
            for (auto const& item : node.items) write_node(json, item);
        });
    else if (auto const number = number_of(node)) {
        if (std::floor(*number) == *number && std::abs(*number) < whole_numbers_below) json.value(static_cast<std::int64_t>(*number));
        else json.value(*number);
    }
    else json.value(node.text);
}

// Writes the parts of one schema. One use.
class SchemaOf {
public:
    SchemaOf(std::span<Section const> sections, MessageId title, Language language) : sections_(sections), title_(title), language_(language) {}

    std::string text() &&
    {
        json_.object([&] {
            json_.member("$schema", "https://json-schema.org/draft/2020-12/schema");
            json_.member("title", in_words(language_, title_));
            section(sections_.front(), Completeness::whole);
            json_.key("$defs").object([&] { definitions(); });
        });
        return indented_json(std::move(json_).take());
    }

private:
    bool has_variants() const { return std::ranges::find(sections_, "variant", &Section::name) != sections_.end(); }

    void definitions()
    {
        json_.key("people_text").object([&] { people_text(); });
        for (auto const& each : sections_.subspan(1)) {
            json_.key(def_of(each.name)).object([&] {
                if (each.name == "quantity") scalar_or([&] { section(each, Completeness::whole); });
                else section(each, Completeness::whole);
            });
            if (!has_variants() || !may_be_partial(each.name)) continue;
            json_.key(def_of(each.name, Completeness::partial)).object([&] {
                if (each.name == "input") scalar_or([&] { section(each, Completeness::partial); });
                else none_or([&] { section(each, Completeness::partial); });
            });
        }
    }

    void scalar() { type({"string", "number"}); }

    void type(std::initializer_list<std::string_view> names)
    {
        if (names.size() == 1) return json_.member("type", *names.begin());
        json_.key("type").array([&] {
            for (auto const name : names) json_.value(name);
        });
    }

    template <class Other>
    void scalar_or(Other other)
    {
        json_.key("anyOf").array([&] {
            json_.object([&] { scalar(); });
            json_.object(other);
        });
    }

    template <class Other>
    void none_or(Other other)
    {
        json_.key("anyOf").array([&] {
            json_.object([&] {
                json_.member("const", "none");
                json_.member("description", in_words(language_, say::schema_none));
            });
            json_.object(other);
        });
    }

    void people_text()
    {
        scalar_or([&] {
            type({"object"});
            json_.key("properties").object([&] {
                json_.key("en").object([&] { scalar(); });
                json_.key("fr").object([&] { scalar(); });
            });
            json_.member("additionalProperties", false);
        });
    }

    void section(Section const& each, Completeness completeness)
    {
        json_.member("description", each.summary.in(language_));
        type({"object"});
        json_.key("properties").object([&] {
            for (auto const& key : each.keys) json_.key(key.name).object([&] { property(each, key); });
        });
        json_.member("additionalProperties", false);
        auto const has_required = std::ranges::any_of(each.keys, &Key::required);
        if (completeness == Completeness::whole && has_required)
            json_.key("required").array([&] {
                for (auto const& key : each.keys)
                    if (key.required) json_.value(key.name);
            });
        between_keys(each, completeness);
    }

    void required(std::string_view keys)
    {
        json_.object([&] {
            json_.key("required").array([&] {
                for (auto const key : words_of_list(keys)) json_.value(key);
            });
        });
    }

    void one_each(std::string_view keyword, std::string_view keys)
    {
        if (keys.empty()) return;
        json_.key(keyword).array([&] {
            for (auto const key : words_of_list(keys)) required(key);
        });
    }

    // In part of a record nothing must stand, but what excludes itself still does.
    void between_keys(Section const& each, Completeness completeness)
    {
        auto const rules = rules_of(each.name);
        std::vector<std::string> never;
        for (auto const pair : parts_of_list(rules.never_together)) never.emplace_back(pair);
        if (completeness == Completeness::whole) {
            one_each("oneOf", rules.exactly_one);
            one_each("anyOf", rules.at_least_one);
        } else {
            auto const keys = words_of_list(rules.exactly_one);
            for (std::size_t i = 0; i < keys.size(); ++i)
                for (auto k = i + 1; k < keys.size(); ++k) never.push_back(std::string(keys[i]) + " " + std::string(keys[k]));
        }
        if (never.empty()) return;
        json_.key("not").object([&] {
            json_.key("anyOf").array([&] {
                for (auto const& pair : never) required(pair);
            });
        });
    }

    void property(Section const& each, Key const& key)
    {
        json_.member("description", key.summary.in(language_));
        auto const partial = each.name == "variant" && may_be_partial(key.of);
        form(key, partial ? Completeness::partial : Completeness::whole);
        examples(key);
    }

    void form(Key const& key, Completeness completeness)
    {
        switch (key.form) {
        case Form::text:
        case Form::name:
        case Form::date:
        case Form::quantity:
        case Form::uncertain:
        case Form::formula: return scalar();
        case Form::people_text: return reference_to("people_text");
        case Form::names: return list_of_items([&] { scalar(); });
        case Form::integer: return type({"integer"});
        case Form::years: return type({"string", "integer"});
        case Form::integers: return integers();
        case Form::choice: return choice(key);
        case Form::record: return reference_to(def_of(key.of));
        case Form::records: return list_of_items([&] { reference_to(def_of(key.of)); });
        case Form::named_records: return named(key, completeness);
        case Form::anything: return anything(key);
        }
    }

    void reference_to(std::string const& def) { json_.member("$ref", "#/$defs/" + def); }

    template <class Items>
    void list_of_items(Items items)
    {
        type({"array"});
        json_.key("items").object(items);
    }

    void integers()
    {
        json_.key("anyOf").array([&] {
            json_.object([&] { type({"integer"}); });
            json_.object([&] { list_of_items([&] { type({"integer"}); }); });
        });
    }

    void choice(Key const& key)
    {
        auto const choices = words_of_list(key.of);
        if (choices.size() == 1) return json_.member("const", choices[0]);
        json_.key("enum").array([&] {
            for (auto const each : choices) json_.value(each);
        });
    }

    void named(Key const& key, Completeness completeness)
    {
        type({"object"});
        if (key.of == "input" || key.of == "quantity") json_.key("propertyNames").object([&] { formula_name(); });
        json_.key("additionalProperties").object([&] { reference_to(def_of(key.of, completeness)); });
    }

    void formula_name()
    {
        json_.member("pattern", name_pattern);
        json_.key("not").object([&] {
            json_.key("enum").array([&] {
                for (std::string_view const word : {"t", "year"})
                    if (formula::is_reserved(word)) json_.value(word);
                for (auto const& each : formula::operator_entries())
                    if (formula::is_reserved(each.symbol)) json_.value(each.symbol);
            });
        });
    }

    // What the tables leave to a reader of its own.
    void anything(Key const& key)
    {
        if (!key.of.empty())
            json_.key("anyOf").array([&] {
                json_.object([&] { reference_to("people_text"); });
                json_.object([&] { reference_to(def_of(key.of)); });
            });
        else if (key.name == "points") {
            type({"object"});
            json_.key("propertyNames").object([&] { json_.member("pattern", year_pattern); });
            json_.key("additionalProperties").object([&] { scalar(); });
            json_.member("minProperties", 1);
        } else if (key.name == "players") players();
        else if (key.name == "conflicts") list_of_items([&] { reference_to("people_text"); });
    }

    void players()
    {
        type({"object"});
        json_.member("minProperties", 2);
        json_.member("maxProperties", base::limits::sharing_players_max);
        json_.key("additionalProperties").object([&] {
            type({"object"});
            json_.key("properties").object([&] { json_.key("label").object([&] { reference_to("people_text"); }); });
            json_.key("additionalProperties").object([&] { scalar(); });
        });
    }

    void examples(Key const& key)
    {
        if (!has_example(key) || key.form == Form::choice) return;
        base::Findings findings;
        auto const example = yaml::parse(key.example, example_bytes_max, findings);
        CHECK_THAT(example && !findings.has_errors());
        json_.key("examples").array([&] { write_node(json_, *example); });
    }

    std::span<Section const> sections_;
    MessageId title_;
    Language language_;
    JsonWriter json_;
};

}  // namespace

std::string render_schema(FileKind kind, Language language)
{
    if (kind == FileKind::case_file) return SchemaOf(decide::case_sections(), say::schema_case, language).text();
    if (kind == FileKind::portfolio) return SchemaOf(decide::portfolio_sections(), say::schema_portfolio, language).text();
    return SchemaOf(decide::value_set_sections(), say::schema_value_set, language).text();
}

}  // namespace alzette::prove
