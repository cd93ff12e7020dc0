// SPDX-License-Identifier: Apache-2.0
#include "prove/sharing_words.h"

#include "base/catalogue/sharing.h"
#include "base/format.h"
#include "prove/wording.h"

#include <algorithm>

namespace alzette::prove {

base::Message rule_in_words(decide::SharingRule rule, std::string const& by)
{
    switch (rule) {
    case decide::SharingRule::shapley: return say::sharing_rule_shapley;
    case decide::SharingRule::separable: return say::sharing_rule_separable;
    case decide::SharingRule::proportional: break;
    }
    if (by.empty()) return say::sharing_rule_alone;
    return {say::sharing_rule_by, {{"by", by}}};
}

base::Message total_in_words(decide::SharingResult const& sharing, std::string const& currency)
{
    return {sharing.yearly ? say::sharing_total_yearly : say::sharing_total,
            {{"total", base::money(sharing.total, currency)}, {"count", sharing.players.size()}}};
}

base::MessageId stability_in_words(decide::SharingResult const& sharing)
{
    if (sharing.stable()) return sharing.all_groups ? say::sharing_stable : say::sharing_stable_searched;
    return sharing.all_groups ? say::sharing_unstable : say::sharing_unstable_searched;
}

std::string players_in_words(decide::SharingResult const& sharing, std::vector<std::string> const& ids, base::Language language)
{
    std::vector<std::string> names;
    for (auto const& id : ids) {
        auto const player = std::ranges::find(sharing.players, id, &decide::PlayerShare::id);
        names.push_back(label_or_id(player == sharing.players.end() ? base::Text{} : player->label, id, language));
    }
    return list_of(names, language);
}

}  // namespace alzette::prove
