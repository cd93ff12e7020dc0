// SPDX-License-Identifier: Apache-2.0
#include "ngsi/pattern.h"

#include "base/catalogue/ngsi_query.h"
#include "base/limits_broker.h"

#include <re2/re2.h>

namespace alzette::ngsi {

namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

base::Result<std::shared_ptr<re2::RE2 const>> compile_pattern(std::string_view text)
{
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(base::limits::pattern_bytes_max);
    auto compiled = std::make_shared<re2::RE2 const>(piece(text), options);
    if (!compiled->ok())
        return base::fail(base::Errc::invalid, say::pattern_wrong, {{"found", text}, {"reason", std::string_view(compiled->error())}});
    return compiled;
}

bool matches_pattern(re2::RE2 const& pattern, std::string_view text) { return re2::RE2::PartialMatch(piece(text), pattern); }

}  // namespace alzette::ngsi
