// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/read_entity.h"

#include <doctest/doctest.h>
#include <string>

namespace alzette::understand {

inline ngsi::Entity entity_of(std::string const& text)
{
    auto const body = json::parse(text);
    REQUIRE(body.has_value());
    auto entity = ngsi::read_entity(*body, *ngsi::Context::core());
    REQUIRE(entity.has_value());
    return *std::move(entity);
}

}  // namespace alzette::understand
