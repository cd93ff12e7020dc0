// SPDX-License-Identifier: Apache-2.0
// Addresses, and the headers that are read word by word: what is decoded is encoded to what decodes to it again, and what is chosen was offered.
#include "base/check.h"
#include "base/utf8.h"
#include "net/media.h"
#include "net/url.h"

#include <array>

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    using namespace alzette;
    std::string_view const text(reinterpret_cast<char const*>(data), size);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): the fuzzer's interface
    if (auto const decoded = net::percent_decoded(text)) {
        CHECK_THAT(base::is_utf8(*decoded));
        CHECK_THAT(net::percent_decoded(net::percent_encoded(*decoded)) == *decoded);
    }
    if (auto const pairs = net::query_pairs(text)) {
        std::string again;
        for (auto const& [name, value] : *pairs) again += net::percent_encoded(name) + "=" + net::percent_encoded(value) + "&";
        CHECK_THAT(net::query_pairs(again) == *pairs);
    }
    constexpr std::array<std::string_view, 3> offered{"application/json", "application/ld+json", "application/geo+json"};
    if (auto const chosen = net::acceptable(text, offered)) CHECK_THAT(*chosen < offered.size());
    CHECK_THAT(net::media_type(net::media_type(text)) == net::media_type(text));
    if (auto const context = net::context_link(text); context && context->find('>') == std::string::npos)
        CHECK_THAT(net::context_link(net::link_to_context(*context)) == context);
    return 0;
}
