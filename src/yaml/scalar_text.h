// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace alzette::yaml {

enum class ScalarStyle { plain, single_quoted, double_quoted, literal, folded };

// A scalar as it is written: without quotes, or from the line below | and > on.
struct WrittenScalar {
    std::string_view text = {};
    ScalarStyle style = ScalarStyle::plain;
    std::size_t indentation = 0;  // of | and >, as in |2; 0 is not given
    char chomping = ' ';          // of | and >: - or +
};

// Number of spaces before the first line that is not blank; npos where all are.
std::size_t first_indentation(std::string_view text);

// What the scalar means: lines joined, escapes replaced. `parent_indentation` is that of the group or list the scalar is in.
// Nothing where an escape stands for no character.
//
// We do this and not libfyaml: 0.7.12 reads 'a''''b' as a'''  with the b lost and 512 bytes of memory too,
// puts NUL bytes behind folded texts and loses the end of double-quoted ones of several lines.
std::optional<std::string> text_of(WrittenScalar const& scalar, std::size_t parent_indentation);

}  // namespace alzette::yaml
