// SPDX-License-Identifier: Apache-2.0
#include "prove/uncertainty_words.h"

#include "prove/uncertainty_example_for_test.h"

#include <doctest/doctest.h>

namespace alzette::prove {

using base::Language;
using doctest::Approx;

namespace {

std::string chance(double probability, Language language = Language::en) { return chance_in_words(probability).in(language); }

std::optional<base::Message> why(decide::Uncertainty const& drawn, double central_npv)
{
    return why_mean_differs(drawn, central_npv, "EUR", [](std::string_view input) { return std::string(input); });
}

}  // namespace

TEST_CASE("a probability is said as the nearest fraction that people use")
{
    CHECK(chance(0.212) == "about 1 chance in 5");
    CHECK(chance(0.212, Language::fr) == "environ 1 chance sur 5");
    CHECK(chance(0.5) == "about 1 chance in 2");
    CHECK(chance(0.29) == "about 3 chances in 10");
    CHECK(chance(0.677) == "about 2 chances in 3");
    CHECK(chance(0.41) == "about 2 chances in 5");
    CHECK(chance(0.958) == "about 19 chances in 20");
    CHECK(chance(0.0101) == "about 1 chance in 100");
    CHECK(chance(0) == "less than 1 chance in 100");
    CHECK(chance(1) == "more than 99 chances in 100");
    CHECK(chance(1, Language::fr) == "plus de 99 chances sur 100");
}

TEST_CASE("the chance of loss is what the draws that gain leave")
{
    CHECK(chance_of_loss(example::uncertainty()).in(Language::en) ==
          "About 1 chance in 5 that the project costs everyone together more than it brings (21.2%).");
    CHECK(chance_of_loss(example::uncertainty()).in(Language::fr) ==
          "Environ 1 chance sur 5 que le projet coûte à l'ensemble des acteurs plus qu'il n'apporte (21,2\u00A0%).");
    auto sure = example::uncertainty();
    sure.npv.probability_positive = 0;
    CHECK(chance_of_loss(sure).in(Language::en).starts_with("In every draw, the project costs"));
    sure.npv.probability_positive = 1;
    CHECK(chance_of_loss(sure).in(Language::en).starts_with("In no draw does the project cost"));
}

TEST_CASE("the values that reach further on one side are named where the mean leaves the central case")
{
    auto drawn = example::uncertainty();
    // By hand, around a central case of 822 826: reduction reaches 1 052 120 further up than down, search 175 751, a sixth of it;
    // value_of_time reaches further down.
    auto const above = why(drawn, 822826);
    REQUIRE(above);
    CHECK(above->in(Language::en) ==
          "The mean is €822,949 above the central case, because some values can stray further from their central value on one side than on the other, "
          "above all reduction.");
    // No input reaches further down: what is left is how they act together.
    drawn.npv.mean = 400000;
    auto const below = why(drawn, 500000);
    REQUIRE(below);
    CHECK(below->in(Language::en).starts_with("The mean is €100,000 below the central case, because values that move together"));
    drawn.npv.mean = 822826 + 300;
    CHECK_FALSE(why(drawn, 822826));
}

TEST_CASE("draws that were stopped say how many were made")
{
    auto drawn = example::uncertainty();
    CHECK(how_drawn(drawn).size() == 1);
    CHECK(how_drawn(drawn)[0].in(Language::en).starts_with("16,384 draws of all uncertain values at once (10,000 asked for)"));
    drawn.interrupted = true;
    drawn.draws = 512;
    CHECK(how_drawn(drawn)[0].in(Language::en).starts_with("Interrupted: 512 draws were made of the 10,000 asked for."));
}

TEST_CASE("neighbouring bins put together lose no draw")
{
    auto const bins = example::uncertainty().distribution;
    auto const fewer = fewer_bins(bins, 4);
    REQUIRE(fewer.size() == 3);
    CHECK(fewer[0].low == -2e6);
    CHECK(fewer[0].high == 0);
    CHECK(fewer[0].share == Approx(0.212));
    CHECK(fewer[2].high == 6e6);
    CHECK(fewer_bins(bins, 12).size() == bins.size());
    CHECK(fewer_bins({}, 12).empty());
}

TEST_CASE("a share of variance stays between nothing and all of it")
{
    auto const interval = share_interval(0.005, 0.01);
    CHECK(interval.low == 0);
    CHECK(interval.high == Approx(0.025));
    CHECK(share_interval(-0.01, 0.001).value == 0);
}

TEST_CASE("the best option is told with what doing nothing is left, and only where it was computed")
{
    auto evaluation = example::with_draws();
    auto options = by_chance(evaluation);
    REQUIRE(options.size() == 3);
    CHECK(options[0].option == &evaluation.central);
    CHECK(options[2].option == nullptr);
    CHECK(*options[2].best == Approx(0.2));  // by hand: 1 - 0.55 - 0.25

    auto none = example::uncertainty();
    none.probability_best = 0;
    evaluation.central.uncertainty = std::make_shared<decide::Uncertainty const>(none);
    evaluation.variants[0].uncertainty = evaluation.central.uncertainty;
    CHECK_FALSE(by_chance(evaluation)[0].best);
    none.npv.probability_positive = 0;
    evaluation.central.uncertainty = std::make_shared<decide::Uncertainty const>(none);
    evaluation.variants[0].uncertainty = evaluation.central.uncertainty;
    CHECK(*by_chance(evaluation).back().best == 1);
    CHECK(by_chance(example::full()).empty());
}

}  // namespace alzette::prove
