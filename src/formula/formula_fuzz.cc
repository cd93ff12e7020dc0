// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/limits.h"
#include "formula/character.h"
#include "formula/compile.h"
#include "formula/number.h"
#include "formula/run.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>

// Any text as a formula: no crash and no hang, places inside the text, sentences in whole characters, a compiled formula that runs to the same bits
// in blocks and draw by draw, and the same text gives the same result twice.

using namespace alzette;
using namespace alzette::formula;

namespace {

constexpr base::Place start{7, 20};
constexpr std::size_t year_count = 3;
constexpr std::size_t draw_count = 3;

bool is_text(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const length = character_length(bytes);
        if (length == 1 && static_cast<unsigned char>(bytes[0]) >= 0x80) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

void check_report(std::string_view text, base::Place place, base::Message const& message)
{
    CHECK_THAT(place.line == start.line);
    CHECK_THAT(place.column >= start.column && place.column <= start.column + characters(text));
    for (auto const language : {base::Language::en, base::Language::fr}) {
        auto const sentence = message.in(language);
        CHECK_THAT(!sentence.empty());
        CHECK_THAT(!is_text(text) || is_text(sentence));
    }
}

struct Outcome {
    std::vector<std::string> reports;
    std::vector<std::uint64_t> bits;
    friend bool operator==(Outcome const&, Outcome const&) = default;
};

void report(Outcome& outcome, std::string_view text, base::Place place, base::Message const& message)
{
    check_report(text, place, message);
    outcome.reports.push_back(std::to_string(place.column) + message.in(base::Language::en));
}

std::vector<std::uint64_t> bits_of(Program const& program, Value result, std::size_t draws, std::vector<double> const& inputs)
{
    Run run(program, draws);
    run(inputs);
    std::vector<std::uint64_t> bits;
    for (std::size_t draw = 0; draw < draws; ++draw)
        for (std::size_t t = 0; t < year_count; ++t) {
            auto const value = run.row(result, t)[draw];
            bits.push_back(std::isnan(value) ? 0 : std::bit_cast<std::uint64_t>(value));
        }
    return bits;
}

Outcome outcome_of(std::string_view text)
{
    Outcome outcome;
    auto const formula = parse_formula(text, start);
    if (!formula) return report(outcome, text, formula.error().place, formula.error().message), outcome;

    UnitTable const units;
    Builder builder(year_count);
    base::Findings findings;
    auto compiler = make_compiler(builder, units, findings, 2025, year_count);
    std::map<std::string, Typed> known;
    for (auto const& [name, unit] : {std::pair("a", ""), {"b", "EUR"}, {"c", "h"}, {"d", "year"}, {"é", "m2"}})
        known[name] = Typed{builder.input(known.size()), units.parse(unit, {})->dimension};
    auto unknown = false;
    auto const scope = [&](std::string const& name, base::Place place) -> std::optional<Typed> {
        CHECK_THAT(place.column >= start.column && place.column < start.column + characters(text));
        auto const found = known.find(name);
        unknown = unknown || found == known.end();
        return found == known.end() ? std::nullopt : std::optional(found->second);
    };
    auto const typed = compile(*formula, scope, compiler);
    CHECK_THAT(typed.has_value() != (findings.has_errors() || unknown));
    for (auto const& finding : findings.sorted()) report(outcome, text, finding.place, finding.message);
    if (!typed) return outcome;
    CHECK_THAT(has_allowed_powers(typed->dimension));
    CHECK_THAT(units.parse(units.name_of(typed->dimension), {})->dimension == typed->dimension);

    auto const program = std::move(builder).finish();
    std::vector<double> block;
    std::vector<std::vector<double>> draws(draw_count);
    for (std::size_t input = 0; input < known.size(); ++input)
        for (std::size_t draw = 0; draw < draw_count; ++draw) {
            block.push_back(static_cast<double>(input * 3 + draw) / 2 - 2);
            draws[draw].push_back(block.back());
        }
    outcome.bits = bits_of(program, typed->value, draw_count, block);
    std::vector<std::uint64_t> one_by_one;
    for (auto const& draw : draws) std::ranges::copy(bits_of(program, typed->value, 1, draw), std::back_inserter(one_by_one));
    CHECK_THAT(outcome.bits == one_by_one);
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string const text(data, data + size);
    CHECK_THAT(outcome_of(text) == outcome_of(text));
    CHECK_THAT(!is_name(text) || parse_formula(text, start));
    return 0;
}
