// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace alzette::prove {

// Writes HTML that cannot come out unbalanced or unescaped: elements close where their block ends, and every text and attribute value
// is escaped here and nowhere else. Tags are literals. One owner, one thread.
class HtmlWriter {
public:
    // An attribute with an empty value is left out.
    struct Attribute {
        std::string_view name;
        std::string_view value;
    };
    using Attributes = std::initializer_list<Attribute>;

    explicit HtmlWriter(std::size_t usual_size = 0) { html_.reserve(usual_size); }

    class [[nodiscard]] Element {
    public:
        Element(HtmlWriter& writer, std::string_view tag, Attributes attributes = {});
        ~Element() { writer_.close(tag_); }
        Element(Element const&) = delete;
        Element& operator=(Element const&) = delete;

    private:
        HtmlWriter& writer_;
        std::string_view tag_;
    };

    Element inside(std::string_view tag, Attributes attributes = {}) { return {*this, tag, attributes}; }
    void leaf(std::string_view tag, std::string_view text, Attributes attributes = {});
    void empty(std::string_view tag, Attributes attributes = {});
    void text(std::string_view text);

    void doctype();
    // Our own style sheet, the one text that is not escaped: it must not hold "</style".
    void style_sheet(std::string_view css);

    std::string const& html() const { return html_; }
    std::string take() { return std::move(html_); }

private:
    void open(std::string_view tag, Attributes attributes);
    void close(std::string_view tag);

    std::string html_;
};

// A number of an SVG attribute, with at most two decimals; what is not finite is written as 0.
std::string coordinate(double value);
std::string percentage(double value);

}  // namespace alzette::prove
