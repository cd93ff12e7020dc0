// SPDX-License-Identifier: Apache-2.0
#include "decide/case.h"

#include <algorithm>

namespace alzette::decide {

std::string_view name_of(Status status)
{
    constexpr std::string_view names[] = {"official", "measured", "published", "expert", "assumed"};
    return names[static_cast<std::size_t>(status)];
}

std::vector<int> Occurrence::years(int horizon) const
{
    std::vector<int> years;
    if (!one_off()) {
        auto const span = during.value_or(YearSpan{1, horizon});
        for (auto t = span.first; t <= std::min(span.last, horizon); ++t) years.push_back(t);
        return years;
    }
    for (auto const t : at)
        if (t <= horizon) years.push_back(t);
    for (auto t = every; every > 0 && t < horizon; t += every)
        if (std::ranges::find(years, t) == years.end()) years.push_back(t);
    std::ranges::sort(years);
    return years;
}

Actor const* Case::find_actor(std::string_view actor_id) const
{
    auto const found = std::ranges::find(actors, actor_id, &Actor::id);
    return found == actors.end() ? nullptr : &*found;
}

Input const* Case::find_input(std::string_view input_id) const
{
    auto const found = std::ranges::find(inputs, input_id, &Input::id);
    return found == inputs.end() ? nullptr : &*found;
}

}  // namespace alzette::decide
