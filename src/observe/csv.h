// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::observe {

struct CsvField {
    std::string text;
    base::Place place;
};

struct CsvRecord {
    std::vector<CsvField> fields;
    std::optional<base::Error> fault;  // with its place: a quote that is not closed, text behind one
};

// Records of a text one after the other (RFC 4180, with any separator and any line end; quoted fields may hold both). Lines without any character are
// skipped. After a faulty record reading goes on at the next line.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}
    // Whether there was one more.
    bool next(CsvRecord& record);

private:
    bool read_quoted(CsvRecord& record, CsvField& field);
    void read_plain(CsvField& field);
    void skip_line_end();
    void skip_to_line(std::size_t offset, std::uint32_t line);
    bool at_line_end() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }
    base::Place place();  // asked in the order of the text

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    std::uint32_t line_ = 1;
    std::size_t counted_ = 0;  // up to here characters of the line were counted
    std::uint32_t column_ = 1;
};

// The separator that parts most of the first records into as many fields as the first: one of , ; tab and |.
char find_separator(std::string_view text);

// One record as text, quoted where it must be.
void write_csv(std::vector<std::string> const& fields, char separator, std::string& out);

}  // namespace alzette::observe
