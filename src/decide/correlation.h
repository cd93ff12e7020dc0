// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

// Correlated inputs by a Gaussian copula: each input is a quantile of a normal score, and the scores correlate. Same bits on every machine.
namespace alzette::decide {

// The correlation of normal scores whose ranks correlate by `rank`: 2 sin(pi rank / 6) (Kruskal, J. Am. Stat. Assoc. 53 (1958) 814-861).
double score_correlation(double rank);
double rank_correlation(double of_scores);  // the way back

// A symmetric matrix with ones on its diagonal. A value.
class CorrelationMatrix {
public:
    explicit CorrelationMatrix(std::size_t size);

    std::size_t size() const { return size_; }
    double at(std::size_t row, std::size_t column) const { return cells_[row * size_ + column]; }
    void set(std::size_t row, std::size_t column, double correlation);

    // Its Cholesky factor by rows, lower triangle, if numbers can correlate like that at all (no negative eigenvalue, up to 1e-10).
    std::optional<std::vector<double>> root() const;
    // The same of the nearest matrix drawn towards independence that has one: the matrix itself, or where it is only just impossible, by rounding
    // and the order of its rows, one a little weaker.
    std::vector<double> nearest_root() const;
    // What one number is expected to be once `known` ones are: a factor for each of these (least squares; no factor on what is known twice).
    std::vector<double> regression(std::size_t target, std::span<std::size_t const> known) const;

private:
    std::size_t size_;
    std::vector<double> cells_;
};

struct RankPair {
    std::size_t first;
    std::size_t second;
    double rank;
};

// What is wrong with rank correlations that cannot hold together: the pair at fault and the nearest rank it could have. It is the pair whose change alone,
// least in size, makes them possible; where no one pair does (`alone` is false), the pair that changes most in the nearest possible matrix
// (Higham, IMA J. Numer. Anal. 22 (2002) 329-343, by alternating projections). Nothing where they are possible.
struct ImpossiblePair {
    std::size_t pair;  // in the list
    double rank;
    bool alone;
};
std::optional<ImpossiblePair> impossible_pair(std::size_t size, std::span<RankPair const> pairs);

}  // namespace alzette::decide
