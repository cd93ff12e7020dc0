// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/embedded.h"
#include "base/nearest.h"
#include "decide/value_set.h"

#include <algorithm>

// The sets of data/values, compiled in (src/CMakeLists.txt).
extern alzette::base::EmbeddedFile const value_sets[];
extern unsigned long const value_sets_size;

namespace alzette::decide {

namespace {

// "fr-2025.yaml" -> "fr-2025": a set's file bears its id.
std::string id_of(std::string_view file)
{
    auto const slash = file.rfind('/');
    if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
    return std::string(file.substr(0, file.rfind('.')));
}

}  // namespace

ValueLibrary::ValueLibrary(std::vector<File> more) : more_(std::move(more))
{
    for (auto const& file : more_) entries_.push_back({id_of(file.name), file.name, file.content, nullptr});
    for (unsigned long i = 0; i < value_sets_size; ++i) {
        auto id = id_of(value_sets[i].name);
        if (std::ranges::find(entries_, id, &Entry::id) != entries_.end()) continue;
        entries_.push_back({std::move(id), value_sets[i].name, value_sets[i].bytes(), nullptr});
    }
    std::ranges::sort(entries_, {}, &Entry::id);
}

base::Result<std::shared_ptr<ValueSet const>> ValueLibrary::find(std::string_view id) const
{
    auto const entry = std::ranges::find(entries_, id, &Entry::id);
    if (entry == entries_.end()) {
        std::vector<std::string_view> known;
        std::string list;
        for (auto const& other : entries_) {
            known.emplace_back(other.id);
            list.append(list.empty() ? "" : ", ").append(other.id);
        }
        return base::fail(base::Errc::not_found, say::value_set_unknown, {{"found", id}, {"known", list}});
    }
    if (entry->read) return entry->read;
    base::Findings findings;
    auto set = read_value_set(entry->content, findings);
    if (!set) {
        auto const told = findings.sorted();
        auto const first = std::ranges::find(told, base::Severity::error, &base::Finding::severity);
        return tl::unexpected(base::Error{base::Errc::invalid, first->message, first->place, entry->file});
    }
    entry->read = std::make_shared<ValueSet const>(*std::move(set));
    return entry->read;
}

std::vector<std::string> ValueLibrary::ids() const
{
    std::vector<std::string> ids;
    for (auto const& entry : entries_) ids.push_back(entry.id);
    return ids;
}

}  // namespace alzette::decide
