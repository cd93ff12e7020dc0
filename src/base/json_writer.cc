// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include "base/format.h"

#include <cmath>
#include <fmt/core.h>

namespace alzette::base {

JsonWriter& JsonWriter::key(std::string_view name)
{
    CHECK_THAT(!levels_.empty() && levels_.back().is_object && !key_given_);
    if (levels_.back().has_items) out_ += ',';
    levels_.back().has_items = true;
    put_string(name);
    out_ += ':';
    key_given_ = true;
    return *this;
}

void JsonWriter::before_value()
{
    if (levels_.empty()) {
        CHECK_THAT(out_.empty());
        return;
    }
    CHECK_THAT(levels_.back().is_object == key_given_);
    if (!levels_.back().is_object && levels_.back().has_items) out_ += ',';
    levels_.back().has_items = true;
    key_given_ = false;
}

void JsonWriter::open(char bracket)
{
    before_value();
    levels_.push_back({bracket == '{'});
    out_ += bracket;
}

void JsonWriter::close(char bracket)
{
    CHECK_THAT(!levels_.empty() && levels_.back().is_object == (bracket == '}') && !key_given_);
    levels_.pop_back();
    out_ += bracket;
}

void JsonWriter::put(std::string_view text)
{
    before_value();
    out_ += text;
}

void JsonWriter::value(std::string_view text)
{
    before_value();
    put_string(text);
}

void JsonWriter::put_number(double number) { put(std::isfinite(number) ? shortest(number) : "null"); }

void JsonWriter::put_string(std::string_view text)
{
    out_ += '"';
    for (auto const c : text) {
        switch (c) {
        case '"': out_ += "\\\""; break;
        case '\\': out_ += "\\\\"; break;
        case '\n': out_ += "\\n"; break;
        case '\r': out_ += "\\r"; break;
        case '\t': out_ += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) out_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
            else out_ += c;
        }
    }
    out_ += '"';
}

std::string JsonWriter::take() &&
{
    CHECK_THAT(levels_.empty() && !out_.empty());
    return std::move(out_);
}

}  // namespace alzette::base
