// SPDX-License-Identifier: Apache-2.0
#include "ngsi/selection.h"

#include "base/catalogue/ngsi.h"
#include "base/limits_broker.h"
#include "ngsi/names.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using base::Errc;
using base::Result;

// Reads alternatives separated by '|' or ',', each an item or items joined by ';' in brackets.
class SelectionReader {
public:
    SelectionReader(std::string_view text, std::string_view parameter) : text_(text), parameter_(parameter) {}

    Result<Selection> read()
    {
        if (text_.size() > base::limits::query_length_max)
            return base::fail(Errc::exhausted, say::selection_too_long, {{"parameter", parameter_}, {"most", base::limits::query_length_max}});
        Selection selection;
        while (true) {
            selection.alternatives.push_back(TRY(alternative()));
            if (at_ == text_.size()) return selection;
            if (text_[at_] != '|' && text_[at_] != ',') return wrong();
            ++at_;
        }
    }

private:
    Result<std::vector<std::string>> alternative()
    {
        if (at_ == text_.size() || text_[at_] != '(') return std::vector{TRY(item())};
        ++at_;
        std::vector<std::string> items;
        while (true) {
            items.push_back(TRY(item()));
            if (at_ == text_.size()) return wrong();
            if (text_[at_] == ')') break;
            if (text_[at_] != ';') return wrong();
            ++at_;
        }
        ++at_;
        return items;
    }

    Result<std::string> item()
    {
        auto const end = std::min(text_.find_first_of("|,;()", at_), text_.size());
        if (end == at_) return wrong();
        std::string const found(text_.substr(at_, end - at_));
        at_ = end;
        return found;
    }

    tl::unexpected<base::Error> wrong() const
    {
        return base::fail(Errc::invalid, say::selection_wrong, {{"parameter", parameter_}, {"found", text_}, {"column", at_ + 1}});
    }

    std::string_view text_;
    std::string_view parameter_;
    std::size_t at_ = 0;
};

bool is_scope_pattern(std::string_view pattern)
{
    if (pattern.empty() || pattern == "/") return false;
    auto rest = pattern.starts_with('/') ? pattern.substr(1) : pattern;
    while (true) {
        auto const level = rest.substr(0, rest.find('/'));
        auto const is_last = level.size() == rest.size();
        auto const is_plain = !level.empty() && level.find_first_of("+#") == std::string_view::npos;
        if (!is_plain && level != "+" && !(level == "#" && is_last)) return false;
        if (is_last) return true;
        rest.remove_prefix(level.size() + 1);
    }
}

}  // namespace

Result<Selection> read_type_selection(std::string_view text, Context const& context)
{
    auto selection = TRY(SelectionReader(text, "type").read());
    for (auto& alternative : selection.alternatives)
        for (auto& name : alternative) {
            TRY_VOID(check_name(name));
            name = context.expand(name);
        }
    return selection;
}

bool selects(Selection const& selection, std::vector<std::string> const& types)
{
    auto const has = [&](std::string const& type) { return std::ranges::find(types, type) != types.end(); };
    return std::ranges::any_of(selection.alternatives, [&](auto const& all) { return std::ranges::all_of(all, has); });
}

Result<Selection> read_scope_selection(std::string_view text)
{
    auto selection = TRY(SelectionReader(text, "scopeQ").read());
    for (auto& alternative : selection.alternatives)
        for (auto& pattern : alternative) {
            if (!is_scope_pattern(pattern)) return base::fail(Errc::invalid, say::scope_pattern_wrong, {{"found", pattern}});
            if (!pattern.starts_with('/')) pattern.insert(0, "/");
        }
    return selection;
}

bool scope_matches(std::string_view pattern, std::string_view scope)
{
    while (true) {
        if (pattern == "/#") return true;
        if (pattern.empty() || scope.empty()) return pattern.empty() && scope.empty();
        auto const wanted = pattern.substr(1, pattern.find('/', 1) - 1);
        auto const found = scope.substr(1, scope.find('/', 1) - 1);
        if (wanted != "+" && wanted != found) return false;
        pattern.remove_prefix(1 + wanted.size());
        scope.remove_prefix(1 + found.size());
    }
}

}  // namespace alzette::ngsi
