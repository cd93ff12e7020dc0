// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/services.h"

#include <string>

// The description of the interface for programs (OpenAPI 3.1.0, https://spec.openapis.org/oas/v3.1.0), made of the one table of routes.
namespace alzette::api {

// The document: what is not built is there and answers 501 only.
std::string openapi_document();

void show_openapi(Services const&, std::shared_ptr<Call const> const&, net::Reply const&);

}  // namespace alzette::api
