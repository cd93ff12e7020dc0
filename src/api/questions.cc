// SPDX-License-Identifier: Apache-2.0
#include "api/questions.h"

#include "api/entity_writer.h"
#include "api/selectors.h"
#include "base/catalogue/api.h"
#include "base/limits_broker.h"
#include "net/url.h"
#include "ngsi/change.h"
#include "ngsi/geoquery.h"
#include "ngsi/match.h"
#include "ngsi/names.h"
#include "ngsi/selection.h"
#include "understand/narrow.h"

#include <algorithm>

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;
using understand::Bitmap;
using understand::Question;
using understand::State;
namespace limits = base::limits;

SelectorTexts texts_of(BodySelector const& selector)
{
    return {selector.ids, selector.id_pattern ? &*selector.id_pattern : nullptr, selector.types ? &*selector.types : nullptr};
}

Result<void> ask_selectors(Call const& call, Question& question)
{
    std::vector<Selector> selectors;
    if (call.selectors.empty()) {
        auto const* const types = call.parameter("type");
        if (types == nullptr && call.parameter("id") == nullptr && call.parameter("idPattern") == nullptr) return {};
        selectors.push_back(TRY(read_selector({call.list("id"), call.parameter("idPattern"), types}, *call.context)));
    }
    for (auto const& texts : call.selectors) {
        selectors.push_back(TRY(read_selector(texts_of(texts), *call.context)));
        if (!texts.ids.empty()) selectors.back().id_pattern = nullptr;  // ids have precedence (clause 5.2.33)
    }
    auto const has_pattern = std::ranges::any_of(selectors, [](Selector const& selector) { return selector.id_pattern != nullptr; });
    auto const shared = std::make_shared<std::vector<Selector> const>(std::move(selectors));
    question.selected = [shared](State const& state) {
        auto slots = select(state, shared->front());
        for (std::size_t i = 1; i < shared->size(); ++i) slots |= select(state, (*shared)[i]);
        return slots;
    };
    if (!has_pattern) return {};
    question.is_selected = [shared](State const& state, understand::Slot slot) {
        return std::ranges::any_of(*shared, [&](Selector const& selector) { return is_selected(state, selector, slot); });
    };
    return {};
}

Bitmap in_scopes(State const& state, std::string_view pattern)
{
    Bitmap slots;
    for (auto const& [scope, members] : state.scopes())
        if (ngsi::scope_matches(pattern, scope)) slots |= members;
    return slots;
}

Result<void> ask_scopes(Call const& call, Question& question)
{
    auto const* const text = call.parameter("scopeQ");
    if (text == nullptr) return {};
    auto selection = TRY(ngsi::read_scope_selection(*text));
    question.scopes = [selection = std::move(selection)](State const& state) {
        Bitmap slots;
        for (auto const& all : selection.alternatives) {
            auto part = in_scopes(state, all.front());
            for (auto const& pattern : all) part &= in_scopes(state, pattern);
            slots |= part;
        }
        return understand::SomeSlots(std::move(slots));
    };
    return {};
}

Result<void> ask_attributes(Call const& call, Question& question)
{
    for (auto const& name : call.list("attrs")) {
        TRY_VOID(ngsi::check_name(name));
        question.attributes.push_back(call.context->expand(name));
    }
    return {};
}

void ask_sight(Call const& call, access::Verb verb, Question& question)
{
    if (call.sight.may_all(verb)) return;
    question.visible = [sight = call.sight, verb](State const& state) { return *sight.slots(verb, state); };
}

// Entities that conditions on linked ones lead to, as they are now.
ngsi::FindEntity finder(State const& state, Sight const& sight, base::Instant now)
{
    return [&state, &sight, now](std::string_view id) -> std::optional<ngsi::Entity> {
        auto const slot = state.slot_of(id);
        if (!slot || state.kept(*slot).has_expired(now) || !sight.covers(access::Verb::see, state, *slot)) return std::nullopt;
        auto entity = state.kept(*slot).entity();
        ngsi::drop_expired(entity, now);
        return entity;
    };
}

std::vector<std::string> expanded_list(Call const& call, std::string_view parameter)
{
    auto names = call.list(parameter);
    for (auto& name : names) name = call.context->expand(name);
    return names;
}

// What is asked by q and by place: each narrows by an index, and each is checked on the entity where the index does not decide.
struct Filters {
    std::optional<ngsi::Query> query = {};
    std::optional<ngsi::GeoQuery> geo = {};
};

std::optional<understand::Candidates> narrowed(State const& state, Filters const& filters, std::optional<ngsi::Box> const& box)
{
    std::optional<understand::Candidates> found;
    if (filters.query) found = understand::narrow(state, *filters.query);
    if (filters.geo) {
        auto const* const places = state.places(filters.geo->property);
        auto near = places == nullptr ? understand::SomeSlots() : box ? understand::SomeSlots(places->meeting(*box))
                                                                      : understand::SomeSlots(state.with_attribute(filters.geo->property));
        if (found) found->slots &= near;
        else found = understand::Candidates{std::move(near), false};
    }
    if (found) found->are_exact = found->are_exact && !filters.geo;
    return found;
}

// Clause 5.7.2.4, "too deep query": conditions on linked entities go no further than the answer does. A purge (nullptr) has no answer.
Result<void> ask_filters(Call const& call, Join const* join, Question& question)
{
    Filters filters;
    if (auto const* const q = call.parameter("q")) filters.query = TRY(ngsi::read_query(*q, *call.context, {expanded_list(call, "expandValues")}));
    if (filters.query && join != nullptr) TRY_VOID(check_depth("q", ngsi::link_depth(*filters.query), *join));
    ngsi::GeoParameters const geo{call.parameter("georel"), call.parameter("geometry"), call.parameter("coordinates"), call.parameter("geoproperty")};
    filters.geo = TRY(ngsi::read_geo_query(geo, *call.context));
    if (!filters.query && !filters.geo) return {};
    auto const matcher = filters.geo ? std::make_shared<ngsi::GeoMatcher const>(*filters.geo) : nullptr;
    auto const box = matcher == nullptr ? std::nullopt : matcher->search_box();
    auto const shared = std::make_shared<Filters const>(std::move(filters));
    question.narrowed = [shared, box](State const& state) { return narrowed(state, *shared, box); };
    question.is_match = [shared, matcher, sight = call.sight](State const& state, ngsi::Entity const& entity, base::Instant now) {
        if (shared->query && !ngsi::matches(*shared->query, entity, finder(state, sight, now))) return false;
        return matcher == nullptr || matcher->matches(entity);
    };
    return {};
}

// Clause 6.4.3.2: something must be asked for, unless the request is limited to this broker.
Result<void> refuse_too_wide(Call const& call)
{
    auto const is_local = TRY(call.flag("local"));
    TRY(call.flag("splitEntities"));  // it says how other brokers keep entities; here each is whole
    for (auto const* const name : {"type", "attrs", "q", "georel", "geometry"})
        if (call.parameter(name) != nullptr) return {};
    if (is_local || !call.selectors.empty()) return {};
    return base::fail(Errc::invalid, say::query_too_wide);
}

// Clause 6.4.3.2: all types are those here, and local is not said to be false.
Result<void> refuse_all_types_elsewhere(Call const& call)
{
    auto const* const local = call.parameter("local");
    if (local == nullptr || *local != "false") return {};
    auto const* const types = call.parameter("type");
    auto const asks_all = [](BodySelector const& selector) { return selector.types == "*"; };
    if ((types == nullptr || *types != "*") && std::ranges::none_of(call.selectors, asks_all)) return {};
    return base::fail(Errc::invalid, say::all_types_local);
}

Result<void> ask_page(Call const& call, Question& question)
{
    question.offset = TRY(call.count("offset", 0, limits::query_offset_max));
    question.limit = TRY(call.count("limit", limits::page_limit_default, limits::page_limit_max));
    question.is_counted = TRY(call.flag("count"));
    if (question.limit == 0 && !question.is_counted) return base::fail(Errc::invalid, say::limit_zero);
    return {};
}

// The same request with another offset.
std::string page_link(Call const& call, std::size_t offset, std::size_t limit, std::string_view relation)
{
    std::string target = call.request->path + "?";
    for (auto const& [name, value] : call.parameters) {
        auto const is_in_body = call.request->method == "POST";  // with all but the page
        if (name == "offset" || name == "limit" || is_in_body) continue;
        target.append(net::percent_encoded(name)).append("=").append(net::percent_encoded(value)).append("&");
    }
    target.append("limit=").append(std::to_string(limit)).append("&offset=").append(std::to_string(offset));
    return std::string("<").append(target).append(">; rel=\"").append(relation).append("\"");
}

}  // namespace

// What would change the answer and is not built is refused rather than left out.
Result<void> refuse_not_built(Call const& call)
{
    for (auto const* const name : {"collation", "csf"})
        if (call.parameter(name) != nullptr) return base::fail(Errc::unsupported, say::parameter_not_built, {{"name", name}});
    if (TRY(call.flag("entityMap"))) return base::fail(Errc::unsupported, say::parameter_not_built, {{"name", "entityMap"}});
    return {};
}

namespace {

Result<Question> ask(Call const& call, access::Verb verb, Join const* join)
{
    Question question;
    ask_sight(call, verb, question);
    TRY_VOID(refuse_not_built(call));
    TRY_VOID(refuse_too_wide(call));
    TRY_VOID(refuse_all_types_elsewhere(call));
    TRY_VOID(ask_selectors(call, question));
    TRY_VOID(ask_attributes(call, question));
    TRY_VOID(ask_scopes(call, question));
    TRY_VOID(ask_filters(call, join, question));
    return question;
}

}  // namespace

Result<Question> question_to_purge(Call const& call)
{
    auto asked = TRY(ask(call, access::Verb::change, nullptr));
    asked.limit = limits::query_offset_max;
    return asked;
}

Result<Question> question_of(Call const& call, Join const& join)
{
    auto asked = TRY(ask(call, access::Verb::see, &join));
    TRY_VOID(ask_page(call, asked));
    asked.ordering = TRY(ngsi::read_ordering({call.parameter("orderBy"), call.parameter("orderFrom"), call.parameter("orderGeometry")}, *call.context));
    return asked;
}

Reading answer_page(Call const& call, State const& state, understand::Page const& page, Question const& question, View const& view, base::Instant now)
{
    EntityWriter writer(call, view, state, now, EntityWriter::Form::many);
    for (auto const slot : page.slots) {
        if (state.kept(slot).has_expired(now)) continue;
        auto const shown = writer.add(slot);
        // One that has nothing of what is asked for is left out (clause 5.7.2.4).
        if (!shown && shown.error().kind != base::Errc::not_found) return {tl::unexpected(shown.error())};
    }
    auto body = writer.finish();
    if (!body) return {tl::unexpected(body.error())};
    auto response = answer(call, 200, *std::move(body));
    if (question.is_counted) response.headers.push_back({"NGSILD-Results-Count", std::to_string(page.count)});
    if (page.has_more && question.limit > 0)
        response.headers.push_back({"Link", page_link(call, question.offset + question.limit, question.limit, "next")});
    if (question.offset > 0) {
        auto const before = question.offset > question.limit ? question.offset - question.limit : 0;
        response.headers.push_back({"Link", page_link(call, before, question.limit, "prev")});
    }
    return {std::move(response), writer.sequence()};
}

}  // namespace alzette::api
