// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/metrics.h"

namespace alzette::app {

// What the system knows of this process now. What it does not tell is 0.
api::Process read_process();

}  // namespace alzette::app
