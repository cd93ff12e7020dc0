// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/accounts.h"
#include "json/value.h"

#include <variant>

// Accounts and tokens as JSON: as they are kept, and grants as requests bring them.
namespace alzette::access {

std::string write_record(Account const& account);
std::string write_record(Token const& token);
// Fails (unavailable) on what write_record() did not make.
base::Result<std::variant<Account, Token>> read_record(std::string_view bytes);

// [{"tenant":"","scope":"/Metz","verbs":["see","change"]}]: without tenant the default one, without scope everything. Fails (invalid).
base::Result<std::vector<Grant>> read_grants(json::Value const& grants);
json::Value grants_value(std::vector<Grant> const& grants);

}  // namespace alzette::access
