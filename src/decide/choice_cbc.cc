// SPDX-License-Identifier: Apache-2.0
#include "decide/choice.h"

#include "base/library.h"

#include <Cbc_C_Interface.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

namespace alzette::decide {

namespace {

constexpr double value_scale = 1e5;  // of the greatest value: the solver's absolute tolerances are then one part in 10^11
constexpr double gap = 1e-5;
constexpr double solver_infinity = 1e50;
constexpr int attempts = 50;         // choices the solver takes for possible by its tolerance and that are not

// What is used of CBC, under its own names.
struct Cbc : base::Library {
    Cbc() : Library(CBC_LIBRARY) {}
    LIBRARY_FUNCTION(Cbc_deleteModel);
    LIBRARY_FUNCTION(Cbc_newModel);
    LIBRARY_FUNCTION(Cbc_setLogLevel);
    LIBRARY_FUNCTION(Cbc_setParameter);
    LIBRARY_FUNCTION(Cbc_loadProblem);
    LIBRARY_FUNCTION(Cbc_setInteger);
    LIBRARY_FUNCTION(Cbc_setAllowableGap);
    LIBRARY_FUNCTION(Cbc_setMaximumSeconds);
    LIBRARY_FUNCTION(Cbc_setMIPStartI);
    LIBRARY_FUNCTION(Cbc_solve);
    LIBRARY_FUNCTION(Cbc_isProvenInfeasible);
    LIBRARY_FUNCTION(Cbc_isProvenOptimal);
    LIBRARY_FUNCTION(Cbc_getColSolution);
    LIBRARY_FUNCTION(Cbc_bestSolution);
    LIBRARY_FUNCTION(Cbc_getBestPossibleObjValue);
};

Cbc const& cbc()
{
    static Cbc const library;
    return library;
}

struct ModelDeleter {
    void operator()(Cbc_Model* model) const { cbc().Cbc_deleteModel(model); }
};
using ModelOwner = std::unique_ptr<Cbc_Model, ModelDeleter>;

double greatest_of(std::span<double const> values)
{
    double greatest = 0;
    for (auto const value : values) greatest = std::max(greatest, std::abs(value));
    return greatest;
}

// The limits as a matrix by columns, each row scaled to a greatest weight of one.
struct Matrix {
    std::vector<CoinBigIndex> starts{0};
    std::vector<int> rows;
    std::vector<double> weights;
    std::vector<double> low;
    std::vector<double> high;
};

double bounded(double limit) { return std::clamp(limit, -solver_infinity, solver_infinity); }

Matrix matrix_of(std::vector<ChoiceLimit> const& limits, std::size_t size)
{
    Matrix matrix;
    std::vector<double> scales;
    for (auto const& limit : limits) {
        auto const greatest = greatest_of(limit.weights);
        scales.push_back(greatest > 0 ? 1 / greatest : 1);
        matrix.low.push_back(bounded(limit.low * scales.back()));
        matrix.high.push_back(bounded(limit.high * scales.back()));
    }
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t row = 0; row < limits.size(); ++row) {
            if (limits[row].weights[i] == 0) continue;
            matrix.rows.push_back(static_cast<int>(row));
            matrix.weights.push_back(limits[row].weights[i] * scales[row]);
        }
        matrix.starts.push_back(static_cast<CoinBigIndex>(matrix.rows.size()));
    }
    return matrix;
}

std::vector<ChoiceLimit> with_groups(ChoiceProblem const& problem)
{
    auto limits = problem.limits;
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < problem.size(); ++i) members[problem.groups[i]].push_back(i);
    for (auto const& [group, candidates] : members) {
        if (candidates.size() < 2) continue;
        ChoiceLimit one{std::vector<double>(problem.size()), -no_limit, 1};
        for (auto const i : candidates) one.weights[i] = 1;
        limits.push_back(std::move(one));
    }
    return limits;
}

// A limit that this choice alone breaks.
ChoiceLimit all_but(std::vector<std::uint8_t> const& taken)
{
    ChoiceLimit limit{std::vector<double>(taken.size()), -no_limit, -1};
    for (std::size_t i = 0; i < taken.size(); ++i) {
        limit.weights[i] = taken[i] != 0 ? 1 : -1;
        limit.high += taken[i] != 0 ? 1 : 0;
    }
    return limit;
}

Choice solve(std::vector<ChoiceLimit> const& limits, std::span<double const> values, std::span<std::uint8_t const> start, double seconds)
{
    auto const size = values.size();
    auto const columns = static_cast<int>(size);
    auto const greatest = greatest_of(values);
    auto const scale = greatest > 0 ? value_scale / greatest : 1;
    std::vector<double> costs;
    for (auto const value : values) costs.push_back(-value * scale);
    std::vector<double> const zeros(size);
    std::vector<double> const ones(size, 1);
    auto const matrix = matrix_of(limits, size);

    ModelOwner const owner(cbc().Cbc_newModel());
    auto* const model = owner.get();
    cbc().Cbc_setLogLevel(model, 0);
    cbc().Cbc_setParameter(model, "cutsOnOff", "off");  // 200 projects under a few budgets: half the time of the standard
    cbc().Cbc_loadProblem(model, columns, static_cast<int>(limits.size()), matrix.starts.data(), matrix.rows.data(), matrix.weights.data(), zeros.data(),
                          ones.data(), costs.data(), matrix.low.data(), matrix.high.data());
    for (int column = 0; column < columns; ++column) cbc().Cbc_setInteger(model, column);
    cbc().Cbc_setAllowableGap(model, gap);
    cbc().Cbc_setMaximumSeconds(model, seconds);
    if (!start.empty()) {
        std::vector<int> places;
        std::vector<double> taken;
        for (std::size_t i = 0; i < size; ++i) {
            places.push_back(static_cast<int>(i));
            taken.push_back(start[i]);
        }
        cbc().Cbc_setMIPStartI(model, columns, places.data(), taken.data());
    }
    cbc().Cbc_solve(model);

    Choice choice;
    if (cbc().Cbc_isProvenInfeasible(model) != 0) choice.proof = Proof::impossible;
    auto const is_optimal = cbc().Cbc_isProvenOptimal(model) != 0;
    auto const* const solution = is_optimal ? cbc().Cbc_getColSolution(model) : cbc().Cbc_bestSolution(model);
    if (choice.proof == Proof::impossible || solution == nullptr) return choice;
    choice.proof = is_optimal ? Proof::optimal : Proof::found;
    choice.bound = -cbc().Cbc_getBestPossibleObjValue(model) / scale;
    for (std::size_t i = 0; i < size; ++i) choice.taken.push_back(solution[i] > 0.5 ? 1 : 0);
    return choice;
}

}  // namespace

Choice choose_by_cbc(ChoiceProblem const& problem, std::span<double const> values, std::span<std::uint8_t const> start, double seconds)
{
    static std::mutex one_at_a_time;  // CBC 2.10 keeps its parameters in variables of the whole program
    std::scoped_lock const lock(one_at_a_time);
    auto limits = with_groups(problem);
    for (int attempt = 0; attempt < attempts; ++attempt) {
        auto choice = solve(limits, values, start, seconds);
        if (choice.taken.empty() || problem.is_met(choice.taken)) return choice;
        limits.push_back(all_but(choice.taken));
    }
    return {};
}

}  // namespace alzette::decide
