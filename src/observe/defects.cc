// SPDX-License-Identifier: Apache-2.0
#include "observe/defects.h"

#include "base/limits_import.h"

namespace alzette::observe {

namespace {

// A text that a spreadsheet would take for a formula gets an apostrophe in front: the file under import is not to be trusted.
std::string field(std::string_view text)
{
    auto out = std::string("\"");
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
    for (auto const c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

}  // namespace

void Defects::add(Defect defect)
{
    ++count_;
    if (kept_.size() < base::limits::defects_kept_max) kept_.push_back(std::move(defect));
}

void Defects::add(base::Place place, std::string_view column, base::MessageId message, std::vector<base::Argument> arguments)
{
    add({place, std::string(column), base::Message(message, std::move(arguments))});
}

std::string defects_csv(Defects const& defects, std::string_view file, base::Language language)
{
    std::string out = "file,line,column,name,id,message\r\n";
    for (auto const& defect : defects.kept()) {
        out.append(field(file)).append(",").append(std::to_string(defect.place.line)).append(",").append(std::to_string(defect.place.column)).append(",");
        out.append(field(defect.column)).append(",").append(base::name_of(defect.message.id)).append(",");
        out.append(field(defect.message.in(language))).append("\r\n");
    }
    return out;
}

}  // namespace alzette::observe
