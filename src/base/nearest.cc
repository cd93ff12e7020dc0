// SPDX-License-Identifier: Apache-2.0
#include "base/nearest.h"

#include <algorithm>
#include <cctype>

namespace alzette::base {

namespace {

constexpr std::size_t name_length_max = 64;  // longer texts are no misspelt names, and the distance costs their product

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1)});
            auto const swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearest(std::string_view name, std::span<std::string_view const> known)
{
    if (name.size() > name_length_max) return {};
    std::string_view best;
    auto best_distance = std::max<std::size_t>(1, (name.size() + 2) / 3) + 1;
    for (auto const candidate : known) {
        if (candidate.size() > name_length_max) continue;
        auto const found = distance(name, candidate);
        if (found < best_distance) {
            best = candidate;
            best_distance = found;
        }
    }
    return std::string(best);
}

}  // namespace alzette::base
