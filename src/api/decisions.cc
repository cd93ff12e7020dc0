// SPDX-License-Identifier: Apache-2.0
#include "api/decisions.h"

#include "api/selectors.h"
#include "base/catalogue/api.h"
#include "base/json_writer.h"
#include "ngsi/names.h"

namespace alzette::api {

std::string journal_text(std::string_view operation, std::string_view id, std::vector<std::string> const& attributes)
{
    base::JsonWriter json;
    json.object([&] {
        json.member("operation", operation);
        json.member("id", id);
        if (attributes.empty()) return;
        json.key("attributes").array([&] {
            for (auto const& attribute : attributes) json.value(attribute);
        });
    });
    return std::move(json).take();
}

understand::Decision put_one(ngsi::Entity entity, std::string what)
{
    understand::Decision decision;
    decision.puts.push_back(std::move(entity));  // a list between braces would copy it
    decision.what = std::move(what);
    return decision;
}

base::Result<void> check_same_id(std::string_view id, json::Value const& fragment)
{
    auto const* const named = fragment.find("id") == nullptr ? fragment.find("@id") : fragment.find("id");
    if (named == nullptr || named->text() == nullptr || *named->text() == id) return {};
    return base::fail(base::Errc::invalid, say::entity_id_differs, {{"id", id}, {"found", *named->text()}});
}

std::optional<understand::Slot> present_slot(understand::State const& state, std::string_view id, Call const& call, base::Instant now)
{
    auto const slot = state.slot_of(id);
    if (!slot || state.kept(*slot).has_expired(now) || !call.sight.covers(access::Verb::see, state, *slot)) return std::nullopt;
    return slot;
}

base::Result<understand::Slot> existing_slot(understand::State const& state, std::string_view id, Call const& call, base::Instant now)
{
    TRY_VOID(ngsi::check_entity_id(id));
    auto const* const types = call.parameter("type");
    auto const selection = types == nullptr ? std::nullopt : std::optional(TRY(ngsi::read_type_selection(*types, *call.context)));
    auto const slot = present_slot(state, id, call, now);
    if (!slot || (selection && !with_types(state, *selection).get().contains(*slot)))
        return base::fail(base::Errc::not_found, say::entity_unknown, {{"id", id}});
    return *slot;
}

base::Result<ngsi::Entity> existing_entity(understand::State const& state, std::string_view id, Call const& call, base::Instant now)
{
    auto const slot = TRY(existing_slot(state, id, call, now));
    return state.kept(slot).entity();
}

base::Result<ngsi::MergeOptions> merge_options(Call const& call)
{
    ngsi::MergeOptions options{call.form_in() == ngsi::Form::simplified, {}, {}};
    if (auto const* const lang = call.parameter("lang")) options.language = *lang;
    auto const* const observed_at = call.parameter("observedAt");
    if (observed_at == nullptr) return options;
    options.observed_at = base::parse_instant(*observed_at);
    if (!options.observed_at) return base::fail(base::Errc::invalid, say::instant_wrong, {{"name", "observedAt"}, {"found", *observed_at}});
    return options;
}

}  // namespace alzette::api
