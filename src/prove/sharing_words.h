// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "decide/evaluation.h"
#include "decide/sharing.h"

#include <string>
#include <vector>

// What terminal and page say alike of a shared cost. Any thread.
namespace alzette::prove {

base::Message rule_in_words(decide::SharingRule rule, std::string const& by);
base::Message total_in_words(decide::SharingResult const& sharing, std::string const& currency);
// Whether the sharing holds; where it does not, the groups follow.
base::MessageId stability_in_words(decide::SharingResult const& sharing);
// "Audun-le-Tiche, Russange and Aumetz"
std::string players_in_words(decide::SharingResult const& sharing, std::vector<std::string> const& ids, base::Language language);

}  // namespace alzette::prove
