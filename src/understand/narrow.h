// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/query.h"
#include "understand/search.h"

namespace alzette::understand {

// What the indexes of a state say of a query: every match is among the candidates. Nothing where they do not narrow.
std::optional<Candidates> narrow(State const& state, ngsi::Query const& query);

}  // namespace alzette::understand
