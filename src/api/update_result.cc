// SPDX-License-Identifier: Apache-2.0
#include "api/update_result.h"

#include "base/json_writer.h"

namespace alzette::api {

net::Response update_result(Call const& call, ngsi::UpdateResult const& result)
{
    base::JsonWriter json;
    json.object([&] {
        json.key("updated").array([&] {
            for (auto const& name : result.updated) json.value(name);
        });
        json.key("notUpdated").array([&] {
            for (auto const& each : result.not_updated)
                json.object([&] {
                    json.member("attributeName", each.attribute);
                    json.member("reason", each.reason.in(call.language));
                });
        });
    });
    return {207, {{"Content-Type", "application/json"}}, std::move(json).take()};
}

}  // namespace alzette::api
