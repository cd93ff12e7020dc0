// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json_writer.h"
#include "decide/evaluation.h"

namespace alzette::prove {

// pilots, gates and waiting, as members of the evaluation; those it has none of are left out.
void write_trials(base::JsonWriter& json, decide::Evaluation const& evaluation, base::Language language);

}  // namespace alzette::prove
