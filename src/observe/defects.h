// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace alzette::observe {

// What is wrong with one line of a file. The message says what to do.
struct Defect {
    base::Place place;
    std::string column;  // by name; empty where it is no column's
    base::Message message;
};

// Collects what is wrong with a file's lines while its good lines go on: limits::defects_kept_max of them, the rest are counted. One owner, one thread.
class Defects {
public:
    void add(Defect defect);
    void add(base::Place place, std::string_view column, base::MessageId message, std::vector<base::Argument> arguments = {});

    std::size_t count() const { return count_; }
    std::vector<Defect> const& kept() const { return kept_; }

private:
    std::vector<Defect> kept_;
    std::size_t count_ = 0;
};

// All that was kept as CSV (RFC 4180): file, line, column, name, id, message.
std::string defects_csv(Defects const& defects, std::string_view file, base::Language language);

}  // namespace alzette::observe
