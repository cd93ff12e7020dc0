// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yaml/node.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::yaml {

// What may stand under a key. The same tables check a file, write its JSON Schema and its page of the manual.
enum class Form {
    text, people_text, name, names, integer, integers, years, quantity, uncertain, formula, date, choice,
    record,         // of the section named in `of`
    records,        // a list of them
    named_records,  // a mapping of names to them
    anything,       // read elsewhere
};

struct Key {
    std::string_view name;
    Form form;
    bool required;
    std::string_view of;       // the section of a record, or the choices parted by spaces
    base::Text summary;
    std::string_view example;
};

// One kind of mapping in a file: "input", "effect", ...
struct Section {
    std::string_view name;
    base::Text summary;
    std::span<Key const> keys;
};

// Whether keys a section requires may be left out, as where a variant changes part of an effect.
enum class Completeness { whole, partial };

// A mapping read against its section: unknown, missing, empty and doubled keys are reported, with the traps of YAML named.
// A text for people that a comma in braces cut short is joined again, with a warning.
// Borrows node and findings. What was reported reads as absent.
class Record {
public:
    Record(Node const& node, Section const& section, base::Findings& findings, Completeness completeness = Completeness::whole);

    base::Place place() const { return node_.place; }
    Node const* find(std::string_view key) const;
    bool has(std::string_view key) const { return find(key) != nullptr; }
    // Whether a key was reported that may stand for an absent one.
    bool has_fault() const { return has_unknown_ || !at_fault_.empty(); }

    std::string text(std::string_view key) const;            // "" when absent
    base::Text people_text(std::string_view key) const;      // plain or {en: , fr: }
    std::optional<int> integer(std::string_view key, int low, int high) const;
    std::vector<std::string> names(std::string_view key) const;
    // The index of the choice in Key::of.
    std::optional<std::size_t> choice(std::string_view key) const;

private:
    Key const* key_of(std::string_view name) const;
    void check(Completeness completeness);
    bool report_trap(std::size_t member);
    // The member before, whose value a comma in braces cut short; nothing when the empty member stands for itself.
    Member const* cut_short(std::size_t member) const;
    std::string with_rest(Node const& value) const;
    std::string report_unknown(Member const& member) const;

    Node const& node_;
    Section const& section_;
    base::Findings& findings_;
    bool has_unknown_ = false;
    std::vector<Node const*> at_fault_;  // values a comma cut short
};

base::Text people_text(Node const& node, base::Findings& findings);
// A scalar's text; reports when it is none.
std::optional<std::string> scalar(Node const& node, base::Findings& findings);
std::optional<int> integer(Node const& node, int low, int high, base::Findings& findings);

}  // namespace alzette::yaml
