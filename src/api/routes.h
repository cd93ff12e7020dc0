// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

#include <span>
#include <string_view>

// Every address of the interface on one page: what is answered, where, with which parameters.
namespace alzette::api {

enum class Body { none, json, document, form };     // document: JSON whose @context is what it is about, not what it is read with; form: of a page
enum class Answers { nothing, entities, json, page, text };  // entities: GeoJSON too; page: HTML, or JSON for programs; text: for Prometheus

enum class Guard { by_method, nobody, anyone, administrator };  // by the method: to see or to change; nobody: no token is asked for

struct Route {
    std::string_view method;
    std::string_view path;  // "{}" is one segment, given decoded
    Operation operation;    // nullptr: in the standard, not built, answered 501
    Body body = Body::none;
    Answers answers = Answers::nothing;
    std::string_view parameters = {};  // known ones, separated by blanks; any other is refused
    Guard guard = Guard::by_method;
};

std::span<Route const> routes();

// Handles requests with the operations of routes(). What it refuses itself: 404, 405, 406, 411, 415, unknown parameters, and what is not built. It
// answers OPTIONS, and marks answers for the browsers of the sites that the settings name.
net::Handler handler(Services const& services);

}  // namespace alzette::api
