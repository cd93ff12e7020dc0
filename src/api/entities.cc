// SPDX-License-Identifier: Apache-2.0
#include "api/entities.h"

#include "api/decisions.h"
#include "api/entity_writer.h"
#include "api/hosting.h"
#include "api/query_body.h"
#include "api/questions.h"
#include "api/view.h"
#include "base/catalogue/api.h"
#include "net/url.h"
#include "ngsi/change.h"
#include "ngsi/names.h"

#include <algorithm>
#include <optional>

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;
using understand::Decision;
using understand::State;

std::string location_of(std::string_view id) { return std::string("/ngsi-ld/v1/entities/").append(net::percent_encoded(id)); }

}  // namespace

void create_entity(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto entity = ngsi::read_entity(call->body, *call->context, {call->form_in()});
    if (!entity) return refuse(*call, entity.error(), reply);
    auto const id = entity->id;
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        if (present_slot(state, id, *call, now)) return base::fail(Errc::conflict, say::entity_exists, {{"id", id}});
        ngsi::stamp_new(*entity, now);
        return put_one(*std::move(entity), journal_text("create", id));
    };
    change_then(services, call, decide, reply, [id] { return net::Response{201, {{"Location", location_of(id)}}, {}}; });
}

void replace_entity(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const fragment = ngsi::read_entity(call->body, *call->context, {call->form_in(), ngsi::Purpose::update});
    if (!fragment) return refuse(*call, fragment.error(), reply);
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        TRY_VOID(ngsi::refuse_removals(*fragment));
        TRY_VOID(check_same_id(id, call->body));
        auto entity = TRY(existing_entity(state, id, *call, now));
        ngsi::replace(entity, *fragment, now);
        return put_one(std::move(entity), journal_text("replace", id));
    };
    change_then(services, call, decide, reply, no_content);
}

void merge_entity(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const options = merge_options(*call);
    if (!options) return refuse(*call, options.error(), reply);
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        TRY_VOID(check_same_id(id, call->body));
        auto entity = TRY(existing_entity(state, id, *call, now));
        auto const result = TRY(ngsi::merge(entity, call->body, *call->context, *options, now));
        return put_one(std::move(entity), journal_text("merge", id, result.updated));
    };
    change_then(services, call, decide, reply, no_content);
}

void delete_entity(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const& id = call->segments.front();
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        TRY(existing_slot(state, id, *call, now));
        return Decision{{}, {id}, journal_text("delete", id)};
    };
    change_then(services, call, decide, reply, no_content);
}

void retrieve_entity(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    if (auto const built = refuse_not_built(*call); !built) return refuse(*call, built.error(), reply);
    auto const view = View::of(*call);
    if (!view) return refuse(*call, view.error(), reply);
    read_then(
        services, call,
        [&](State const& state, base::Instant now) -> Reading {
            auto const& id = call->segments.front();
            auto const found = existing_slot(state, id, *call, now);
            if (!found) return {tl::unexpected(found.error())};
            // Clause 5.7.1.5: of entities and those behind them the answer is always an array.
            auto const form = view->join().kind == Join::Kind::flat ? EntityWriter::Form::many : EntityWriter::Form::one;
            EntityWriter writer(*call, *view, state, now, form);
            if (auto const shown = writer.add(*found); !shown) return {tl::unexpected(shown.error())};
            auto body = writer.finish();
            if (!body) return {tl::unexpected(body.error())};
            return {answer(*call, 200, *std::move(body)), writer.sequence()};
        },
        reply);
}

void query_by_body(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto asked = with_query_body(*call);
    if (!asked) return refuse(*call, asked.error(), reply);
    if (!call->shows_context()) asked->context_address = implicit_address(services, *call->context);
    query_entities(services, std::make_shared<Call const>(*std::move(asked)), reply);
}

namespace {

// A query under way, until it is answered.
struct Query {
    Query(understand::Question asked, View shown) : question(std::move(asked)), view(std::move(shown)) {}
    understand::Question question;
    View view;
    std::optional<understand::Scan> scan = {};
};

}  // namespace

void query_entities(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const view = View::of(*call);
    if (!view) return refuse(*call, view.error(), reply);
    auto question = question_of(*call, view->join());
    if (!question) return refuse(*call, question.error(), reply);
    auto const query = std::make_shared<Query>(*std::move(question), *view);
    auto const read = [call, query](State const& state, base::Instant now, std::size_t entities_max) -> std::optional<Reading> {
        if (!query->scan) query->scan.emplace(query->question, now);
        if (!query->scan->advance(state, entities_max)) return std::nullopt;
        return answer_page(*call, state, query->scan->page(state), query->question, query->view, now);
    };
    read_in_steps(services, call, read, reply);
}

}  // namespace alzette::api
