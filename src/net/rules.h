// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/server.h"

// What HTTP/1.1 asks of a request that the library's parser does not see to.
namespace alzette::net {

// A target in absolute form ("http://host:80/path") becomes its path, and its host the Host header (RFC 9112, 3.2.2).
void take_absolute_form(Request& request);

// Whether a request names several hosts, which is 400 (RFC 9112, 3.2). One that names none may be of HTTP/1.0, and the library does not tell.
bool has_several_hosts(Request const& request);

}  // namespace alzette::net
