// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"
#include "net/server.h"

#include <string>
#include <string_view>

// The only place where an error becomes an HTTP status and a problem document (RFC 9457; clauses 5.5.2, 5.5.3, 6.3.2).
namespace alzette::api {

struct ErrorType {
    std::string_view name;  // after https://uri.etsi.org/ngsi-ld/errors/
    int status;
};

ErrorType error_type(base::Error const& error);

// {"type":...,"title":...,"detail":...,"status":...} as application/json, as clause 6.3.3 wants it. `detail` is the error's own sentence in the reader's
// language.
net::Response problem(base::Error const& error, base::Language language);
// The problem document alone, for the lists of a batch's answer.
std::string problem_document(base::Error const& error, base::Language language);

// Errors of the HTTP binding itself, which have no body in the standard (clause 6.3.2), with one that helps: 405, 406, 411, 415.
net::Response bare_problem(int status, base::Message const& detail, base::Language language);

}  // namespace alzette::api
