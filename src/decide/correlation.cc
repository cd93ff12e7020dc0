// SPDX-License-Identifier: Apache-2.0
#include "decide/correlation.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace alzette::decide {

namespace {

constexpr double tolerance = 1e-10;  // of a pivot or an eigenvalue: below it, zero
constexpr int projections = 100;
constexpr int sweeps = 30;           // of Jacobi's rotations; some eight are usual

// Lower triangle by rows; a pivot of zero leaves a column of zeros. False where a pivot is negative, or where what hangs on a zero pivot is not zero.
bool factor(std::vector<double>& cells, std::size_t size)
{
    auto const at = [&](std::size_t row, std::size_t column) -> double& { return cells[row * size + column]; };
    for (std::size_t column = 0; column < size; ++column) {
        auto pivot = at(column, column);
        for (std::size_t k = 0; k < column; ++k) pivot -= at(column, k) * at(column, k);
        if (pivot < -tolerance) return false;
        auto const root = pivot > tolerance ? std::sqrt(pivot) : 0;
        at(column, column) = root;
        for (std::size_t row = column + 1; row < size; ++row) {
            auto rest = at(row, column);
            for (std::size_t k = 0; k < column; ++k) rest -= at(row, k) * at(column, k);
            if (root == 0 && std::abs(rest) > std::sqrt(tolerance)) return false;
            at(row, column) = root == 0 ? 0 : rest / root;
        }
    }
    return true;
}

// Solves L L' x = b in place, leaving out what has a pivot of zero.
void solve(std::vector<double> const& root, std::size_t size, std::vector<double>& b)
{
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t k = 0; k < i; ++k) b[i] -= root[i * size + k] * b[k];
        b[i] = root[i * size + i] == 0 ? 0 : b[i] / root[i * size + i];
    }
    for (std::size_t i = size; i-- > 0;) {
        for (std::size_t k = i + 1; k < size; ++k) b[i] -= root[k * size + i] * b[k];
        b[i] = root[i * size + i] == 0 ? 0 : b[i] / root[i * size + i];
    }
}

CorrelationMatrix matrix_of(std::size_t size, std::span<RankPair const> pairs)
{
    CorrelationMatrix matrix(size);
    for (auto const& pair : pairs) matrix.set(pair.first, pair.second, score_correlation(pair.rank));
    return matrix;
}

// The correlation nearest to its own that a pair can have, all others as they are: within sqrt((1 - a)(1 - b)) of what the others imply,
// a and b being how much of each the others explain. Nothing where the others are impossible among themselves.
std::optional<double> nearest_alone(CorrelationMatrix const& matrix, RankPair const& pair)
{
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < matrix.size(); ++i)
        if (i != pair.first && i != pair.second) others.push_back(i);
    for (auto const dropped : {pair.first, pair.second}) {
        std::vector<std::size_t> kept = others;
        kept.push_back(dropped == pair.first ? pair.second : pair.first);
        CorrelationMatrix part(kept.size());
        for (std::size_t i = 0; i < kept.size(); ++i)
            for (std::size_t k = 0; k < i; ++k) part.set(i, k, matrix.at(kept[i], kept[k]));
        if (!part.root()) return std::nullopt;
    }
    auto const of_first = matrix.regression(pair.first, others);
    auto const of_second = matrix.regression(pair.second, others);
    double implied = 0;
    double explained_first = 0;
    double explained_second = 0;
    for (std::size_t i = 0; i < others.size(); ++i) {
        implied += of_first[i] * matrix.at(others[i], pair.second);
        explained_first += of_first[i] * matrix.at(others[i], pair.first);
        explained_second += of_second[i] * matrix.at(others[i], pair.second);
    }
    auto const room = std::sqrt(std::max(0.0, 1 - explained_first) * std::max(0.0, 1 - explained_second));
    return std::clamp(matrix.at(pair.first, pair.second), std::max(-1.0, implied - room), std::min(1.0, implied + room));
}

// Eigenvalues on the diagonal of `a`, eigenvectors in the columns of `vectors`, by Jacobi's rotations.
void diagonalise(std::vector<double>& a, std::vector<double>& vectors, std::size_t n)
{
    vectors.assign(n * n, 0);
    for (std::size_t i = 0; i < n; ++i) vectors[i * n + i] = 1;
    auto const rotate = [&](double& x, double& y, double c, double s) {
        auto const kept = x;
        x = c * kept - s * y;
        y = s * kept + c * y;
    };
    for (auto sweep = 0; sweep < sweeps; ++sweep) {
        double off = 0;
        for (std::size_t p = 0; p < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q) off += a[p * n + q] * a[p * n + q];
        if (off < 1e-22) return;
        for (std::size_t p = 0; p < n; ++p) {
            for (std::size_t q = p + 1; q < n; ++q) {
                if (std::abs(a[p * n + q]) < 1e-300) continue;
                auto const theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
                auto const t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
                auto const c = 1 / std::sqrt(t * t + 1);
                for (std::size_t k = 0; k < n; ++k) rotate(a[k * n + p], a[k * n + q], c, t * c);
                for (std::size_t k = 0; k < n; ++k) rotate(a[p * n + k], a[q * n + k], c, t * c);
                for (std::size_t k = 0; k < n; ++k) rotate(vectors[k * n + p], vectors[k * n + q], c, t * c);
            }
        }
    }
}

// The nearest matrix without negative eigenvalues.
std::vector<double> without_negative(std::vector<double> cells, std::size_t n)
{
    std::vector<double> vectors;
    diagonalise(cells, vectors, n);
    std::vector<double> out(n * n);
    for (std::size_t k = 0; k < n; ++k) {
        auto const value = std::max(0.0, cells[k * n + k]);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) out[i * n + j] += value * vectors[i * n + k] * vectors[j * n + k];
    }
    return out;
}

// Higham's algorithm 3.3: projections on both sets in turn, the one on the cone corrected by what it took away before (Dykstra).
std::vector<double> nearest_correlations(CorrelationMatrix const& matrix)
{
    auto const n = matrix.size();
    std::vector<double> found(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < n; ++k) found[i * n + k] = matrix.at(i, k);
    std::vector<double> correction(n * n);
    for (auto step = 0; step < projections; ++step) {
        auto shifted = found;
        for (std::size_t i = 0; i < n * n; ++i) shifted[i] -= correction[i];
        auto next = without_negative(shifted, n);
        for (std::size_t i = 0; i < n * n; ++i) correction[i] = next[i] - shifted[i];
        for (std::size_t i = 0; i < n; ++i) next[i * n + i] = 1;
        double moved = 0;
        for (std::size_t i = 0; i < n * n; ++i) moved = std::max(moved, std::abs(next[i] - found[i]));
        found = std::move(next);
        if (moved < 1e-6) break;
    }
    return found;
}

}  // namespace

// Taylor's terms to x^15, the argument being pi / 6 at most: the library's sine may differ in its last bits.
double score_correlation(double rank)
{
    if (std::abs(rank) == 1) return rank;
    auto const x = rank * std::numbers::pi / 6;
    double sum = 0;
    for (auto k = 15; k >= 3; k -= 2) sum = (1 + sum) * -x * x / (k * (k - 1));
    return 2 * x * (1 + sum);
}

double rank_correlation(double of_scores) { return 6 / std::numbers::pi * std::asin(of_scores / 2); }

CorrelationMatrix::CorrelationMatrix(std::size_t size) : size_(size), cells_(size * size)
{
    for (std::size_t i = 0; i < size; ++i) cells_[i * size + i] = 1;
}

void CorrelationMatrix::set(std::size_t row, std::size_t column, double correlation)
{
    cells_[row * size_ + column] = correlation;
    cells_[column * size_ + row] = correlation;
}

std::optional<std::vector<double>> CorrelationMatrix::root() const
{
    auto cells = cells_;
    if (!factor(cells, size_)) return std::nullopt;
    return cells;
}

std::vector<double> CorrelationMatrix::nearest_root() const
{
    if (auto found = root()) return *std::move(found);
    auto weaker = tolerance;
    while (weaker < 1) {
        auto drawn = *this;
        for (std::size_t row = 0; row < size_; ++row)
            for (std::size_t column = 0; column < row; ++column) drawn.set(row, column, at(row, column) * (1 - weaker));
        if (auto found = drawn.root()) return *std::move(found);
        weaker *= 10;
    }
    return *CorrelationMatrix(size_).root();
}

std::vector<double> CorrelationMatrix::regression(std::size_t target, std::span<std::size_t const> known) const
{
    std::vector<double> between(known.size() * known.size());
    std::vector<double> factors(known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
        factors[i] = at(known[i], target);
        for (std::size_t k = 0; k < known.size(); ++k) between[i * known.size() + k] = at(known[i], known[k]);
    }
    factor(between, known.size());
    solve(between, known.size(), factors);
    return factors;
}

std::optional<ImpossiblePair> impossible_pair(std::size_t size, std::span<RankPair const> pairs)
{
    auto const matrix = matrix_of(size, pairs);
    if (matrix.root()) return std::nullopt;
    std::optional<ImpossiblePair> found;
    double least = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto const nearest = nearest_alone(matrix, pairs[i]);
        if (!nearest) continue;
        auto const change = std::abs(*nearest - matrix.at(pairs[i].first, pairs[i].second));
        if (found && change >= least) continue;
        least = change;
        found = {i, rank_correlation(*nearest), true};
    }
    if (found) return found;
    auto const nearest = nearest_correlations(matrix);
    found = {0, 0, false};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto const value = std::clamp(nearest[pairs[i].first * size + pairs[i].second], -1.0, 1.0);
        auto const change = std::abs(value - matrix.at(pairs[i].first, pairs[i].second));
        if (change <= least) continue;
        least = change;
        found = {i, rank_correlation(value), false};
    }
    return found;
}

}  // namespace alzette::decide
