// SPDX-License-Identifier: Apache-2.0
#include "formula/quantile.h"

#include "base/check.h"
#include "formula/kernels.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>

namespace alzette::formula {

namespace {

constexpr std::size_t table_steps = 4'096;

// The library's last bits may differ between machines; what is kept does not.
double steady(double x)
{
    auto exponent = 0;
    auto const mantissa = std::frexp(x, &exponent);
    return std::ldexp(std::nearbyint(std::ldexp(mantissa, 40)), exponent - 40);
}

// Among values with their probabilities: the first whose probabilities so far reach p.
double among(std::vector<double> const& numbers, double p)
{
    double reached = 0;
    for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
        reached += numbers[i + 1];
        if (p < reached) return numbers[i];
    }
    return numbers[numbers.size() - 2];
}

// Straight lines between known percentiles; the outer ones go on to 0 % and 100 %.
double between(std::vector<double> const& numbers, double p)
{
    std::size_t i = 2;
    while (i + 2 < numbers.size() && p > numbers[i]) i += 2;
    auto const share = (p - numbers[i - 2]) / (numbers[i] - numbers[i - 2]);
    return numbers[i - 1] + share * (numbers[i + 1] - numbers[i - 1]);
}

double measured(std::vector<double> const& numbers, double p)
{
    auto const index = static_cast<std::size_t>(p * static_cast<double>(numbers.size()));
    return numbers[std::min(index, numbers.size() - 1)];
}

double in_table(std::vector<double> const& table, double p)
{
    auto const place = p * table_steps;
    auto const index = std::min(static_cast<std::size_t>(place), table_steps - 1);
    return table[index] + (place - static_cast<double>(index)) * (table[index + 1] - table[index]);
}

template <class Function>
void each(double* out, double const* in, std::size_t count, std::vector<double> const& numbers, Function function)
{
    for (std::size_t i = 0; i < count; ++i) out[i] = function(numbers, in[i]);
}

}  // namespace

Quantile::Quantile(Uncertain const& value) : shape_(value.shape), numbers_(value.numbers)
{
    if (shape_ == Shape::beta) fill_table(0, 1, numbers_[0], numbers_[1]);
    if (shape_ == Shape::lognormal) numbers_[0] = logarithm(numbers_[0]);
    if (shape_ != Shape::pert) return;
    // PERT: a beta on low .. high whose mean is (low + 4 mode + high) / 6 (Malcolm et al., Operations Research 7 (1959) 646-669).
    auto const width = numbers_[2] - numbers_[0];
    auto const rise = (numbers_[1] - numbers_[0]) / width;
    fill_table(numbers_[0], width, 1 + 4 * rise, 5 - 4 * rise);
}

void Quantile::fill_table(double low, double width, double a, double b)
{
    auto const beta = boost::math::beta_distribution<>(a, b);
    for (std::size_t i = 0; i <= table_steps; ++i) {
        auto const share = boost::math::quantile(beta, static_cast<double>(i) / table_steps);
        table_.push_back(low + width * steady(share));
    }
}

void Quantile::from_normal(double* out, double const* normals, std::size_t count) const
{
    CHECK_THAT(is_normal());
    auto const& kernel = kernels();
    kernel.affine(out, normals, numbers_[0], numbers_[1], count);
    if (shape_ == Shape::lognormal) kernel.apply(Op::exponential, out, count, {out, 1}, {out, 1}, {out, 1});
}

void Quantile::operator()(double* out, double const* in, std::size_t count) const
{
    auto const& kernel = kernels();
    switch (shape_) {
    case Shape::point: std::fill_n(out, count, numbers_[0]); return;
    case Shape::uniform: return kernel.affine(out, in, numbers_[0], numbers_[1] - numbers_[0], count);
    case Shape::triangular: return kernel.triangular(out, in, numbers_[0], numbers_[1], numbers_[2], count);
    case Shape::normal:
    case Shape::lognormal: kernel.normal_quantile(out, in, count); return from_normal(out, out, count);
    case Shape::pert:
    case Shape::beta: return each(out, in, count, table_, in_table);
    case Shape::discrete: return each(out, in, count, numbers_, among);
    case Shape::quantiles: return each(out, in, count, numbers_, between);
    case Shape::data: return each(out, in, count, numbers_, measured);
    }
}

double Quantile::at(double probability) const
{
    double value = 0;
    (*this)(&value, &probability, 1);
    return value;
}

}  // namespace alzette::formula
