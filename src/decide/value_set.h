// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "base/language.h"
#include "decide/discount.h"
#include "decide/series.h"
#include "formula/uncertain.h"
#include "formula/unit.h"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace alzette::decide {

// How far a figure was verified: read in the official document; read in someone's transcription; from memory or not traced.
enum class Verification { primary, secondary, unverified };
std::string_view name_of(Verification verification);

// yearly growth: multiplies by (1 + rate)^(year - from), also before `from`
struct Growth {
    double rate;
    int from;
    friend bool operator==(Growth const&, Growth const&) = default;
};

struct PriceIndex {
    Series points;
};

// One value of a set, as published. docs/formats/value-set.md has the keys.
struct OfficialValue {
    std::string id;
    base::Text label;
    std::variant<formula::Uncertain, Series, DiscountSchedule, PriceIndex> content;
    formula::Unit unit;                 // of a value or a series
    std::optional<formula::Range> range;  // published range of a point value, in `unit`
    std::optional<Growth> grows;
    std::optional<int> prices;          // price year
    bool prices_confirmed = true;
    Verification verification = Verification::unverified;
    std::string document;
    std::string page;
    std::string date;
    std::string via;
    base::Text note;
    std::vector<base::Text> conflicts;
    std::string superseded_by;
    base::Place place;
};

struct MissingValue {
    std::string id;
    base::Text reason;
    std::string where;
};

// A set of official values. A value once read; any thread may read it.
struct ValueSet {
    std::string id;
    base::Text title;
    std::string currency;
    std::string edition;
    std::string price_index;  // id of the index that re-bases money, "" for none
    std::vector<std::string> units;
    std::vector<OfficialValue> values;   // in the order of their ids
    std::vector<MissingValue> missing;
    std::string sha256;                  // of the file's bytes, lower-case hexadecimal
    formula::UnitTable unit_table;       // the built-in units and this set's counts

    OfficialValue const* find(std::string_view value_id) const;
    MissingValue const* find_missing(std::string_view value_id) const;
};

// Reads a set from its YAML text. Every mistake goes to `findings`; nothing is returned when there is an error.
std::optional<ValueSet> read_value_set(std::string_view yaml, base::Findings& findings);

// The sets compiled into the program and those of a folder. Resource-free value; sets are read when first asked for, each once.
// One thread.
class ValueLibrary {
public:
    // `more` are further files: name and content; they win over built-in sets of the same id.
    struct File {
        std::string name;
        std::string content;
    };
    explicit ValueLibrary(std::vector<File> more = {});

    // Fails with the nearest known id, or with the first mistake of the set's own file.
    base::Result<std::shared_ptr<ValueSet const>> find(std::string_view id) const;
    std::vector<std::string> ids() const;

private:
    struct Entry {
        std::string id;
        std::string file;
        std::string_view content;
        mutable std::shared_ptr<ValueSet const> read;
    };
    std::vector<File> more_;
    std::vector<Entry> entries_;
};

}  // namespace alzette::decide
