// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "understand/memory.h"

namespace alzette::understand {

// Takes away what has expired, entities and attributes (clause 4.22), as changes like any other: the journal says "expire". At most so many entities of each
// tenant at once; the rest comes next time. To be called now and then: what has expired is not shown in any case.
void sweep(Memory& memory, std::size_t entities_max);

}  // namespace alzette::understand
