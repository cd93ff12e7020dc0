// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "prove/render.h"

#include <string>
#include <string_view>
#include <vector>

namespace alzette::app {

// What was found in a text, in its order. A place in a value over several lines is brought to its own line.
std::vector<base::Finding> placed_in(std::string_view text, base::Findings const& findings);

// Findings as a person reads them: file:line:column, what was found and what to do, the line itself with a mark under the place.
// `text` is the file's content, for the lines shown; it may be empty.
std::string render_findings(std::vector<base::Finding> const& findings, std::string_view file, std::string_view text, base::Language language,
                            prove::Colour colour);

// The same for a machine: {"errors": [{file, line, column, id, message}], "warnings": [...]}.
std::string render_findings_json(std::vector<base::Finding> const& findings, std::string_view file, base::Language language);

// One error without a text of its own.
std::string render_error(base::Error const& error, base::Language language, prove::Colour colour);

}  // namespace alzette::app
