// SPDX-License-Identifier: Apache-2.0
#include "api/view.h"

#include "base/catalogue/api.h"
#include "ngsi/change.h"
#include "ngsi/geo_json.h"
#include "ngsi/names.h"

#include <algorithm>

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;

bool holds(std::vector<std::string> const& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

// Names of members as they are kept: id, type and scope stay, attributes are expanded. Both ',' and '|' separate (clause 4.21).
Result<std::vector<std::string>> members_of(Call const& call, std::string_view parameter)
{
    std::vector<std::string> names;
    for (auto const& part : call.list(parameter)) {
        for (std::string_view rest = part;;) {
            auto const name = rest.substr(0, rest.find('|'));
            if (!ngsi::is_name(name)) return base::fail(Errc::invalid, say::member_wrong, {{"parameter", parameter}, {"found", name}});
            auto const stays = name == "id" || name == "type" || name == "scope";
            if (stays && parameter == "attrs") return base::fail(Errc::invalid, say::attrs_wrong, {{"found", name}});
            names.push_back(stays ? std::string(name) : call.context->expand(name));
            if (name.size() == rest.size()) break;
            rest.remove_prefix(name.size() + 1);
        }
    }
    return names;
}

// Clause 6.5.3.1: URIs, or "@none" for the default instance.
Result<std::vector<std::string>> datasets_of(Call const& call)
{
    auto datasets = call.list("datasetId");
    for (auto const& dataset : datasets)
        if (dataset != "@none" && !ngsi::is_uri(dataset)) return base::fail(Errc::invalid, say::dataset_parameter_wrong, {{"found", dataset}});
    return datasets;
}

}  // namespace

Result<View> View::of(Call const& call)
{
    View view;
    view.options_ = TRY(call.write_options());
    view.context_ = call.context;
    view.pick_ = TRY(members_of(call, "pick"));
    view.omit_ = TRY(members_of(call, "omit"));
    view.attributes_ = TRY(members_of(call, "attrs"));
    view.datasets_ = TRY(datasets_of(call));
    view.is_geo_json_ = call.format == Format::geo_json;
    auto const* const geometry = call.parameter("geometryProperty");
    if (geometry != nullptr && !view.is_geo_json_) return base::fail(Errc::invalid, say::geometry_property_misplaced);  // clause 5.7.1.4
    view.geometry_property_ = call.context->expand(geometry == nullptr ? "location" : *geometry);
    auto const both = std::ranges::find_if(view.pick_, [&](std::string const& name) { return holds(view.omit_, name); });
    if (both != view.pick_.end()) return base::fail(Errc::invalid, say::picked_and_omitted, {{"name", call.context->compact(*both)}});
    return view;
}

View View::without_context() const
{
    auto view = *this;
    view.options_.with_context = false;
    return view;
}

bool View::is_plain(ngsi::Kept const& kept, base::Instant now) const
{
    auto const is_whole = pick_.empty() && omit_.empty() && attributes_.empty() && datasets_.empty();
    auto const is_kept_shape = options_.shape == ngsi::Shape::normalized && options_.language.empty() && !options_.with_context && !is_geo_json_;
    auto const has_expired = kept.expires_at() && *kept.expires_at() <= now;
    return is_whole && is_kept_shape && !has_expired && context_ == ngsi::Context::core();
}

Result<void> View::write(ngsi::Kept const& kept, base::Instant now, std::string& out) const
{
    if (is_plain(kept, now)) {
        if (options_.system_attributes) kept.write_with_system_attributes(out);
        else out += kept.text();
        return {};
    }
    auto entity = kept.entity();
    ngsi::drop_expired(entity, now);
    auto const id = entity.id;
    project(entity);
    if (!attributes_.empty() && entity.attributes.empty()) return base::fail(Errc::not_found, say::entity_without_attributes, {{"id", id}});
    if (is_geo_json_) ngsi::write_feature(entity, *context_, options_, geometry_property_, out);
    else ngsi::write_entity(entity, *context_, options_, out);
    return {};
}

void View::project(ngsi::Entity& entity) const
{
    auto const is_shown = [&](std::string_view name) { return (pick_.empty() || holds(pick_, name)) && !holds(omit_, name); };
    std::erase_if(entity.attributes, [&](ngsi::NamedAttribute const& attribute) {
        return !is_shown(attribute.name) || (!attributes_.empty() && !holds(attributes_, attribute.name));
    });
    if (!is_shown("id")) entity.id.clear();
    if (!is_shown("type")) entity.types.clear();
    if (!is_shown("scope")) entity.scopes.clear();
    keep_datasets(entity);
}

// Clause 4.5.5: instances of the datasets asked for; an attribute without any is not shown.
void View::keep_datasets(ngsi::Entity& entity) const
{
    if (datasets_.empty()) return;
    auto const is_asked = [&](ngsi::Attribute const& instance) { return holds(datasets_, instance.dataset_id.empty() ? "@none" : instance.dataset_id); };
    for (auto& attribute : entity.attributes) std::erase_if(attribute.instances, [&](ngsi::Attribute const& instance) { return !is_asked(instance); });
    std::erase_if(entity.attributes, [](ngsi::NamedAttribute const& attribute) { return attribute.instances.empty(); });
}

}  // namespace alzette::api
