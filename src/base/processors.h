// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace alzette::base {

// How many processors this process may use, at least 1: what the kernel, taskset or a container leaves it, which may be fewer than the machine has.
unsigned processors();

}  // namespace alzette::base
