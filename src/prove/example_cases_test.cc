// SPDX-License-Identifier: Apache-2.0
// What is written about real evaluations: the example cases, and one that uses every convention at once.
#include "decide/for_test.h"
#include "prove/render.h"
#include "prove/table.h"

#include <map>

namespace alzette::prove {

using base::Language;
using doctest::Approx;

namespace {

constexpr auto every_convention = R"(
alzette: case/1
id: every-convention
title: {en: Every convention, fr: Toutes les conventions}
conventions: {base_year: 2025, horizon: 6, timing: mid_year, money: EUR 2025, values: fr-2025, discount: fr.discount.2013,
              public_funds: 1.2, residual: extend(3), welfare_elasticity: 1.2}
actors:
  city: {kind: public}
  users: {kind: users}
  firm: {kind: firm}
reference:
  label: Today
  effects:
    upkeep: {by: city, category: operation, amount: old_upkeep, beta: 0}
    bus: {to: users, category: time, amount: minor}
inputs:
  old_upkeep: {value: 20 EUR/year, status: assumed}
  minor: {value: 3 EUR/year, status: expert}
  new_upkeep: {value: 4 .. 9 .. 20 EUR/year, status: assumed}
  build: {value: 60 EUR, status: assumed}
  gain: {value: "lognormal(median=15, sigma=0.3) EUR/year", status: assumed}
  fee: {value: 2 EUR/year, status: assumed}
effects:
  upkeep: {by: city, category: operation, amount: new_upkeep, beta: 1.4}
  works: {by: city, category: investment, amount: build, at: [0, 3], optimism: 51 %, mitigated: 50 %}
  quiet: {to: users, category: quiet, amount: gain, during: 2 .. 6, beta: 0.5}
transfers:
  fees: {from: users, to: firm, amount: fee}
variants:
  cheap: {label: Cheap, inputs: {build: 30 EUR}}
groups:
  modest: {of: users, share: 30 %, income: 0.75}
thresholds:
  - {solve: build, until: npv = 0}
  - {solve: fee, until: npv = 0}
)";

std::vector<decide::Evaluation> evaluations()
{
    return {decide::evaluated_file("strasbourg-parking-observatory.yaml"), decide::evaluated_file("hautes-alpes-remote-counter.yaml"),
            decide::evaluated_file("ville50.yaml"), decide::evaluated(every_convention)};
}

// Sums of `discounted` over the rows of one option, by the text of another column. No cell of these cases holds a comma.
std::map<std::string, double> discounted_by(std::size_t column, std::string const& option, std::string const& csv)
{
    std::map<std::string, double> sums;
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
        REQUIRE(cells.size() == 10);
        if (cells[0] == option) sums[cells[column]] += std::stod(cells[9]);
    }
    return sums;
}

void check_cube(decide::OptionResult const& option, std::string const& csv)
{
    auto const by_kind = discounted_by(3, option.id, csv);
    double sum = 0;
    for (auto const& [kind, part] : by_kind) sum += part;
    CHECK(sum == Approx(option.indicators.npv).epsilon(1e-10));
    CHECK(by_kind.at("premium") == Approx(option.indicators.public_funds_premium).epsilon(1e-9));
    CHECK(by_kind.at("residual") == Approx(option.indicators.residual).epsilon(1e-9));
    auto const by_actor = discounted_by(1, option.id, csv);
    for (auto const& actor : option.actors)
        if (by_actor.contains(actor.id)) CHECK(by_actor.at(actor.id) == Approx(actor.total()).epsilon(1e-9));
}

}  // namespace

TEST_CASE("the cube of every example sums to its net present value, by kind and by actor")
{
    for (auto const& evaluation : evaluations()) {
        CAPTURE(evaluation.subject.id);
        auto const csv = render_csv(evaluation);
        check_cube(evaluation.central, csv);
        for (auto const& variant : evaluation.variants) check_cube(variant, csv);
    }
}

TEST_CASE("every example fits a terminal and leaves no sentence without its arguments")
{
    for (auto const& evaluation : evaluations())
        for (auto const language : {Language::en, Language::fr})
            for (auto const& text :
                 {render_terminal(evaluation, language, Colour::never), render_plain_words(evaluation.subject, language)}) {
                CAPTURE(evaluation.subject.id);
                std::istringstream lines(text);
                for (std::string line; std::getline(lines, line);) {
                    CAPTURE(line);
                    CHECK(width_of(line) <= page_width);
                    CHECK(line.find('{') == std::string::npos);
                }
            }
}

TEST_CASE("the first-year return printed is the quotient of its printed sides")
{
    for (auto const& evaluation : evaluations()) {
        auto const& central = evaluation.central;
        if (central.indicators.first_year_return)
            CHECK(*central.indicators.first_year_return == Approx(central.years[1].npv / -central.years[0].npv));
    }
}

}  // namespace alzette::prove
