// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace alzette::decide {

// Values that stream by, in some tens of KiB whatever their number: mean, spread and signs exactly, percentiles from counts in fine cells.
// A cell is (1 + |y|) / 2 048 wide at most, in units of the frame's scale, y being how many scales away from its centre the cell lies; a percentile is
// interpolated within its cell and never further off than that. Counts add up in any order, so the same values give the same bits. A value; one thread.
class Cells {
public:
    // Where values are expected: about a mean and a standard deviation.
    struct Frame {
        double centre = 0;
        double scale = 1;
    };
    static Frame frame_of(std::span<double const> examples);

    explicit Cells(Frame frame) : frame_(frame) {}

    void add(std::span<double const> values);
    void add(double value);
    // Of the same frame.
    void add(Cells const& other);

    std::uint64_t count() const { return count_; }
    // Values that are no number, or endless: counted here, and nowhere else.
    std::uint64_t not_finite() const { return not_finite_; }
    double mean() const;
    double sd() const;
    double share_positive() const { return share(positive_); }
    double share_negative() const { return share(negative_); }
    // The expected value of max(0, value).
    double mean_gain() const { return count_ == 0 ? 0 : gain_ / static_cast<double>(count_); }
    // As of sorted values: between the two at p (count - 1). Zero when there are none.
    double quantile(double p) const;
    double share_below(double value) const;

private:
    using Counts = std::vector<std::uint32_t>;
    double share(std::uint64_t of) const { return count_ == 0 ? 0 : static_cast<double>(of) / static_cast<double>(count_); }
    double edge(std::ptrdiff_t cell) const;
    std::uint32_t held(std::ptrdiff_t cell) const;
    std::ptrdiff_t first_cell() const { return -static_cast<std::ptrdiff_t>(below_.size()); }
    std::ptrdiff_t end_cell() const { return static_cast<std::ptrdiff_t>(above_.size()); }

    Frame frame_;
    std::uint64_t count_ = 0;
    std::uint64_t not_finite_ = 0;
    std::uint64_t positive_ = 0;
    std::uint64_t negative_ = 0;
    double sum_ = 0;      // of distances from the centre
    double squares_ = 0;  // of them
    double gain_ = 0;
    double least_ = 0;
    double most_ = 0;
    Counts above_;  // cell 0 starts at the centre
    Counts below_;  // cell -1 ends there
};

}  // namespace alzette::decide
