// SPDX-License-Identifier: Apache-2.0
#include "prove/example_for_test.h"
#include "prove/render.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <sstream>

namespace alzette::prove {

using doctest::Approx;

namespace {

using CsvRow = std::vector<std::string>;

// Enough of RFC 4180 to read back what is written here: no quoted line ends.
CsvRow cells_of(std::string const& line)
{
    CsvRow cells(1);
    auto quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quoted && line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"') cells.back() += line[i++];
        else if (line[i] == '"') quoted = !quoted;
        else if (line[i] == ',' && !quoted) cells.emplace_back();
        else cells.back() += line[i];
    }
    return cells;
}

std::vector<CsvRow> rows_of(decide::Evaluation const& evaluation)
{
    std::vector<CsvRow> rows;
    std::istringstream lines(render_csv(evaluation));
    for (std::string line; std::getline(lines, line);) rows.push_back(cells_of(line));
    return rows;
}

// Sums of a column by the text of another, of one variant.
std::map<std::string, double> sums(std::vector<CsvRow> const& rows, std::string const& variant, std::size_t by, std::size_t of)
{
    std::map<std::string, double> sums;
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i][0] == variant) sums[rows[i][by]] += std::stod(rows[i][of]);
    return sums;
}

constexpr std::size_t actor = 1;
constexpr std::size_t kind = 3;
constexpr std::size_t discounted = 9;

}  // namespace

TEST_CASE("the cube has one row for each option, actor, effect and year, under a heading")
{
    auto const rows = rows_of(example::strasbourg());
    CHECK(rows[0] == CsvRow{"variant", "actor", "line", "kind", "category", "t", "year", "amount", "factor", "discounted"});
    CHECK(rows.size() == 1 + 2 * (6 * 11 + 2 * 11 + 11 + 1));
    for (auto const& row : rows) CHECK(row.size() == 10);
    CHECK(rows[1] == CsvRow{"", "motorists", "time_saved", "gain", "time", "0", "2014", "0", "1", "0"});
    auto const equipment = 1 + 4 * 11;
    CHECK(rows[equipment] == CsvRow{"", "city", "equipment", "cost", "investment", "0", "2014", "-410000", "1", "-410000"});
}

TEST_CASE("the discounted column sums to the net present value, to the cent, for every option")
{
    auto evaluation = example::strasbourg();
    evaluation.central.indicators.residual = 50000;
    evaluation.central.indicators.npv += 50000;
    evaluation.central.years.clear();
    example::add_years(evaluation.central);
    auto const rows = rows_of(evaluation);
    for (auto const& option : {evaluation.central, evaluation.variants[0]}) {
        double sum = 0;
        for (auto const& [name, part] : sums(rows, option.id, kind, discounted)) sum += part;
        CHECK(sum == Approx(option.indicators.npv).epsilon(1e-9));
    }
    auto const by_kind = sums(rows, "", kind, discounted);
    CHECK(by_kind.at("premium") == Approx(-175793.71).epsilon(1e-7));  // case-format.md, expected for Strasbourg
    CHECK(by_kind.at("residual") == Approx(50000));
    CHECK(by_kind.at("transfer") == Approx(0));
}

TEST_CASE("each actor's rows sum to its result, transfers included")
{
    auto const by_actor = sums(rows_of(example::strasbourg()), "", actor, discounted);
    CHECK(by_actor.at("motorists") == Approx(1717907.22).epsilon(1e-8));  // case-format.md
    CHECK(by_actor.at("city") == Approx(-878968.56).epsilon(1e-8));
    CHECK(by_actor.at("residents") == Approx(91740.80).epsilon(1e-7));
    CHECK(by_actor.at("climate") == Approx(67940.60).epsilon(1e-7));
}

TEST_CASE("an effect with its own beta has its own factors, and the cube still adds up")
{
    auto evaluation = example::strasbourg();
    auto& option = evaluation.central;
    auto const own = std::pow(1.022, -10);  // 1.2 % + 0.5 x 2 %
    for (std::size_t t = 1; t <= 10; ++t) {
        auto& line = option.lines[3];
        option.years[t].discounted -= line.discounted_flows[t];
        line.discounted_flows[t] = line.flows[t] * std::pow(1.022, -static_cast<double>(t));
        option.years[t].discounted += line.discounted_flows[t];
    }
    double npv = 0;
    for (auto const& year : option.years) npv += year.discounted;
    auto const rows = rows_of(evaluation);
    auto const& last_of_cleaner_air = rows[std::size_t{4} * 11];
    CHECK(last_of_cleaner_air[2] == "cleaner_air");
    CHECK(std::stod(last_of_cleaner_air[8]) == Approx(own));
    double sum = 0;
    for (auto const& [name, part] : sums(rows, "", kind, discounted)) sum += part;
    CHECK(sum == Approx(npv));
    CHECK(sums(rows, "", kind, discounted).at("premium") == Approx(-175793.71).epsilon(1e-7));
}

TEST_CASE("text is quoted, and a text that a spreadsheet would run is marked as text")
{
    auto evaluation = example::strasbourg();
    evaluation.central.lines[0].category = "a \"b\", c";
    evaluation.central.lines[1].category = "=HYPERLINK(1)";
    evaluation.central.lines[2].category = "-1+2,5";
    evaluation.central.lines[3].category = "@air";
    auto const text = render_csv(evaluation);
    CHECK(text.find(",\"a \"\"b\"\", c\",") != std::string::npos);
    CHECK(text.find(",'=HYPERLINK(1),") != std::string::npos);
    CHECK(text.find(",\"'-1+2,5\",") != std::string::npos);
    CHECK(text.find(",'@air,") != std::string::npos);
    CHECK(text.find(",-130000,") != std::string::npos);  // a number stays one
    CHECK(text.find("'-130000") == std::string::npos);
}

TEST_CASE("without public money there is no premium, not a remainder of rounding")
{
    auto evaluation = example::strasbourg();
    for (auto* option : {&evaluation.central, &evaluation.variants[0]})
        for (auto& year : option->years) {
            auto const t = static_cast<std::size_t>(year.t);
            year.npv = 0;
            std::for_each(option->lines.rbegin(), option->lines.rend(), [&](auto const& line) {
                if (line.kind != decide::FlowKind::transfer) year.npv += line.flows[t];
            });
            year.discounted = year.npv * year.factor;
        }
    auto const rows = rows_of(evaluation);
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i][kind] == "premium") CHECK(rows[i][discounted] == "0");
}

}  // namespace alzette::prove
