// SPDX-License-Identifier: Apache-2.0
#include "api/batch.h"

#include "api/decisions.h"
#include "api/problem.h"
#include "base/catalogue/api.h"
#include "base/json_writer.h"
#include "base/limits_broker.h"
#include "net/media.h"
#include "ngsi/change.h"
#include "ngsi/names.h"

#include <algorithm>
#include <map>
#include <optional>

namespace alzette::api {

namespace {

using base::Errc;
using base::Result;
using json::Value;
using understand::Decision;
using understand::State;

struct Failure {
    std::string id;
    base::Error error;
};

// What came of a batch (clause 5.2.16).
struct Outcome {
    std::vector<std::string> created = {};
    std::vector<std::string> changed = {};
    std::vector<Failure> failures = {};
};

// The entities as the items of a batch so far have made them; nothing stands for one that was deleted.
class Working {
public:
    Working(State const& state, Call const& call, base::Instant now) : state_(state), call_(call), now_(now) {}

    std::optional<ngsi::Entity> find(std::string const& id) const
    {
        if (auto const found = changed_.find(id); found != changed_.end()) return found->second;
        auto const slot = present_slot(state_, id, call_, now_);
        if (!slot) return std::nullopt;
        return state_.kept(*slot).entity();
    }
    // Both fail (denied) where the caller may not: the other items of the batch go on.
    Result<void> put(ngsi::Entity entity)
    {
        TRY_VOID(call_.sight.check_put(state_, entity));
        auto const id = entity.id;
        changed_[id] = std::move(entity);
        return {};
    }
    Result<void> remove(std::string const& id)
    {
        TRY_VOID(call_.sight.check_removal(state_, id));
        changed_[id] = std::nullopt;
        return {};
    }

    // Empties it.
    Decision decision(std::string_view operation)
    {
        Decision decision;
        base::JsonWriter json;
        json.object([&] {
            json.member("operation", operation);
            json.key("ids").array([&] {
                for (auto const& [id, entity] : changed_) json.value(id);
            });
        });
        decision.what = std::move(json).take();
        decision.may_be_first = operation == "batchCreate" || operation == "batchUpsert";
        for (auto& [id, entity] : changed_) {
            if (entity) decision.puts.push_back(*std::move(entity));
            else if (state_.slot_of(id)) decision.removals.push_back(id);
        }
        changed_.clear();
        return decision;
    }

private:
    State const& state_;
    Call const& call_;
    base::Instant now_;
    std::map<std::string, std::optional<ngsi::Entity>> changed_;
};

// One item: its body, the context it is written in, and the entity it reads as, where an operation asks for that.
struct Item {
    Value const& body;
    Result<std::shared_ptr<ngsi::Context const>> context;
    ngsi::Form form;
    Result<ngsi::Entity> entity = ngsi::Entity{};

    void read_for(ngsi::Purpose purpose) { entity = ngsi::read_entity(body, **context, {form, purpose}); }
};

using Apply = std::function<Result<void>(Working&, Item&, base::Instant, Outcome&)>;

struct Operation {
    std::string_view name;
    std::optional<ngsi::Purpose> purpose;  // of the entities of its items, where it takes them as such
    Apply apply;                           // with an item whose context is there
};

std::string id_of(Value const& item)
{
    if (auto const* const text = item.text()) return *text;
    auto const* const id = item.find("id") == nullptr ? item.find("@id") : item.find("id");
    return id == nullptr || id->text() == nullptr ? std::string() : *id->text();
}

// Clause 6.3.5 for batches: with application/ld+json each entity brings its own context, where the whole has none.
Result<std::shared_ptr<ngsi::Context const>> context_of(Call const& call, Value const& item, understand::Contexts& contexts)
{
    auto const* const inside = item.find("@context");
    auto const* const type = call.request->header("Content-Type");
    auto const is_json_ld = type != nullptr && net::media_type(*type) == "application/ld+json";
    if (inside == nullptr && is_json_ld && item.object() != nullptr) return base::fail(Errc::invalid, say::context_missing);
    if (inside == nullptr) return call.context;
    if (!is_json_ld) return base::fail(Errc::invalid, say::context_in_body);
    return contexts.of(*inside);
}

void write_outcome(Outcome const& outcome, base::Language language, base::JsonWriter& json)
{
    json.object([&] {
        json.key("success").array([&] {
            for (auto const* const ids : {&outcome.created, &outcome.changed})
                for (auto const& id : *ids) json.value(id);
        });
        json.key("errors").array([&] {
            for (auto const& failure : outcome.failures)
                json.object([&] {
                    json.member("entityId", failure.id);
                    auto const& error = failure.error;
                    auto const type = error_type(error);
                    json.key("error").object([&] {
                        json.member("type", std::string("https://uri.etsi.org/ngsi-ld/errors/").append(type.name));
                        json.member("title", type.name);
                        json.member("detail", error.message.in(language));
                        json.member("status", type.status);
                    });
                });
        });
    });
}

net::Response answer_of(Outcome const& outcome, base::Language language)
{
    base::JsonWriter json;
    if (!outcome.failures.empty()) {
        write_outcome(outcome, language, json);
        return {207, {{"Content-Type", "application/json"}}, std::move(json).take()};
    }
    if (outcome.created.empty()) return no_content();
    json.array([&] {
        for (auto const& id : outcome.created) json.value(id);
    });
    return {201, {{"Content-Type", "application/json"}}, std::move(json).take()};
}

Result<void> check_size(Value const& body)
{
    auto const* const items = body.array();
    if (items == nullptr || items->empty() || std::ranges::any_of(*items, &Value::is_null)) return base::fail(Errc::invalid, say::batch_array_expected);
    if (items->size() > base::limits::batch_entities_max)
        return base::fail(Errc::exhausted, say::batch_too_large, {{"items", items->size()}, {"most", base::limits::batch_entities_max}});
    return {};
}

// Read before the state is locked: a large batch keeps nobody waiting for that. (A merge goes by what is there, and reads under the lock.)
std::vector<Item> read_items(Call const& call, understand::Contexts& contexts, std::optional<ngsi::Purpose> purpose)
{
    std::vector<Item> items;
    items.reserve(call.body.array()->size());
    for (auto const& body : *call.body.array()) {
        auto& item = items.emplace_back(Item{body, context_of(call, body, contexts), call.form_in()});
        if (item.context && purpose) item.read_for(*purpose);
    }
    return items;
}

void run_batch(Services const& services, std::shared_ptr<Call const> const& call, Operation const& operation, net::Reply const& reply)
{
    if (auto const checked = check_size(call->body); !checked) return refuse(*call, checked.error(), reply);
    auto items = read_items(*call, services.contexts, operation.purpose);
    auto const outcome = std::make_shared<Outcome>();
    auto const decide = [&](State const& state, base::Instant now) -> Result<Decision> {
        Working working(state, *call, now);
        for (auto& item : items) {
            auto const done = item.context ? operation.apply(working, item, now, *outcome) : Result<void>(tl::unexpected(item.context.error()));
            if (!done) outcome->failures.push_back({id_of(item.body), done.error()});
        }
        return working.decision(operation.name);
    };
    change_then(services, call, decide, reply, [call, outcome] { return answer_of(*outcome, call->language); });
}

Result<void> create_one(Working& working, Item& item, base::Instant now, Outcome& outcome)
{
    auto entity = TRY(std::move(item.entity));
    if (working.find(entity.id)) return base::fail(Errc::conflict, say::entity_exists, {{"id", entity.id}});
    ngsi::stamp_new(entity, now);
    auto id = entity.id;
    TRY_VOID(working.put(std::move(entity)));
    outcome.created.push_back(std::move(id));
    return {};
}

Result<ngsi::Entity> existing(Working const& working, std::string const& id)
{
    TRY_VOID(ngsi::check_entity_id(id));
    auto entity = working.find(id);
    if (!entity) return base::fail(Errc::not_found, say::entity_unknown, {{"id", id}});
    return *std::move(entity);
}

}  // namespace

void batch_create(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    run_batch(services, call, {"batchCreate", ngsi::Purpose::creation, create_one}, reply);
}

void batch_upsert(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const is_update = call->has_option("update");
    auto const apply = [is_update](Working& working, Item& item, base::Instant now, Outcome& outcome) -> Result<void> {
        auto entity = working.find(id_of(item.body));
        if (!entity) return create_one(working, item, now, outcome);
        // What reads as a new entity reads as a fragment too; the reverse does not hold.
        if (is_update && !item.entity) item.read_for(ngsi::Purpose::update);
        auto const fragment = TRY(std::move(item.entity));
        if (is_update) ngsi::update(*entity, fragment, now);
        else ngsi::replace(*entity, fragment, now);
        auto id = entity->id;
        TRY_VOID(working.put(*std::move(entity)));
        outcome.changed.push_back(std::move(id));
        return {};
    };
    run_batch(services, call, {"batchUpsert", ngsi::Purpose::creation, apply}, reply);
}

void batch_update(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const overwrite = call->has_option("noOverwrite") ? ngsi::Overwrite::no : ngsi::Overwrite::yes;
    auto const apply = [overwrite](Working& working, Item& item, base::Instant now, Outcome& outcome) -> Result<void> {
        auto entity = TRY(existing(working, id_of(item.body)));
        auto const fragment = TRY(std::move(item.entity));
        auto const result = overwrite == ngsi::Overwrite::no ? ngsi::append(entity, fragment, overwrite, now) : ngsi::update(entity, fragment, now);
        auto id = entity.id;
        TRY_VOID(working.put(std::move(entity)));  // what could be done is done (5.6.3.4)
        if (!result.not_updated.empty())
            return base::fail(Errc::conflict, say::attributes_not_updated,
                              {{"id", id}, {"attribute", (*item.context)->compact(result.not_updated.front().attribute)}});
        outcome.changed.push_back(std::move(id));
        return {};
    };
    run_batch(services, call, {"batchUpdate", ngsi::Purpose::update, apply}, reply);
}

void batch_merge(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const options = merge_options(*call);
    if (!options) return refuse(*call, options.error(), reply);
    auto const apply = [options = *options](Working& working, Item& item, base::Instant now, Outcome& outcome) -> Result<void> {
        auto entity = TRY(existing(working, id_of(item.body)));
        TRY(ngsi::merge(entity, item.body, **item.context, options, now));
        auto id = entity.id;
        TRY_VOID(working.put(std::move(entity)));
        outcome.changed.push_back(std::move(id));
        return {};
    };
    run_batch(services, call, {"batchMerge", std::nullopt, apply}, reply);
}

void batch_delete(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const apply = [](Working& working, Item& item, base::Instant, Outcome& outcome) -> Result<void> {
        auto const entity = TRY(existing(working, id_of(item.body)));
        TRY_VOID(working.remove(entity.id));
        outcome.changed.push_back(entity.id);
        return {};
    };
    run_batch(services, call, {"batchDelete", std::nullopt, apply}, reply);
}

}  // namespace alzette::api
