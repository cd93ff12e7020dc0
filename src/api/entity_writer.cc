// SPDX-License-Identifier: Apache-2.0
#include "api/entity_writer.h"

#include "api/decisions.h"
#include "base/catalogue/api.h"
#include "base/limits_broker.h"
#include "ngsi/change.h"

#include <algorithm>
#include <optional>

namespace alzette::api {

using base::Errc;
using base::Result;
using understand::Slot;
using understand::State;

namespace {

std::vector<std::string const*> objects_of(ngsi::Attribute const& instance)
{
    std::vector<std::string const*> ids;
    if (instance.kind != ngsi::Kind::relationship && instance.kind != ngsi::Kind::list_relationship) return ids;
    if (auto const* const id = instance.value.text()) ids.push_back(id);
    if (auto const* const items = instance.value.array())
        for (auto const& item : *items)
            if (item.text() != nullptr) ids.push_back(item.text());
    return ids;
}

}  // namespace

EntityWriter::EntityWriter(Call const& call, View const& view, State const& state, base::Instant now, Form form)
    : call_(call), view_(&view), state_(state), now_(now), is_geo_json_(call.format == Format::geo_json), form_(form)
{
    // What is not shown may have been taken away a moment ago; one entity alone rests on itself.
    sequence_ = form == Form::one && view.join().kind == Join::Kind::none ? 0 : state.last_removal();
    hidden_.insert(view.join().contained_by.begin(), view.join().contained_by.end());
    if (form_ == Form::one) return;
    if (is_geo_json_) view_ = &without_context_.emplace(view.without_context());
    body_ = is_geo_json_ ? R"({"type":"FeatureCollection","features":[)" : "[";
}

Result<void> EntityWriter::add(Slot slot)
{
    auto const size = body_.size();
    auto const was_first = is_first_;
    auto const kept = state_.kept(slot);
    separate();
    Result<void> written;
    if (!view_->write_plain(kept, now_, body_)) written = write(kept.entity(), std::string(state_.at(slot).id()), view_->shown());
    if (written) sequence_ = std::max(sequence_, state_.at(slot).sequence);
    else body_.resize(size);
    is_first_ = was_first && !written;
    return written;
}

void EntityWriter::separate()
{
    if (!is_first_) body_ += ',';
    is_first_ = false;
}

Result<void> EntityWriter::write(ngsi::Entity entity, std::string id, Shown const& shown)
{
    ngsi::drop_expired(entity, now_);
    view_->project(entity, shown);
    if (view_->lacks_attributes(entity)) return base::fail(Errc::not_found, say::entity_without_attributes, {{"id", id}});
    if (view_->join().kind == Join::Kind::flat) {
        follow(entity, 1, shown);
        shown_.insert(std::move(id));
        view_->write(entity, nullptr, body_);
        return {};
    }
    way_.assign(1, id);
    auto const link = linker(1, shown);
    view_->write(entity, view_->join().levels == 0 ? nullptr : &link, body_);
    return count_linked();
}

// Fails once there are more than the limit.
Result<void> EntityWriter::count_linked()
{
    if (linked_ <= base::limits::linked_entities_max) return {};
    return base::fail(Errc::exhausted, say::linked_many, {{"most", base::limits::linked_entities_max}});
}

std::optional<Slot> EntityWriter::linked_slot(std::string_view id) const
{
    if (hidden_.contains(id)) return std::nullopt;
    return present_slot(state_, id, call_, now_);
}

ngsi::Entity EntityWriter::entity_at(Slot slot)
{
    sequence_ = std::max(sequence_, state_.at(slot).sequence);
    auto entity = state_.kept(slot).entity();
    ngsi::drop_expired(entity, now_);
    return entity;
}

ngsi::WriteLinked EntityWriter::linker(std::size_t level, Shown const& shown)
{
    return [this, level, shown](std::string_view relationship, std::string_view id, std::string& out) {
        return write_linked(id, level, shown.below(relationship), out);
    };
}

bool EntityWriter::write_linked(std::string_view id, std::size_t level, Shown const& shown, std::string& out)
{
    if (!count_linked() || std::ranges::find(way_, id) != way_.end()) return false;
    auto const slot = linked_slot(id);
    if (!slot) return false;
    ++linked_;
    auto entity = entity_at(*slot);
    view_->project(entity, shown);
    way_.emplace_back(id);
    auto const link = linker(level + 1, shown);
    view_->write_inside(entity, level < view_->join().levels ? &link : nullptr, out);
    way_.pop_back();
    return true;
}

// What has led somewhere once need not do so again: the first way there is a shortest one.
void EntityWriter::follow(ngsi::Entity const& entity, std::size_t level, Shown const& shown)
{
    if (level > view_->join().levels) return;
    for (auto const& attribute : entity.attributes)
        for (auto const& instance : attribute.instances)
            for (auto const* const id : objects_of(instance))
                if (led_to_.insert(*id).second) leads_.push_back({*id, level, shown.below(attribute.name)});
}

Result<void> EntityWriter::append_linked()
{
    std::size_t at = 0;
    while (at < leads_.size()) {  // following one may add others
        auto const lead = leads_[at++];
        auto const slot = shown_.contains(lead.id) ? std::nullopt : linked_slot(lead.id);
        if (!slot) continue;
        ++linked_;
        TRY_VOID(count_linked());
        auto entity = entity_at(*slot);
        view_->project(entity, lead.shown);
        follow(entity, lead.level + 1, lead.shown);
        separate();
        view_->write(entity, nullptr, body_);
    }
    return {};
}

Result<std::string> EntityWriter::finish()
{
    TRY_VOID(append_linked());
    if (form_ == Form::one) return std::move(body_);
    body_ += ']';
    if (is_geo_json_ && call_.shows_context()) json::write(call_.context->as_written(), body_ += R"(,"@context":)");
    if (is_geo_json_) body_ += '}';
    return std::move(body_);
}

}  // namespace alzette::api
