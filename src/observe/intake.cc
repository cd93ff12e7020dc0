// SPDX-License-Identifier: Apache-2.0
#include "observe/intake.h"

#include "base/catalogue/observe.h"
#include "base/json_writer.h"
#include "base/limits_import.h"
#include "ngsi/change.h"

#include <algorithm>

namespace alzette::observe {

namespace {

using base::Result;
using understand::Decision;
using understand::State;

constexpr std::size_t under_way_max = 8;  // batches that wait for the disk while the next are read

bool is_same(ngsi::Attribute left, ngsi::Attribute const& right)
{
    left.created_at = right.created_at;
    left.modified_at = right.modified_at;
    return left == right;
}

// What of the entity read is not yet so: its attributes that differ in an instance, its scopes and types.
std::optional<ngsi::Entity> difference(ngsi::Entity const& read, ngsi::Entity const& there)
{
    auto fragment = read;
    std::erase_if(fragment.attributes, [&](ngsi::NamedAttribute const& attribute) {
        auto const* const same_name = ngsi::find(there.attributes, attribute.name);
        return same_name != nullptr && std::ranges::all_of(attribute.instances, [&](ngsi::Attribute const& instance) {
            auto const* const existing = ngsi::find(*same_name, instance.dataset_id);
            return existing != nullptr && is_same(instance, *existing);
        });
    });
    auto const has_type = [&](std::string const& type) { return std::ranges::find(there.types, type) != there.types.end(); };
    if (fragment.scopes == there.scopes) fragment.scopes.clear();
    if (fragment.expires_at == there.expires_at) fragment.expires_at.reset();
    auto const is_different = !fragment.attributes.empty() || !fragment.scopes.empty() || fragment.expires_at || !std::ranges::all_of(read.types, has_type);
    return is_different ? std::optional(std::move(fragment)) : std::nullopt;
}

std::string journal_text(std::string_view source, Decision const& decision)
{
    base::JsonWriter json;
    json.object([&] {
        json.member("operation", "import");
        json.member("file", source);
        json.key("ids").array([&] {
            for (auto const& entity : decision.puts) json.value(entity.id);
        });
    });
    return std::move(json).take();
}

}  // namespace

Intake::Intake(understand::Memory* memory, Options options, Mode mode, Defects& defects)
    : memory_(memory), options_(std::move(options)), mode_(mode), defects_(defects)
{
}

Result<void> Intake::add(ngsi::Entity entity, base::Place place)
{
    auto const [found, is_new] = lines_.emplace(entity.id, place.line);
    if (!is_new) {
        defects_.add(place, {}, say::import_id_twice, {{"id", entity.id}, {"line", found->second}});
        return {};
    }
    batch_.push_back({std::move(entity), place});
    return batch_.size() < base::limits::import_batch_max ? Result<void>() : send();
}

Result<void> Intake::finish()
{
    TRY_VOID(send());
    return wait(0);
}

Result<void> Intake::wait(std::size_t most_left)
{
    while (under_way_.size() > most_left) {
        auto const done = under_way_.front().get();
        under_way_.pop_front();
        TRY_VOID(done);
    }
    return {};
}

Decision Intake::decide(std::vector<Item> const& items, State const& state, base::Instant now, Counts& counts) const
{
    Decision decision;
    for (auto const& item : items) {
        auto const slot = state.slot_of(item.entity.id);
        if (!slot || state.kept(*slot).has_expired(now)) {  // what has expired is not there, though it is not taken away yet (clause 4.22)
            ++counts.created;
            ngsi::stamp_new(decision.puts.emplace_back(item.entity), now);
            continue;
        }
        auto entity = state.kept(*slot).entity();
        auto const fragment = difference(item.entity, entity);
        ++(fragment ? counts.changed : counts.unchanged);
        if (!fragment) continue;
        ngsi::append(entity, *fragment, ngsi::Overwrite::yes, now);
        entity.modified_at = now;  // for a type alone too
        decision.puts.push_back(std::move(entity));
    }
    decision.what = journal_text(options_.source, decision);
    return decision;
}

Result<void> Intake::send()
{
    auto const items = std::exchange(batch_, {});
    if (items.empty()) return {};
    if (mode_ == Mode::take) return take(items);
    auto const try_on = [&](State const& state, base::Instant now) {
        (void)decide(items, state, now, counts_);
        return std::uint64_t{0};
    };
    if (memory_ != nullptr && memory_->read(options_.tenant, try_on)) return {};
    try_on(State(), {});  // no such tenant yet
    return {};
}

// An error that decide or the check of what is kept gives is told before change() returns; one of the disk comes later, and ends the import.
Result<void> Intake::take(std::vector<Item> const& items)
{
    auto const outcome = std::make_shared<std::promise<Result<void>>>();
    auto done = outcome->get_future();
    Counts counts;
    memory_->change(options_.tenant, {}, [&](State const& state, base::Instant now) -> Result<Decision> { return decide(items, state, now, counts); },
                    [outcome](Result<void> const& result) { outcome->set_value(result); });
    auto const is_done = done.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    auto const result = is_done ? done.get() : Result<void>();
    if (!result && result.error().kind == base::Errc::invalid) {
        if (items.size() == 1) return defects_.add({items.front().place, {}, result.error().message}), Result<void>();
        for (auto const& item : items) TRY_VOID(take({item}));
        return {};
    }
    TRY_VOID(result);
    counts_.created += counts.created;
    counts_.changed += counts.changed;
    counts_.unchanged += counts.unchanged;
    if (!is_done) under_way_.push_back(std::move(done));
    return wait(under_way_max);
}

}  // namespace alzette::observe
