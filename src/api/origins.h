// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "net/server.h"

#include <string>
#include <string_view>
#include <vector>

namespace alzette::api {

// The sites whose pages may use the interface from a browser (CORS: the Fetch standard of WHATWG, 3.2). None, unless the settings name them. Tokens travel in
// the Authorization header, which pages may send; cookies are not used. A value; reading it is safe from any thread.
class Origins {
public:
    Origins() = default;
    // Origins parted by blanks ("https://carte.example.fr http://localhost:5173"), or "*" for every site. Fails (invalid) with the one that is none.
    static base::Result<Origins> read(std::string_view list);

    bool is_every() const { return is_every_; }
    // What an answer says to the browser of the page that asked.
    void mark(net::Request const& request, net::Response& response) const;
    // Whether a request is the question a browser asks before the real one, and the answer to it; `methods` are those of the address.
    static bool is_preflight(net::Request const& request);
    net::Response preflight(net::Request const& request, std::string_view methods) const;

private:
    bool allows(std::string_view origin) const;

    std::vector<std::string> allowed_;
    bool is_every_ = false;
};

}  // namespace alzette::api
