// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "decide/irr.h"
#include "decide/valuation.h"

namespace alzette::decide {

namespace {

// When flows of year t fall, in years after t = 0, by the same convention as the factors.
double years_after_start(int t, Timing timing)
{
    if (t == 0) return 0;
    switch (timing) {
    case Timing::start_of_year: return t - 1;
    case Timing::mid_year: return t - 0.5;
    case Timing::end_of_year: return t;
    }
    return t;
}

// The first year in which the sum of the flows so far is no longer negative, having been so.
template <class Amount>
std::optional<int> pay_back_year(std::vector<YearResult> const& years, Amount amount, bool& was_negative)
{
    double sum = 0;
    for (auto const& year : years) {
        sum += amount(year);
        if (sum < 0) was_negative = true;
        else if (was_negative) return year.t;
    }
    return std::nullopt;
}

void add_pay_back(std::vector<YearResult> const& years, Indicators& indicators)
{
    auto const explain = [&](std::string_view id, bool was_negative) {
        indicators.not_applicable.push_back({std::string(id), base::Message(was_negative ? say::never_paid_back : say::nothing_to_pay_back)});
    };
    auto negative = false;
    indicators.payback = pay_back_year(years, [](YearResult const& year) { return year.npv; }, negative);
    if (!indicators.payback) explain("payback", negative);
    negative = false;
    indicators.discounted_payback = pay_back_year(years, [](YearResult const& year) { return year.discounted; }, negative);
    if (!indicators.discounted_payback) explain("discounted_payback", negative);
}

}  // namespace

void add_yearly_indicators(Timing timing, OptionResult& result)
{
    auto& indicators = result.indicators;
    std::vector<double> flows;
    std::vector<double> moments;
    for (auto const& year : result.years) {
        flows.push_back(year.npv);
        moments.push_back(years_after_start(year.t, timing));
    }
    indicators.irr = internal_rates_of_return(flows, moments);
    indicators.sign_changes = sign_changes(flows);
    if (indicators.irr.empty())
        indicators.not_applicable.push_back({"irr", base::Message(indicators.sign_changes == 0 ? say::irr_no_sign_change : say::irr_no_root)});
    add_pay_back(result.years, indicators);
    if (flows[0] < 0) indicators.first_year_return = flows[1] / -flows[0];
    else indicators.not_applicable.push_back({"first_year_return", base::Message(say::no_outlay_at_start)});
}

}  // namespace alzette::decide
