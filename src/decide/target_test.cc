// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "decide/target.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::decide;
using doctest::Approx;

namespace {

base::MessageId refusal(std::string_view text)
{
    auto const target = parse_target(text, {4, 7});
    REQUIRE_FALSE(target);
    CHECK(target.error().place == base::Place{4, 7});
    return target.error().message.id;
}

}  // namespace

TEST_CASE("a target is an indicator, a comparison and a figure")
{
    auto const target = parse_target("npv_per_public_euro >= 1.3", {});
    REQUIRE(target);
    CHECK(target->indicator == "npv_per_public_euro");
    CHECK(target->comparison == Comparison::greater_equal);
    CHECK(target->value == 1.3);
    CHECK(target->text == "npv_per_public_euro >= 1.3");
    CHECK(parse_target("npv<0", {})->comparison == Comparison::less);
    CHECK(parse_target("npv == 0", {})->comparison == Comparison::equal);
    CHECK(parse_target(" npv = -10 000 ", {})->value == -10000);
    CHECK(parse_target("irr > 4 %", {})->value == Approx(0.04));
}

TEST_CASE("what is no target is refused at its place, with the nearest indicator")
{
    CHECK(refusal("npv") == say::target_expected);
    CHECK(refusal("") == say::target_expected);
    CHECK(refusal("npv >") == say::target_expected);
    CHECK(refusal("npv = 10 EUR") == say::target_expected);
    CHECK(refusal("npv = x") == say::target_expected);
    CHECK(refusal("npv => 0") == say::target_expected);
    CHECK(refusal("nvp = 0") == say::indicator_unknown);
    CHECK(parse_target("bcr_publc = 1", {}).error().message.in(base::Language::en).find("bcr_public") != std::string::npos);
}

TEST_CASE("every indicator has a name and is read by it")
{
    Indicators indicators;
    indicators.npv = 1;
    indicators.public_outlay = 2;
    indicators.bcr = 3;
    indicators.irr = {0.04};
    indicators.payback = 5;
    indicators.residual = 6;
    CHECK(indicator(indicators, "npv") == 1);
    CHECK(indicator(indicators, "public_outlay") == 2);
    CHECK(indicator(indicators, "bcr") == 3);
    CHECK(indicator(indicators, "irr") == 0.04);
    CHECK(indicator(indicators, "payback") == 5);
    CHECK(indicator(indicators, "residual") == 6);
    CHECK_FALSE(indicator(indicators, "bcr_public"));
    CHECK_FALSE(indicator(indicators, "nothing"));
    indicators.irr = {0.04, 0.3};
    CHECK_FALSE(indicator(indicators, "irr"));
    for (auto const name : indicator_names()) CHECK(parse_target(std::string(name) + " = 1", {}));
}

TEST_CASE("a comparison holds, does not, or cannot be made")
{
    Indicators indicators;
    indicators.npv = 10;
    auto const holds_for = [&](std::string_view text) { return holds(*parse_target(text, {}), indicators); };
    CHECK(holds_for("npv > 9") == true);
    CHECK(holds_for("npv > 10") == false);
    CHECK(holds_for("npv >= 10") == true);
    CHECK(holds_for("npv < 10") == false);
    CHECK(holds_for("npv <= 10") == true);
    CHECK(holds_for("npv = 10") == true);
    CHECK(holds_for("bcr < 1") == std::nullopt);
}
