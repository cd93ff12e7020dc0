// SPDX-License-Identifier: Apache-2.0
#include "ngsi/selection.h"

#include "base/catalogue/ngsi_query.h"
#include "ngsi/cursor.h"
#include "ngsi/names.h"
#include "ngsi/scope.h"

#include <algorithm>

namespace alzette::ngsi {

namespace {

using base::Result;
using Item = Result<std::string> (*)(Cursor&, Context const&);

// One item, or several that are joined by ';' in brackets.
Result<std::vector<std::string>> read_alternative(Cursor& cursor, Context const& context, Item read_item)
{
    std::vector<std::string> items;
    auto const has_brackets = cursor.took("(");
    do {
        items.push_back(TRY(read_item(cursor, context)));
    } while (has_brackets && cursor.took(";"));
    if (has_brackets && !cursor.took(")")) return cursor.wrong("';' ')'");
    return items;
}

Result<Selection> read_selection(std::string_view text, std::string_view parameter, Context const& context, Item read_item)
{
    auto cursor = TRY(Cursor::open(text, parameter));
    Selection selection;
    do {
        selection.alternatives.push_back(TRY(read_alternative(cursor, context, read_item)));
    } while (cursor.took("|") || cursor.took(","));
    if (!cursor.is_at_end()) return cursor.wrong("'|' ','");
    return selection;
}

Result<std::string> read_type(Cursor& cursor, Context const& context)
{
    auto const before = cursor.offset();
    auto const name = cursor.take_until("|,;()");
    if (is_name(name)) return context.expand(name);
    cursor.back_to(before);
    return cursor.wrong(say::selection_name_expected);
}

bool is_scope_pattern(std::string_view pattern)
{
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    while (true) {
        auto const level = pattern.substr(0, pattern.find('/'));
        auto const is_last = level.size() == pattern.size();
        if (!is_scope_level(level) && level != "+" && !(level == "#" && is_last)) return false;
        if (is_last) return true;
        pattern.remove_prefix(level.size() + 1);
    }
}

Result<std::string> read_scope_pattern(Cursor& cursor, Context const&)
{
    auto const before = cursor.offset();
    auto const pattern = cursor.take_until("|,;()");
    if (is_scope_pattern(pattern)) return std::string(pattern.starts_with('/') ? "" : "/").append(pattern);
    cursor.back_to(before);
    return cursor.wrong(say::selection_scope_expected);
}

template <class Shown>
std::string write_selection(Selection const& selection, Shown const& shown)
{
    std::string out;
    for (auto const& all : selection.alternatives) {
        if (!out.empty()) out += '|';
        if (all.size() > 1) out += '(';
        for (auto separator = std::string_view(); auto const& item : all) {
            out.append(separator).append(shown(item));
            separator = ";";
        }
        if (all.size() > 1) out += ')';
    }
    return out;
}

}  // namespace

Result<Selection> read_type_selection(std::string_view text, Context const& context) { return read_selection(text, "type", context, read_type); }

bool selects(Selection const& selection, std::vector<std::string> const& types)
{
    auto const has = [&](std::string const& type) { return std::ranges::find(types, type) != types.end(); };
    return std::ranges::any_of(selection.alternatives, [&](auto const& all) { return std::ranges::all_of(all, has); });
}

std::string write_type_selection(Selection const& selection, Context const& context)
{
    return write_selection(selection, [&](std::string const& type) { return short_name(type, context); });
}

Result<Selection> read_scope_selection(std::string_view text) { return read_selection(text, "scopeQ", *Context::core(), read_scope_pattern); }

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

bool selects_scopes(Selection const& selection, std::vector<std::string> const& scopes)
{
    auto const has = [&](std::string const& pattern) {
        return std::ranges::any_of(scopes, [&](std::string const& scope) { return scope_matches(pattern, scope); });
    };
    return std::ranges::any_of(selection.alternatives, [&](auto const& all) { return std::ranges::all_of(all, has); });
}

std::string write_scope_selection(Selection const& selection)
{
    return write_selection(selection, [](std::string const& pattern) { return pattern; });
}

}  // namespace alzette::ngsi
