// SPDX-License-Identifier: Apache-2.0
#include "prove/html_check_for_test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

namespace alzette::prove {

namespace {

struct Tag {
    std::string name;
    std::map<std::string, std::string> attributes;
    bool closes = false;
    bool is_empty = false;

    std::string get(std::string const& attribute) const
    {
        auto const found = attributes.find(attribute);
        return found == attributes.end() ? std::string() : found->second;
    }
};

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> out{{}};
    for (auto const character : text) {
        if (character == ' ') out.emplace_back();
        else out.back() += character;
    }
    std::erase(out, "");
    return out;
}

class Checker {
public:
    std::vector<std::string> check(std::string_view html)
    {
        if (!html.starts_with("<!DOCTYPE html>\n")) fault("no doctype");
        html.remove_prefix(std::min(html.size(), html.find('\n')));
        while (!html.empty()) {
            auto const open = html.find('<');
            text(html.substr(0, open));
            if (open == std::string_view::npos) break;
            auto const end = html.find('>', open);
            if (end == std::string_view::npos) {
                fault("a tag does not end");
                break;
            }
            auto const tag = read(html.substr(open + 1, end - open - 1));
            see(tag);
            html.remove_prefix(end + 1);
            if (tag.name == "style" && !tag.closes) html.remove_prefix(std::min(html.size(), html.find("</style>")));
        }
        finish();
        return faults_;
    }

private:
    void fault(std::string what) { faults_.push_back(std::move(what)); }

    Tag read(std::string_view inside)
    {
        Tag tag;
        tag.closes = inside.starts_with('/');
        if (tag.closes) inside.remove_prefix(1);
        tag.is_empty = inside.ends_with('/');
        if (tag.is_empty) inside.remove_suffix(1);
        auto const end = std::min(inside.find(' '), inside.size());
        tag.name = inside.substr(0, end);
        inside.remove_prefix(end);
        while (!inside.empty()) {
            auto const equals = inside.find("=\"");
            auto const quote = equals == std::string_view::npos ? equals : inside.find('"', equals + 2);
            if (quote == std::string_view::npos) {
                fault("an attribute without quotes in <" + tag.name);
                break;
            }
            auto const name = std::string(inside.substr(1, equals - 1));
            auto const is_name = std::ranges::all_of(
                name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || (c >= '0' && c <= '9'); });
            if (name.empty() || !is_name) fault("an attribute named '" + name + "' in <" + tag.name);
            if (!tag.attributes.emplace(name, inside.substr(equals + 2, quote - equals - 2)).second) fault("attribute twice: " + name);
            inside.remove_prefix(quote + 1);
        }
        return tag;
    }

    void see(Tag const& tag)
    {
        if (tag.closes) {
            if (open_.empty() || open_.back() != tag.name) fault("</" + tag.name + "> closes <" + (open_.empty() ? "" : open_.back()));
            if (!open_.empty()) open_.pop_back();
            return;
        }
        if (!open_.empty() && expected_first_ != "" && tag.name != expected_first_)
            fault("<" + open_.back() + "> does not begin with " + expected_first_);
        expected_first_ = tag.name == "table" ? "caption" : tag.name == "svg" && tag.get("role") == "img" ? "title" : "";
        if (tag.name == "desc") has_description_ = true;
        look_at(tag);
        if (!tag.is_empty) open_.push_back(tag.name);
    }

    void look_at(Tag const& tag)
    {
        constexpr std::string_view forbidden[] = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "font"};
        if (std::ranges::find(forbidden, tag.name) != std::end(forbidden)) fault("<" + tag.name + ">");
        for (auto const& [name, value] : tag.attributes) {
            if (name.starts_with("on") || name == "src" || name == "style") fault("attribute " + name);
            auto const is_number = value.find("NaN") == std::string::npos && !value.starts_with("nan") && !value.starts_with("inf");
            if (!is_number) fault(std::string(name).append(" is ").append(value));
        }
        if (auto const id = tag.get("id"); !id.empty() && !ids_.insert(id).second) fault("id twice: " + id);
        if (auto const target = tag.get("href"); !target.empty()) {
            if (!target.starts_with('#')) fault("a link leads out: " + target);
            needed_.insert(target.substr(1));
        }
        for (auto const& id : words_of(tag.get("aria-labelledby"))) needed_.insert(id);
        if (tag.name == "th" && tag.get("scope").empty()) fault("<th> without scope");
        if (tag.name == "svg" && tag.get("role") != "img" && std::ranges::find(open_, "svg") == open_.end() &&
            tag.get("aria-hidden") != "true")
            fault("an image without role");
        if (tag.name == "html" && tag.get("lang").empty()) fault("no language");
        if (tag.name.size() == 2 && tag.name[0] == 'h' && tag.name[1] >= '1' && tag.name[1] <= '6') {
            auto const level = tag.name[1] - '0';
            if (level > heading_ + 1) fault("heading " + tag.name + " after level " + std::to_string(heading_));
            if (level == 1 && heading_ != 0) fault("two first headings");
            heading_ = level;
        }
    }

    void text(std::string_view text)
    {
        if (text.find('>') != std::string_view::npos || text.find('"') != std::string_view::npos)
            fault("text not escaped: " + std::string(text));
        for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
            constexpr std::string_view entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
            if (std::ranges::none_of(entities, [&](auto entity) { return text.substr(at).starts_with(entity); })) fault("a bare &");
        }
        if (text.find('{') != std::string_view::npos) fault("an argument is left: " + std::string(text));
    }

    void finish()
    {
        if (!open_.empty()) fault("<" + open_.back() + "> is not closed");
        for (auto const& id : needed_)
            if (!ids_.contains(id)) fault("nothing is called " + id);
        if (heading_ == 0) fault("no heading");
        if (!has_description_) fault("no chart has a description");
    }

    std::vector<std::string> faults_;
    std::vector<std::string> open_;
    std::set<std::string> ids_;
    std::set<std::string> needed_;
    std::string expected_first_;
    int heading_ = 0;
    bool has_description_ = false;
};

}  // namespace

std::vector<std::string> faults_of(std::string_view html) { return Checker().check(html); }

std::string text_of_page(std::string_view html)
{
    std::string out;
    while (!html.empty()) {
        auto const open = std::min(html.find('<'), html.size());
        out += html.substr(0, open);
        html.remove_prefix(open);
        auto const end = html.find(html.starts_with("<style") ? "</style>" : ">");
        html.remove_prefix(std::min(end, html.size()));
        html.remove_prefix(std::min(html.find('>'), html.size()));
        if (!html.empty()) html.remove_prefix(1);
    }
    for (auto const& [entity, character] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        for (auto at = out.find(entity); at != std::string::npos; at = out.find(entity, at + 1))
            out.replace(at, std::string_view(entity).size(), character);
    return out;
}

TEST_CASE("the checker of pages sees what is wrong")
{
    auto const page = [](std::string const& body) {
        return "<!DOCTYPE html>\n" + std::string(R"(<html lang="en"><h1>x</h1><svg role="img"><title>a</title><desc>b</desc></svg>)") + body + "</html>\n";
    };
    CHECK(faults_of(page("")).empty());
    for (auto const* wrong :
         {"<p>", "</p>", "<p><b></p></b>", "<p class=a></p>", "<script></script>", "<img/>", R"(<a href="http://x"></a>)",
          R"(<a href="#x"></a>)", "a & b", "{name}", "<h3></h3>", "<h1></h1>", "<table><tr></tr></table>", "<th></th>", "<svg></svg>",
          R"(<i id="a"></i><i id="a"></i>)", R"(<i onclick="a"></i>)", R"(<rect x="nan"/>)", "a > b"}) {
        CAPTURE(wrong);
        CHECK_FALSE(faults_of(page(wrong)).empty());
    }
    CHECK(text_of_page("<style>a{}</style><p>1 &lt; 2</p>") == "1 < 2");
}

}  // namespace alzette::prove
