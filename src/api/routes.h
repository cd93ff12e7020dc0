// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

#include <span>
#include <string_view>

// Every address of the interface on one page: what is answered, where, with which parameters.
namespace alzette::api {

enum class Body { none, json, document };     // document: JSON whose @context is what it is about, not what it is read with
enum class Answers { nothing, entities, json };  // entities: GeoJSON too

struct Route {
    std::string_view method;
    std::string_view path;  // "{}" is one segment, given decoded
    Operation operation;    // nullptr: in the standard, not built, answered 501
    Body body = Body::none;
    Answers answers = Answers::nothing;
    std::string_view parameters = {};  // known ones, separated by blanks; any other is refused
};

std::span<Route const> routes();

// Handles requests with the operations of routes(). What it refuses itself: 404, 405, 406, 411, 415, unknown parameters, and what is not built.
net::Handler handler(Services const& services);

}  // namespace alzette::api
