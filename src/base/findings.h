// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace alzette::base {

enum class Severity { error, warning };

// One thing said about a text the user wrote. `file` is empty for the text being read, a name for another one.
struct Finding {
    Severity severity;
    Place place;
    Message message;
    std::string file = {};
    Errc kind = Errc::invalid;
};

// Collects every mistake of a text, so that the author sees all of them at once: at most limits::findings_max, errors before warnings, and
// the same one once. One owner, one thread.
class Findings {
public:
    void error(Place place, MessageId message, std::vector<Argument> arguments = {});
    void warning(Place place, MessageId message, std::vector<Argument> arguments = {});
    void add(Error const& error);

    bool has_errors() const { return errors_ > 0; }
    // Of the first error found: what the program's exit code says. Errc::invalid where there is none.
    Errc kind() const;
    // In the order of the text; an error comes before a warning of the same place.
    std::vector<Finding> sorted() const;
    std::vector<Finding> const& in_order_found() const { return items_; }

private:
    void keep(Finding finding);

    std::vector<Finding> items_;
    std::size_t errors_ = 0;
};

}  // namespace alzette::base
