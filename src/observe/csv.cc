// SPDX-License-Identifier: Apache-2.0
#include "observe/csv.h"

#include "base/catalogue/observe.h"
#include "base/limits_import.h"

#include <algorithm>

namespace alzette::observe {

namespace {

std::uint32_t characters(std::string_view text)
{
    return static_cast<std::uint32_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

base::Place CsvReader::place()
{
    if (counted_ < line_start_ || counted_ > at_) {
        counted_ = line_start_;
        column_ = 1;
    }
    column_ += characters(text_.substr(counted_, at_ - counted_));
    counted_ = at_;
    return {line_, column_};
}

void CsvReader::skip_line_end()
{
    if (at_ >= text_.size()) return;
    at_ += text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2U : 1U;
    line_start_ = at_;
    ++line_;
}

// The line after the one that begins at an offset.
void CsvReader::skip_to_line(std::size_t offset, std::uint32_t line)
{
    at_ = std::min(text_.find_first_of("\r\n", offset), text_.size());
    line_ = line;
    skip_line_end();
}

// From behind the opening quote to behind the closing one.
bool CsvReader::read_quoted(CsvRecord& record, CsvField& field)
{
    auto const start = at_;
    auto const line = line_;
    auto const line_start = line_start_;
    for (++at_; at_ < text_.size() && at_ - start <= base::limits::import_field_bytes_max;) {
        auto const c = text_[at_];
        if (c == '"') {
            ++at_;
            if (at_ >= text_.size() || text_[at_] != '"') {
                if (at_line_end() || text_[at_] == separator_) return true;
                record.fault = base::Error{base::Errc::invalid, base::Message(say::import_text_behind_quote), place()};
                skip_to_line(at_, line_);
                return false;
            }
        }
        field.text += c;
        if (c == '\n' || c == '\r') skip_line_end();
        else ++at_;
        if (c == '\r' && text_[at_ - 1] == '\n') field.text += '\n';
    }
    record.fault = base::Error{base::Errc::invalid, base::Message(say::import_quote_open), field.place};
    line_start_ = line_start;
    skip_to_line(start, line);
    return false;
}

void CsvReader::read_plain(CsvField& field)
{
    auto const start = at_;
    while (!at_line_end() && text_[at_] != separator_) ++at_;
    field.text = text_.substr(start, at_ - start);
}

bool CsvReader::next(CsvRecord& record)
{
    while (at_ < text_.size() && at_line_end()) skip_line_end();
    record.fields.clear();
    record.fault.reset();
    if (at_ >= text_.size()) return false;
    while (true) {
        auto& field = record.fields.emplace_back();
        field.place = place();
        if (at_ < text_.size() && text_[at_] == '"') {
            if (!read_quoted(record, field)) return true;
        } else {
            read_plain(field);
        }
        if (at_line_end()) break;
        ++at_;  // the separator
    }
    skip_line_end();
    return true;
}

char find_separator(std::string_view text)
{
    constexpr std::size_t looked_at = 64 << 10;
    constexpr int records_max = 50;
    char best = ',';
    std::size_t most = 0;
    for (auto const separator : {',', ';', '\t', '|'}) {
        CsvReader reader(text.substr(0, looked_at), separator);
        CsvRecord record;
        std::size_t width = 0;
        std::size_t alike = 0;
        for (int i = 0; i < records_max && reader.next(record); ++i) {
            if (i == 0) width = record.fields.size();
            if (record.fields.size() == width && !record.fault) ++alike;
        }
        auto const score = width > 1 ? alike * 1'000 + std::min<std::size_t>(width, 999) : 0;
        if (score <= most) continue;
        most = score;
        best = separator;
    }
    return best;
}

void write_csv(std::vector<std::string> const& fields, char separator, std::string& out)
{
    auto const first = out.size();
    for (auto const& field : fields) {
        if (&field != fields.data()) out += separator;
        auto const is_alone_and_empty = fields.size() == 1 && field.empty();
        if (!is_alone_and_empty && field.find_first_of("\"\r\n") == std::string::npos && field.find(separator) == std::string::npos) {
            out.append(field);
            continue;
        }
        out += '"';
        for (auto const c : field) out.append(c == '"' ? 2U : 1U, c);
        out += '"';
    }
    if (out.size() > first || !fields.empty()) out += "\r\n";
}

}  // namespace alzette::observe
