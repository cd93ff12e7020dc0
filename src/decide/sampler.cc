// SPDX-License-Identifier: Apache-2.0
#include "decide/sampler.h"

#include "formula/kernels.h"
#include "formula/random.h"

#include <algorithm>
#include <array>

namespace alzette::decide {

namespace {

constexpr std::uint64_t draw_stream = 1ULL << 40U;  // apart from the scramblings' streams
constexpr std::size_t piece = formula::SobolPoints::block;

}  // namespace

std::string_view name_of(Method method) { return method == Method::quasi ? "quasi" : "plain"; }

Sampler::Sampler(Model const& model, Method method, std::uint64_t seed, std::size_t randomisations, std::size_t copies)
    : method_(method), seed_(seed), central_(model.central_inputs())
{
    for (std::size_t i = 0; i < model.inputs.size(); ++i) {
        if (model.inputs[i].input->value.shape == formula::Shape::point) continue;
        uncertain_.push_back(i);
        quantiles_.emplace_back(model.inputs[i].input->value);
    }
    if (method == Method::quasi && !uncertain_.empty())
        for (std::size_t r = 0; r < randomisations; ++r) points_.emplace_back(uncertain_.size() * copies, seed, r);
}

void Sampler::probabilities(std::size_t randomisation, std::uint64_t first, std::size_t place, std::span<double> out, std::size_t copy) const
{
    auto const dimension = copy * uncertain_.size() + place;
    std::array<std::uint32_t, piece> bits;
    for (std::size_t start = 0; start < out.size(); start += piece) {
        auto const count = std::min(piece, out.size() - start);
        if (method_ == Method::quasi) {
            points_[randomisation].bits(dimension, first + start, std::span(bits).first(count));
        } else {
            for (std::size_t i = 0; i < count; i += 4) {
                auto const stream = draw_stream + (std::uint64_t{randomisation} << 20U) + dimension;
                auto const four = formula::random_bits(seed_, stream, (first + start + i) / 4);
                std::copy_n(four.begin(), std::min<std::size_t>(4, count - i), bits.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
        formula::kernels().uniform(out.data() + start, bits.data(), 0, count);
    }
}

void Sampler::draw(std::size_t randomisation, std::uint64_t first, Tally::Workspace& workspace, std::size_t copy) const
{
    for (std::size_t i = 0; i < central_.size(); ++i) std::fill_n(workspace.input(i), workspace.draws(), central_[i]);
    for (std::size_t place = 0; place < uncertain_.size(); ++place) {
        auto* const row = workspace.input(uncertain_[place]);
        probabilities(randomisation, first, place, {row, workspace.draws()}, copy);
        quantiles_[place](row, row, workspace.draws());
    }
}

}  // namespace alzette::decide
