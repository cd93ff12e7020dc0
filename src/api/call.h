// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"
#include "json/value.h"
#include "net/server.h"
#include "ngsi/context.h"
#include "ngsi/read_entity.h"
#include "ngsi/write_entity.h"
#include "api/sight.h"
#include "understand/contexts.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alzette::api {

enum class Format { json, json_ld, geo_json };

// One of the `entities` of a Query in a body (clause 5.2.33), as it stands there.
struct BodySelector {
    std::vector<std::string> ids = {};
    std::optional<std::string> id_pattern = {};
    std::optional<std::string> types = {};
};

// A request with what every operation asks of it, read once (clauses 6.3.4 to 6.3.15). Lives as long as the answer is being made.
struct Call {
    std::shared_ptr<net::Request const> request;
    base::Language language = base::Language::en;                      // of errors
    std::string tenant = {};                                           // clause 6.3.14; empty is the default one
    std::vector<std::pair<std::string, std::string>> parameters = {};  // of the query, decoded
    std::vector<std::string> segments = {};                            // what stands for the variables of the route's path, decoded
    Sight sight = {};                                                  // what its account may see and change
    Format format = Format::json;                                      // of the answer
    std::shared_ptr<ngsi::Context const> context = {};
    std::string context_address = {};  // of one that came inside the request and is served here; else empty
    json::Value body = {};  // null without one
    std::vector<BodySelector> selectors = {};

    std::string const* parameter(std::string_view name) const;
    std::vector<std::string> list(std::string_view name) const;  // a comma-separated parameter; empty without it
    bool has_option(std::string_view option) const;              // one of the list `options`
    bool shows_context() const;                                  // in the body of the answer (clause 6.3.6)
    base::Result<bool> flag(std::string_view name) const;        // "true" or "false"; false without it
    base::Result<std::size_t> count(std::string_view name, std::size_t otherwise, std::size_t most) const;

    ngsi::Form form_in() const;                             // of the body: clause 6.3.7 for merge, 6.3.18
    base::Result<ngsi::WriteOptions> write_options() const;  // of the answer: format, options, lang
};

// Reads tenant, parameters, and the language of errors; `segments` come from the route.
base::Result<Call> read_call(std::shared_ptr<net::Request const> request, std::vector<std::string> segments);
// Clause 6.3.4: chooses the format among those of the operation. Fails (not acceptable) with the list.
base::Result<void> choose_format(Call& call, bool geo_json_offered);
// Clause 6.3.5: the body and the context of a request with one, or the context of one without.
base::Result<void> read_body(Call& call, understand::Contexts& contexts);
base::Result<void> read_link(Call& call, understand::Contexts& contexts);
base::Result<void> read_document(Call& call);  // a body that is not read with any context

base::Language error_language(net::Request const& request);

// An answer with a body in the call's format: Content-Type, and the Link to the context where the body has none (clause 6.3.6).
net::Response answer(Call const& call, int status, std::string body);
// The same with an object, or an array of objects, that has no context yet: in JSON-LD each of them gets it.
net::Response answer_document(Call const& call, std::string body);

}  // namespace alzette::api
