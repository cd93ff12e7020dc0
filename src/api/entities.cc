// SPDX-License-Identifier: Apache-2.0
#include "api/entities.h"

#include "api/decisions.h"
#include "api/questions.h"
#include "api/view.h"
#include "base/catalogue/api.h"
#include "net/url.h"
#include "ngsi/change.h"
#include "ngsi/names.h"

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;
using understand::Decision;
using understand::State;

net::Response no_content() { return {204, {}, {}}; }

// Clause 5.6.18 and 5.6.17: the id in the body, where there is one, is that of the address.
Result<void> same_id(std::string_view id, ngsi::Entity const& fragment)
{
    if (fragment.id.empty() || fragment.id == id) return {};
    return base::fail(Errc::invalid, say::entity_id_differs, {{"id", id}, {"found", fragment.id}});
}

std::string location_of(std::string_view id) { return std::string("/ngsi-ld/v1/entities/").append(net::percent_encoded(id)); }

}  // namespace

void create_entity(Services const& services, std::shared_ptr<Call const> call, net::Reply const& reply)
{
    auto entity = ngsi::read_entity(call->body, *call->context, {call->form_in(), false});
    if (!entity) return refuse(*call, entity.error(), reply);
    auto const id = entity->id;
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        if (state.slot_of(id)) return base::fail(Errc::conflict, say::entity_exists, {{"id", id}});
        ngsi::stamp_new(*entity, now);
        return Decision{{*entity}, {}, journal_text("create", id)};
    };
    change_then(services, call, decide, reply, [id] { return net::Response{201, {{"Location", location_of(id)}}, {}}; });
}

void replace_entity(Services const& services, std::shared_ptr<Call const> call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const fragment = ngsi::read_entity(call->body, *call->context, {call->form_in(), true});
    if (!fragment) return refuse(*call, fragment.error(), reply);
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        TRY_VOID(same_id(id, *fragment));
        auto entity = TRY(existing_entity(state, id));
        ngsi::replace(entity, *fragment, now);
        return Decision{{std::move(entity)}, {}, journal_text("replace", id)};
    };
    change_then(services, call, decide, reply, no_content);
}

void merge_entity(Services const& services, std::shared_ptr<Call const> call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    ngsi::MergeOptions options{call->form_in() == ngsi::Form::simplified, {}, {}};
    if (auto const* const lang = call->parameter("lang")) options.language = *lang;
    if (auto const* const observed_at = call->parameter("observedAt")) {
        options.observed_at = base::parse_instant(*observed_at);
        if (!options.observed_at) {
            auto const wrong = base::fail(Errc::invalid, say::instant_wrong, {{"name", "observedAt"}, {"found", *observed_at}});
            return refuse(*call, wrong.value(), reply);
        }
    }
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        auto entity = TRY(existing_entity(state, id));
        auto const result = TRY(ngsi::merge(entity, call->body, *call->context, options, now));
        return Decision{{std::move(entity)}, {}, journal_text("merge", id, result.updated)};
    };
    change_then(services, call, decide, reply, no_content);
}

void delete_entity(Services const& services, std::shared_ptr<Call const> call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const decide = [&](State const& state, base::Instant) -> Result<Decision> {
        TRY_VOID(ngsi::check_entity_id(id));
        TRY(existing_entity(state, id));
        return Decision{{}, {id}, journal_text("delete", id)};
    };
    change_then(services, call, decide, reply, no_content);
}

void retrieve_entity(Services const& services, std::shared_ptr<Call const> call, net::Reply const& reply)
{
    auto const view = View::of(*call);
    if (!view) return refuse(*call, view.error(), reply);
    read_then(
        services, call,
        [&](State const& state, base::Instant now) -> Reading {
            auto const& id = call->segments.front();
            if (auto const wrong = ngsi::check_entity_id(id); !wrong) return {tl::unexpected(wrong.error())};
            auto const slot = state.slot_of(id);
            if (!slot) return {base::fail(Errc::not_found, say::entity_unknown, {{"id", id}}), state.last_removal()};
            std::string body;
            if (auto const shown = view->write(state.kept(*slot), now, body); !shown) return {tl::unexpected(shown.error())};
            return {answer(*call, 200, std::move(body)), state.at(*slot).sequence};
        },
        reply);
}

void query_entities(Services const& services, std::shared_ptr<Call const> call, net::Reply const& reply)
{
    auto const view = View::of(*call);
    if (!view) return refuse(*call, view.error(), reply);
    auto const question = question_of(*call);
    if (!question) return refuse(*call, question.error(), reply);
    read_then(
        services, call,
        [&](State const& state, base::Instant now) -> Reading {
            return answer_page(*call, state, understand::search(state, *question), *question, *view, now);
        },
        reply);
}

}  // namespace alzette::api
