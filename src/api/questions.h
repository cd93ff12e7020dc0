// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"
#include "api/services.h"
#include "api/view.h"
#include "understand/search.h"

namespace alzette::api {

// What the parameters of Query Entities ask (clauses 5.7.2 and 6.4.3.2). Fails (invalid) on parameters that contradict each other, on conditions further down
// than `join` goes, and on a query that would show everything without saying `local`.
base::Result<understand::Question> question_of(Call const& call, Join const& join);
// The same without pages, of every entity that is meant and that the caller may change (clause 5.6.21).
base::Result<understand::Question> question_to_purge(Call const& call);

// Fails (unsupported) on parameters of the standard that are not built.
base::Result<void> refuse_not_built(Call const& call);

// A page of entities, with the number of all when it was asked for and links to the pages beside it (clauses 5.5.9 and 6.3.10).
Reading answer_page(Call const& call, understand::State const& state, understand::Page const& page, understand::Question const& question, View const& view,
                    base::Instant now);

}  // namespace alzette::api
