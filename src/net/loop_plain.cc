// SPDX-License-Identifier: Apache-2.0
#include "net/loop_of.h"

namespace alzette::net {

std::shared_ptr<Loop> make_plain_loop(Handler const& handler)
{
    using Plain = LoopOf<restinio::default_single_thread_traits_t>;
    return std::make_shared<Plain>(handler, [](Plain::Settings&) {});
}

}  // namespace alzette::net
