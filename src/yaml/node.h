// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace alzette::yaml {

enum class Kind { null, scalar, sequence, mapping };

struct Member;

// A YAML value and where it stands: a scalar at the first character of its text, inside quotes and below | and >.
// Scalars stay text: what "1e4" or "no" means is the reader's business.
// `null` is a key without a value, an empty text, `~` or `null` written plainly. Values; aliases are expanded copies.
struct Node {
    Kind kind = Kind::null;
    base::Place place;
    std::string text;             // of a scalar
    bool quoted = false;          // of a scalar: '...', "...", | or >
    bool flow = false;            // of a sequence or mapping: written in [] or {}
    std::vector<Node> items;      // of a sequence
    std::vector<Member> members;  // of a mapping, in the order written; keys are unique

    bool is_null() const { return kind == Kind::null; }
    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_sequence() const { return kind == Kind::sequence; }
    bool is_mapping() const { return kind == Kind::mapping; }
    // The value under a key, nullptr where there is none (or this is no mapping).
    Node const* find(std::string_view key) const;
};

struct Member {
    std::string key;
    base::Place key_place;
    Node value;
};

// Reads one YAML 1.2 document of at most `bytes_max` bytes. Lines and columns count from 1, columns in characters.
// Refused, each with its place: text that is not UTF-8, syntax errors, more than one document, a key written twice,
// keys that are not scalars, tags, nesting deeper than limits::yaml_depth_max, more nodes (aliases expanded) than
// limits::yaml_nodes_max, an alias that names nothing or itself, and what reaches the other limits::yaml_*.
// A duplicate key is reported into `findings` and reading goes on; the other faults end it.
// Any thread; no state.
base::Result<Node> parse(std::string_view text, std::size_t bytes_max, base::Findings& findings);

}  // namespace alzette::yaml
