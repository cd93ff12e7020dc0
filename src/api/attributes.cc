// SPDX-License-Identifier: Apache-2.0
#include "api/attributes.h"

#include "api/decisions.h"
#include "api/update_result.h"
#include "base/catalogue/api.h"
#include "ngsi/change.h"
#include "ngsi/names.h"

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;
using understand::Decision;
using understand::State;

using Change = std::function<ngsi::UpdateResult(ngsi::Entity&, base::Instant)>;

// Append and update answer 204 when all was done, and 207 with what was not.
void change_attributes(Services const& services, std::shared_ptr<Call const> const& call, std::string_view operation, Change const& change,
                       net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const result = std::make_shared<ngsi::UpdateResult>();
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        TRY_VOID(check_same_id(id, call->body));
        auto entity = TRY(existing_entity(state, id, *call, now));
        *result = change(entity, now);
        if (!result->is_changed) return Decision();
        return put_one(std::move(entity), journal_text(operation, id, result->updated));
    };
    change_then(services, call, decide, reply, [call, result] {
        return result->not_updated.empty() ? no_content() : update_result(*call, *result);
    });
}

Result<std::string> attribute_name(Call const& call)
{
    auto const& name = call.segments.at(1);
    TRY_VOID(ngsi::check_name(name));
    return call.context->expand(name);
}

using ChangeOne = std::function<Result<void>(ngsi::Entity&, std::string const& name, base::Instant)>;

void change_one(Services const& services, std::shared_ptr<Call const> const& call, std::string_view operation, ChangeOne const& change, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        TRY_VOID(ngsi::check_entity_id(id));
        auto const name = TRY(attribute_name(*call));
        auto entity = TRY(existing_entity(state, id, *call, now));
        TRY_VOID(change(entity, name, now));
        return put_one(std::move(entity), journal_text(operation, id, {name}));
    };
    change_then(services, call, decide, reply, no_content);
}

}  // namespace

void append_attributes(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const fragment = ngsi::read_entity(call->body, *call->context, {call->form_in(), ngsi::Purpose::update});
    if (!fragment) return refuse(*call, fragment.error(), reply);
    if (auto const checked = ngsi::refuse_removals(*fragment); !checked) return refuse(*call, checked.error(), reply);
    auto const overwrite = call->has_option("noOverwrite") ? ngsi::Overwrite::no : ngsi::Overwrite::yes;
    change_attributes(
        services, call, "append", [&](ngsi::Entity& entity, base::Instant now) { return ngsi::append(entity, *fragment, overwrite, now); }, reply);
}

void update_attributes(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const fragment = ngsi::read_entity(call->body, *call->context, {call->form_in(), ngsi::Purpose::update});
    if (!fragment) return refuse(*call, fragment.error(), reply);
    change_attributes(services, call, "update", [&](ngsi::Entity& entity, base::Instant now) { return ngsi::update(entity, *fragment, now); }, reply);
}

namespace {

// A fragment of an attribute without its @context, which has been read with the request (6.3.5).
json::Value without_context(json::Value fragment)
{
    if (auto* const members = fragment.object()) std::erase_if(*members, [](json::Member const& member) { return member.name == "@context"; });
    return fragment;
}

}  // namespace

void update_attribute(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const change = [&](ngsi::Entity& entity, std::string const& name, base::Instant now) -> Result<void> {
        if (name == ngsi::scope_iri) return base::fail(Errc::invalid, say::scope_not_attribute);
        return ngsi::update_attribute(entity, name, without_context(call->body), *call->context, now);
    };
    change_one(services, call, "updateAttribute", change, reply);
}

void replace_attribute(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const change = [&](ngsi::Entity& entity, std::string const& name, base::Instant now) -> Result<void> {
        if (name == ngsi::scope_iri) return base::fail(Errc::invalid, say::scope_not_attribute);
        auto const attribute = TRY(ngsi::read_attribute(call->segments.at(1), without_context(call->body), *call->context));
        TRY_VOID(ngsi::check_place(attribute));
        return ngsi::replace_attribute(entity, attribute, now);
    };
    change_one(services, call, "replaceAttribute", change, reply);
}

void delete_attribute(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const all = call->flag("deleteAll");
    if (!all) return refuse(*call, all.error(), reply);
    auto const* const dataset = call->parameter("datasetId");
    ngsi::Instances which{dataset == nullptr || *dataset == "@none" ? std::string() : *dataset, *all};
    if (!which.dataset_id.empty() && !ngsi::is_uri(which.dataset_id)) {
        auto const wrong = base::fail(Errc::invalid, say::dataset_parameter_wrong, {{"found", which.dataset_id}});
        return refuse(*call, wrong.value(), reply);
    }
    auto const change = [&](ngsi::Entity& entity, std::string const& name, base::Instant now) { return ngsi::delete_attribute(entity, name, which, now); };
    change_one(services, call, "deleteAttribute", change, reply);
}

}  // namespace alzette::api
