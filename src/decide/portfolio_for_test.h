// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/catalogue/app.h"
#include "decide/for_test.h"
#include "decide/portfolio_study.h"

#include <map>

// What the tests of portfolios share: small cases, files that are texts, results or what was refused.
namespace alzette::decide {

using Files = std::map<std::string, std::string>;

// A project of a city and a region: what each pays in 2025 and what users gain then, undiscounted; more sections may follow.
struct SmallProject {
    std::string city = "0";
    std::string region = "0";
    std::string gain = "0";
    std::string more = {};
    int base_year = 2025;
    std::string rent = "0";  // of the city, a year

    std::string text() const
    {
        return fmt::format("alzette: case/1\nid: small\ntitle: Small\n"
                           "conventions: {{base_year: {}, horizon: 2, timing: end_of_year, money: EUR 2025, discount: 10 %}}\n"
                           "actors: {{city: {{kind: public}}, region: {{kind: public}}, users: {{kind: users}}}}\nreference: Nothing.\n"
                           "inputs:\n  city: {{value: \"{} EUR\", status: expert}}\n  region: {{value: \"{} EUR\", status: expert}}\n"
                           "  gain: {{value: \"{} EUR\", status: expert}}\n"
                           "  rent: {{value: \"{} EUR/year\", status: expert}}\n"
                           "effects:\n  city: {{by: city, category: any, amount: city, at: 0}}\n"
                           "  region: {{by: region, category: any, amount: region, at: 0}}\n  gain: {{to: users, category: any, amount: gain, at: 0}}\n"
                           "  rent: {{by: city, category: any, amount: rent}}\n{}",
                           base_year, city, region, gain, rent, more);
    }
};

inline formula::ReadFile files_of(Files const& files)
{
    return [files](std::string const& name) -> base::Result<std::string> {
        auto const found = files.find(name);
        if (found == files.end()) return base::fail(base::Errc::not_found, say::file_not_found, {{"file", name}});
        return found->second;
    };
}

inline std::string portfolio_text(std::string const& body) { return "alzette: portfolio/1\nid: small\n" + body; }

inline std::optional<PortfolioResult> studied(std::string const& body, Files const& files, PortfolioRequest const& request, base::Findings& findings)
{
    auto read = read_portfolio(portfolio_text(body), library(), files_of(files), findings);
    if (!read) return std::nullopt;
    return study_portfolio(std::make_shared<Portfolio const>(*std::move(read)), request, findings);
}

inline PortfolioResult chosen_of(std::string const& body, Files const& files, PortfolioRequest const& request = {})
{
    base::Findings findings;
    auto result = studied(body, files, request, findings);
    INFO(told(findings));
    REQUIRE(result);
    return *std::move(result);
}

inline std::string refused_portfolio(std::string const& body, Files const& files)
{
    base::Findings findings;
    CHECK_FALSE(studied(body, files, {}, findings));
    return told(findings);
}

// "a c.large"
inline std::string names_of(PortfolioResult const& result, ChosenSet const& set)
{
    std::string names;
    for (auto const index : set.candidates) {
        auto const& each = result.candidates[index];
        names += (names.empty() ? "" : " ") + result.subject->projects[each.project].id + (each.variant.empty() ? "" : "." + each.variant);
    }
    return names;
}
inline std::string names_of(PortfolioResult const& result) { return names_of(result, result.best); }

}  // namespace alzette::decide
