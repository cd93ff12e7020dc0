// SPDX-License-Identifier: Apache-2.0
#include "prove/indented_json.h"

#include "base/check.h"

#include <algorithm>

namespace alzette::prove {

namespace {

constexpr std::size_t line_max = 140;
constexpr std::size_t indent = 2;

std::size_t behind_text(std::string_view json, std::size_t at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at)
        if (json[at] == '\\') ++at;
    return at + 1;
}

std::size_t behind_value(std::string_view json, std::size_t at)
{
    std::size_t depth = 0;
    do {
        switch (json[at]) {
        case '"': at = behind_text(json, at); continue;
        case '{':
        case '[': ++depth; break;
        case '}':
        case ']': --depth; break;
        default:
            if (depth == 0) return std::min(json.find_first_of(",]}", at), json.size());
        }
        ++at;
    } while (depth > 0 && at < json.size());
    CHECK_THAT(depth == 0);
    return at;
}

// On one line: a blank behind each comma and colon.
std::string spaced(std::string_view json)
{
    std::string line;
    for (std::size_t at = 0; at < json.size();) {
        auto const end = json[at] == '"' ? behind_text(json, at) : at + 1;
        line += json.substr(at, end - at);
        if (json[at] == ',' || json[at] == ':') line += ' ';
        at = end;
    }
    return line;
}

// `column` is where the value begins on its line, and `level` how deep its members stand.
void print(std::string& out, std::string_view value, std::size_t column, std::size_t level)
{
    auto const line = spaced(value);
    auto const is_object = value.front() == '{';
    if ((!is_object && value.front() != '[') || line.size() == 2 || (level > 0 && column + line.size() < line_max)) {
        out += line;
        return;
    }
    auto const blanks = std::string((level + 1) * indent, ' ');
    out += value.front();
    for (std::size_t at = 1; value[at] != '}' && value[at] != ']';) {
        out.append(at == 1 ? "\n" : ",\n").append(blanks);
        auto start = blanks.size();
        if (is_object) {
            auto const name = value.substr(at, behind_text(value, at) - at);
            out.append(name).append(": ");
            start += name.size() + 2;
            at += name.size() + 1;
        }
        auto const end = behind_value(value, at);
        print(out, value.substr(at, end - at), start, level + 1);
        at = end + (value[end] == ',' ? 1 : 0);
    }
    out.append("\n").append(level * indent, ' ') += value.back();
}

}  // namespace

std::string indented_json(std::string_view json)
{
    std::string out;
    print(out, json, 0, 0);
    return out + "\n";
}

}  // namespace alzette::prove
