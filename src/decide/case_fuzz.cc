// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "decide/evaluate.h"
#include "yaml/characters.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>

// Any text as a case file, from its bytes to the evaluation of its central case: no crash and no hang; what is said has a place inside the text and
// whole sentences in both languages; a case that is refused says why; one that is evaluated adds up; the same text gives the same twice.

using namespace alzette;
using namespace alzette::decide;

namespace {

constexpr int horizon_max = 40;  // of the cases that are evaluated: longer ones take longer and show no more

ValueLibrary const& library()
{
    static ValueLibrary const sets;
    return sets;
}

base::Result<std::string> read_file(std::string const&) { return std::string("street,minutes\na,1.5\nb,3\nc,4\n"); }

void check_finding(std::string_view text, base::Finding const& finding)
{
    auto const of_the_whole = finding.place == base::Place{};
    if (finding.file.empty() && !of_the_whole) {
        // In a value over several lines a place may lie behind its first line, never behind the text.
        auto const place = yaml::PlaceFinder(text).within_text(finding.place);
        CHECK_THAT(finding.place.column >= 1 && place.line >= finding.place.line);
        CHECK_THAT(yaml::PlaceFinder(text).place_of(yaml::PlaceFinder(text).offset_of(place)) == place);
    }
    for (auto const language : {base::Language::en, base::Language::fr}) {
        auto const said = finding.message.in(language);
        CHECK_THAT(!said.empty() && yaml::first_bad_byte(said) == said.size());
    }
}

// Equal up to rounding among amounts of some size.
bool about_equal(double a, double b, double size) { return std::abs(a - b) <= 1e-9 * size || !std::isfinite(size); }

// The parts of a result add up to their sums, and transfers to nothing.
void check_sums(OptionResult const& result)
{
    auto const& of = result.indicators;
    CHECK_THAT(std::isfinite(of.npv));
    auto size = std::abs(of.residual) + std::abs(of.public_funds_premium);
    double effects = 0;
    for (auto const& line : result.lines) {
        for (auto const flow : line.discounted_flows) size += std::abs(flow);
        if (line.kind != FlowKind::transfer) effects += line.discounted;
    }
    double of_actors = 0;
    double transfers = 0;
    for (auto const& actor : result.actors) {
        of_actors += actor.effects;
        transfers += actor.transfers;
    }
    CHECK_THAT(about_equal(transfers, 0, size));
    CHECK_THAT(about_equal(of_actors, effects, size));
    CHECK_THAT(about_equal(of.benefits - of.costs, effects, size));
    CHECK_THAT(about_equal(effects + of.public_funds_premium + of.residual, of.npv, size));
    CHECK_THAT(about_equal(result.years.back().cumulated, of.npv, size));
    if (of.bcr) CHECK_THAT(of.costs > 0);
    if (of.npv_per_public_euro) CHECK_THAT(of.public_outlay > 0);
}

struct Outcome {
    std::vector<std::string> said;
    std::vector<std::uint64_t> bits;
    friend bool operator==(Outcome const&, Outcome const&) = default;
};

Outcome outcome_of(std::string_view text)
{
    Outcome outcome;
    base::Findings findings;
    auto const evaluation = [&]() -> std::optional<Evaluation> {
        auto read = read_case(text, library(), read_file, findings);
        if (!read) return std::nullopt;
        auto const model = compile_model(*std::move(read), findings);
        if (!model || model->program.year_count > horizon_max + 1) return std::nullopt;
        auto result = evaluate(*model, findings, {.draws = 0});
        CHECK_THAT(result.has_value() != findings.has_errors());
        return result;
    }();
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (auto const& finding : findings.sorted()) {
        check_finding(text.substr(0, yaml::first_bad_byte(text)), finding);
        outcome.said.push_back(finding.message.in(base::Language::en));
    }
    if (!evaluation) return outcome;
    check_sums(evaluation->central);
    for (auto const& variant : evaluation->variants) check_sums(variant);
    outcome.said.push_back(evaluation->verdict.because.in(base::Language::fr));
    outcome.bits.push_back(std::bit_cast<std::uint64_t>(evaluation->central.indicators.npv));
    for (auto const& threshold : evaluation->thresholds)
        for (auto const value : threshold.values) {
            CHECK_THAT(std::isfinite(value));
            outcome.bits.push_back(std::bit_cast<std::uint64_t>(value));
        }
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string const text(data, data + size);
    CHECK_THAT(outcome_of(text) == outcome_of(text));
    return 0;
}
