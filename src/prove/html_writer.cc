// SPDX-License-Identifier: Apache-2.0
#include "prove/html_writer.h"

#include "base/check.h"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>

namespace alzette::prove {

namespace {

// Control characters have no place in a page; they show as the replacement character, so that a reader sees something was there.
void append_escaped(std::string& out, std::string_view text)
{
    for (auto const character : text) {
        switch (character) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: {
            auto const code = static_cast<unsigned char>(character);
            auto const is_control = (code < 0x20 && character != '\n' && character != '\t') || code == 0x7F;
            if (is_control) out += "\uFFFD";
            else out += character;
        }
        }
    }
}

// A line break after one of these would show as a space before the text that follows.
bool is_inline(std::string_view tag)
{
    constexpr std::string_view tags[] = {"a", "code", "span", "strong", "sup", "tspan"};
    return std::ranges::find(tags, tag) != std::end(tags);
}

}  // namespace

void HtmlWriter::open(std::string_view tag, Attributes attributes)
{
    html_.append("<").append(tag);
    for (auto const& attribute : attributes) {
        if (attribute.value.empty()) continue;
        html_.append(" ").append(attribute.name).append("=\"");
        append_escaped(html_, attribute.value);
        html_ += '"';
    }
}

void HtmlWriter::close(std::string_view tag) { html_.append("</").append(tag).append(is_inline(tag) ? ">" : ">\n"); }

HtmlWriter::Element::Element(HtmlWriter& writer, std::string_view tag, Attributes attributes) : writer_(writer), tag_(tag)
{
    writer_.open(tag, attributes);
    writer_.html_ += '>';
}

void HtmlWriter::leaf(std::string_view tag, std::string_view content, Attributes attributes)
{
    auto const element = inside(tag, attributes);
    text(content);
}

void HtmlWriter::empty(std::string_view tag, Attributes attributes)
{
    open(tag, attributes);
    html_ += "/>";
}

void HtmlWriter::text(std::string_view content) { append_escaped(html_, content); }

void HtmlWriter::doctype() { html_ += "<!DOCTYPE html>\n"; }

void HtmlWriter::style_sheet(std::string_view css)
{
    CHECK_THAT(css.find("</") == std::string_view::npos);
    auto const element = inside("style");
    html_ += css;
}

std::string coordinate(double value)
{
    if (!std::isfinite(value)) return "0";
    auto text = fmt::format("{:.2f}", value);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string percentage(double value) { return coordinate(value) + "%"; }

}  // namespace alzette::prove
