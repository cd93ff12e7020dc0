// SPDX-License-Identifier: Apache-2.0
#include "api/view.h"

#include "base/catalogue/api.h"
#include "ngsi/geo_json.h"
#include "ngsi/names.h"

#include <algorithm>

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;

bool holds(std::vector<std::string> const& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

Result<std::vector<ngsi::Projected>> projection_of(Call const& call, std::string_view parameter, Join const& join)
{
    auto const* const text = call.parameter(parameter);
    if (text == nullptr) return std::vector<ngsi::Projected>();
    auto projection = TRY(ngsi::read_projection(*text, parameter, *call.context));
    TRY_VOID(check_depth(parameter, ngsi::depth(projection), join));
    return projection;
}

// attrs: names of attributes, expanded.
Result<std::vector<std::string>> attributes_of(Call const& call)
{
    std::vector<std::string> names;
    for (auto const& name : call.list("attrs")) {
        if (!ngsi::is_name(name)) return base::fail(Errc::invalid, say::member_wrong, {{"parameter", "attrs"}, {"found", name}});
        if (name == "id" || name == "type" || name == "scope") return base::fail(Errc::invalid, say::attrs_wrong, {{"found", name}});
        names.push_back(call.context->expand(name));
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

ngsi::Projected const* find(std::vector<ngsi::Projected> const& list, std::string_view name)
{
    auto const found = std::ranges::find(list, name, &ngsi::Projected::name);
    return found == list.end() ? nullptr : &*found;
}

// Braces leave the relationship itself alone: omit=sensor{serial} takes nothing from the entity with the sensor.
bool is_omitted(std::vector<ngsi::Projected> const& omit, std::string_view name)
{
    auto const* const found = find(omit, name);
    return found != nullptr && found->linked.empty();
}

Result<void> refuse_both(std::vector<ngsi::Projected> const& pick, std::vector<ngsi::Projected> const& omit, ngsi::Context const& context)
{
    for (auto const& [name, linked] : pick)
        if (is_omitted(omit, name)) return base::fail(Errc::invalid, say::picked_and_omitted, {{"name", context.compact(name)}});
    return {};
}

// Clauses 5.7.1.4 and 5.7.2.4.
Result<std::string> geometry_of(Call const& call)
{
    auto const* const property = call.parameter("geometryProperty");
    if (property != nullptr && call.format != Format::geo_json) return base::fail(Errc::invalid, say::geometry_property_misplaced);
    return call.context->expand(property == nullptr ? "location" : *property);
}

}  // namespace

Result<View> View::of(Call const& call)
{
    View view;
    view.options_ = TRY(call.write_options());
    view.context_ = call.context;
    TRY(call.flag("local"));  // everything here is
    view.join_ = TRY(read_join(call));
    view.pick_ = TRY(projection_of(call, "pick", view.join_));
    view.omit_ = TRY(projection_of(call, "omit", view.join_));
    view.attributes_ = TRY(attributes_of(call));
    view.datasets_ = TRY(datasets_of(call));
    view.is_geo_json_ = call.format == Format::geo_json;
    view.geometry_property_ = TRY(geometry_of(call));
    TRY_VOID(refuse_both(view.pick_, view.omit_, *call.context));
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
    return is_whole && is_kept_shape && join_.kind == Join::Kind::none && !has_expired && context_ == ngsi::Context::core();
}

bool View::write_plain(ngsi::Kept const& kept, base::Instant now, std::string& out) const
{
    if (!is_plain(kept, now)) return false;
    if (options_.system_attributes) kept.write_with_system_attributes(out);
    else out += kept.text();
    return true;
}

void View::write(ngsi::Entity const& entity, ngsi::WriteLinked const* linked, std::string& out) const
{
    auto options = options_;
    options.linked = linked;
    if (is_geo_json_) ngsi::write_feature(entity, *context_, options, geometry_property_, out);
    else ngsi::write_entity(entity, *context_, options, out);
}

void View::write_inside(ngsi::Entity const& entity, ngsi::WriteLinked const* linked, std::string& out) const
{
    auto options = options_;
    options.linked = linked;
    options.with_context = false;
    ngsi::write_entity(entity, *context_, options, out);
}

void View::project(ngsi::Entity& entity, Shown const& shown) const
{
    auto const is_shown = [&](std::string_view name) {
        return (shown.pick->empty() || find(*shown.pick, name) != nullptr) && !is_omitted(*shown.omit, name);
    };
    std::erase_if(entity.attributes, [&](ngsi::NamedAttribute const& attribute) {
        return !is_shown(attribute.name) || (!attributes_.empty() && !holds(attributes_, attribute.name));
    });
    if (!is_shown("id")) entity.id.clear();
    if (!is_shown("type")) entity.types.clear();
    if (!is_shown("scope")) entity.scopes.clear();
    keep_datasets(entity);
}

Shown Shown::below(std::string_view relationship) const
{
    auto const list = [&](std::vector<ngsi::Projected> const* whole) {
        auto const* const found = find(*whole, relationship);
        return found == nullptr || found->linked.empty() ? whole : &found->linked;
    };
    return {list(pick), list(omit)};
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
