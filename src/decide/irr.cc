// SPDX-License-Identifier: Apache-2.0
#include "decide/irr.h"

#include "decide/root.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alzette::decide {

namespace {

// sum of coefficient x exp(exponent x s): with s = -log(1 + r), the value of the flows. Exponents rise and are distinct.
struct Term {
    double coefficient;
    double exponent;
};
using Terms = std::vector<Term>;

// Scaled by its greatest power, so that no year overflows; the sign and the zeros are the same.
double value(Terms const& terms, double s)
{
    auto const scale = s > 0 ? terms.back().exponent : terms.front().exponent;
    double sum = 0;
    for (auto const& term : terms) sum += term.coefficient * std::exp((term.exponent - scale) * s);
    return sum;
}

double magnitude(Terms const& terms, double s)
{
    auto const scale = s > 0 ? terms.back().exponent : terms.front().exponent;
    double sum = 0;
    for (auto const& term : terms) sum += std::abs(term.coefficient) * std::exp((term.exponent - scale) * s);
    return sum;
}

int changes(Terms const& terms)
{
    auto count = 0;
    for (std::size_t i = 1; i < terms.size(); ++i) count += (terms[i].coefficient > 0) != (terms[i - 1].coefficient > 0) ? 1 : 0;
    return count;
}

// Of terms / exp(lowest exponent x s), up to a factor.
Terms derivative(Terms const& terms)
{
    Terms derived;
    double largest = 0;
    for (auto const& term : std::span(terms).subspan(1)) {
        auto const coefficient = term.coefficient * (term.exponent - terms[0].exponent);
        derived.push_back({coefficient, term.exponent});
        largest = std::max(largest, std::abs(coefficient));
    }
    for (auto& term : derived) term.coefficient /= largest;
    return derived;
}

constexpr double far = 700;  // |s|: rates between exp(-700) - 1 and exp(700) - 1

// Roots of `terms`, given the places where it turns, rising.
std::vector<double> roots_between(Terms const& terms, std::vector<double> turning)
{
    turning.insert(turning.begin(), -far);
    turning.push_back(far);
    std::vector<double> roots;
    auto const at = [&](double s) { return value(terms, s); };
    for (std::size_t i = 0; i + 1 < turning.size(); ++i) {
        auto const touches = i > 0 && std::abs(at(turning[i])) <= 1e-13 * magnitude(terms, turning[i]);
        if (touches) roots.push_back(turning[i]);
        auto const root = root_between(at, turning[i], turning[i + 1]);
        if (root && !touches) roots.push_back(*root);
    }
    std::ranges::sort(roots);
    roots.erase(std::unique(roots.begin(), roots.end(), [](double a, double b) { return std::abs(a - b) < 1e-10; }), roots.end());
    return roots;
}

std::vector<double> roots_of(Terms const& terms)
{
    std::vector<Terms> chain{terms};
    while (changes(chain.back()) > 1) chain.push_back(derivative(chain.back()));
    std::vector<double> roots;
    std::for_each(chain.rbegin(), chain.rend(), [&](Terms const& level) { roots = roots_between(level, roots); });
    return roots;
}

}  // namespace

int sign_changes(std::span<double const> flows)
{
    auto count = 0;
    double last = 0;
    for (auto const flow : flows) {
        if (flow == 0) continue;
        if (last != 0 && (flow > 0) != (last > 0)) ++count;
        last = flow;
    }
    return count;
}

std::vector<double> internal_rates_of_return(std::span<double const> flows, std::span<double const> years)
{
    Terms terms;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        if (!terms.empty() && terms.back().exponent == years[i]) terms.back().coefficient += flows[i];
        else terms.push_back({flows[i], years[i]});
    }
    std::erase_if(terms, [](Term const& term) { return term.coefficient == 0; });
    if (terms.size() < 2 || changes(terms) == 0) return {};
    std::vector<double> rates;
    for (auto const s : roots_of(terms)) rates.push_back(std::expm1(-s));
    std::ranges::sort(rates);
    return rates;
}

}  // namespace alzette::decide
