// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace alzette::yaml {

// Offset of the first byte that is not UTF-8 or is a control character other than tab and line end.
// The length of the text where there is none.
std::size_t first_bad_byte(std::string_view text);

// Offset of a run of more than `blanks_max` spaces and tabs behind other characters of a line.
// The length of the text where there is none.
std::size_t first_long_gap(std::string_view text, std::size_t blanks_max);

// Bytes of the line end that begins at `offset` (LF, CR LF or CR), 0 where none does.
std::size_t line_end_length(std::string_view text, std::size_t offset);

// Number of bytes of the character that begins with `first`, in valid UTF-8.
std::size_t character_length(char first);

base::Place place_of(std::string_view text, std::size_t offset);

// For messages: at most 40 characters of the first line, with … for what was cut.
std::string excerpt(std::string_view text);
// The rest of the line at a place, and its first word.
std::string_view rest_of_line(std::string_view text, base::Place place);
std::string word_at(std::string_view text, base::Place place);

// Turns places into offsets and back. Asked in the order of the text, the whole costs one pass, whatever the number of questions.
class PlaceFinder {
public:
    explicit PlaceFinder(std::string_view text) : text_(text) {}
    // The length of the text for a place past its end; the end of its line for a column past it.
    std::size_t offset_of(base::Place place);
    // An offset past the end gives the place after the last character.
    base::Place place_of(std::size_t offset);
    // A place past the end of its line, as of a mistake in a value written over several, brought to the lines below: a line end counts as one
    // character, the blanks that begin a line as none, and a line without text ends the value.
    base::Place within_text(base::Place place);

private:
    void back_to_line_start();
    void back_one_line();
    void step();

    std::string_view text_;
    base::Place place_{1, 1};
    std::size_t offset_ = 0;
    std::size_t line_start_ = 0;
};

}  // namespace alzette::yaml
