// SPDX-License-Identifier: Apache-2.0
#include "app/territory.h"

#include "base/catalogue/ngsi.h"
#include "base/clock.h"
#include "base/limits_broker.h"

namespace alzette::app {

using base::Result;

Territory::Territory()
    : cached_(base::limits::contexts_cached_max), contexts_([this](std::string_view uri) -> Result<std::shared_ptr<json::Value const>> {
          if (auto const found = hosted_.find_by_uri(uri)) return found->document;
          if (auto found = cached_.find(uri, base::now())) return found;
          if (auto const why = cached_.failure(uri, base::now()))
              return base::fail(base::Errc::unavailable, say::context_not_fetched, {{"uri", uri}, {"why", why->in_both()}});
          return base::fail(base::Errc::unavailable, say::context_unavailable, {{"uri", uri}});
      })
{
}

Result<std::unique_ptr<Territory>> Territory::open(std::filesystem::path const& folder)
{
    auto territory = std::make_unique<Territory>();
    territory->store_ = TRY(store::open_embedded(folder));
    territory->memory_ = TRY(understand::Memory::open(*territory->store_, base::now));
    TRY_VOID(territory->hosted_.load(*territory->store_));
    return territory;
}

}  // namespace alzette::app
