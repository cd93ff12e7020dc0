// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace alzette::base {

// How many processors this process may use, at least 1: what taskset or a set of processors (cpuset) leaves it, which may be fewer than the machine has. A
// quota of time (docker --cpus) does not count.
unsigned processors();

}  // namespace alzette::base
