// SPDX-License-Identifier: Apache-2.0
#include "base/processors.h"

#include <algorithm>
#include <sched.h>
#include <thread>

namespace alzette::base {

unsigned processors()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    // Fails on machines of more than 1 024 processors: then all there are count.
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return std::max(1U, std::thread::hardware_concurrency());
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&allowed)));
}

}  // namespace alzette::base
