// SPDX-License-Identifier: Apache-2.0
#include "api/discovery.h"

#include "base/blake2b.h"
#include "base/catalogue/api.h"
#include "base/json_writer.h"
#include "ngsi/names.h"

#include <functional>
#include <set>

namespace alzette::api {

namespace {

using base::Errc;
using understand::Bitmap;
using understand::State;

using Write = std::function<void(base::JsonWriter&)>;
using Sets = understand::NamedSets::Map;

// The types and attributes of the entities that the caller sees.
class Shown {
public:
    Shown(State const& state, Sight const& sight) : state_(state)
    {
        auto const visible = sight.slots(access::Verb::see, state);
        if (!visible) return;
        types_ = among(state.types(), *visible);
        attributes_ = among(state.attributes(), *visible);
    }
    State const& state() const { return state_; }
    Sets const& types() const { return types_ ? *types_ : state_.types(); }
    Sets const& attributes() const { return attributes_ ? *attributes_ : state_.attributes(); }
    Bitmap const& with_type(std::string_view name) const { return find(types(), name); }
    Bitmap const& with_attribute(std::string_view name) const { return find(attributes(), name); }

private:
    static Sets among(Sets const& sets, Bitmap const& visible)
    {
        Sets part;
        for (auto const& [name, members] : sets) {
            auto both = members;
            both &= visible;
            if (!both.empty()) part.emplace(name, std::move(both));
        }
        return part;
    }
    static Bitmap const& find(Sets const& sets, std::string_view name)
    {
        static Bitmap const nothing;
        auto const found = sets.find(name);
        return found == sets.end() ? nothing : found->second;
    }
    State const& state_;
    std::optional<Sets> types_, attributes_;
};

// A document of discovery rests on everything, so it leaves when everything seen is durable.
std::uint64_t latest(State const& state) { return state.last_change(); }

Reading written(Call const& call, State const& state, Write const& write)
{
    base::JsonWriter json;
    write(json);
    return {answer(call, 200, std::move(json).take()), latest(state)};
}

// The kinds of an attribute among some entities, by name.
std::set<std::string_view> kinds_of(State const& state, Bitmap const& slots, std::string const& attribute)
{
    std::set<std::string_view> kinds;
    slots.each([&](understand::Slot slot) {
        auto const entity = state.kept(slot).entity();
        if (auto const* const found = ngsi::find(entity.attributes, attribute))
            for (auto const& instance : found->instances) kinds.insert(ngsi::kind_name(instance.kind));
        return true;
    });
    return kinds;
}

void write_kinds(State const& state, Bitmap const& slots, std::string const& attribute, base::JsonWriter& json)
{
    json.key("attributeTypes").array([&] {
        for (auto const kind : kinds_of(state, slots, attribute)) json.value(kind);
    });
}

// Names whose sets meet `among`.
std::vector<std::string> meeting(Sets const& sets, Bitmap const& among)
{
    std::vector<std::string> names;
    for (auto const& [name, members] : sets) {
        auto both = members;
        both &= among;
        if (!both.empty()) names.push_back(name);
    }
    return names;
}

void write_names(std::string_view member, std::vector<std::string> const& names, ngsi::Context const& context, base::JsonWriter& json)
{
    json.key(member).array([&] {
        for (auto const& name : names) json.value(context.compact(name));
    });
}

std::vector<std::string> names_of(Sets const& sets)
{
    std::vector<std::string> names;
    for (auto const& [name, members] : sets) names.push_back(name);
    return names;
}

// Clauses 5.2.24 and 5.2.27 ask for an id; one that follows from the content is the same for the same list.
std::string list_id(std::string_view kind, std::vector<std::string> const& names)
{
    std::string all;
    for (auto const& name : names) all.append(name).append("\n");
    return std::string("urn:ngsi-ld:").append(kind).append(":").append(base::hexadecimal(base::blake2b_256({all}).substr(0, 8)));
}

void write_list(std::string_view kind, std::string_view member, std::vector<std::string> const& names, ngsi::Context const& context, base::JsonWriter& json)
{
    json.object([&] {
        json.member("id", list_id(kind, names));
        json.member("type", kind);
        write_names(member, names, context, json);
    });
}

void write_head(std::string_view id, std::string_view kind, std::string_view member, ngsi::Context const& context, base::JsonWriter& json)
{
    json.member("id", id);
    json.member("type", kind);
    json.member(member, context.compact(id));
}

// Clause 5.2.25, the details of each type.
void write_types(Shown const& shown, ngsi::Context const& context, base::JsonWriter& json)
{
    json.array([&] {
        for (auto const& [type, members] : shown.types())
            json.object([&] {
                write_head(type, "EntityType", "typeName", context, json);
                write_names("attributeNames", meeting(shown.attributes(), members), context, json);
            });
    });
}

// Clause 5.2.26.
void write_type(Shown const& shown, std::string const& type, ngsi::Context const& context, base::JsonWriter& json)
{
    auto const& members = shown.with_type(type);
    json.object([&] {
        write_head(type, "EntityTypeInfo", "typeName", context, json);
        json.member("entityCount", members.size());
        json.key("attributeDetails").array([&] {
            for (auto const& attribute : meeting(shown.attributes(), members))
                json.object([&] {
                    write_head(attribute, "Attribute", "attributeName", context, json);
                    auto both = members;
                    both &= shown.with_attribute(attribute);
                    write_kinds(shown.state(), both, attribute, json);
                });
        });
    });
}

// Clause 5.2.28, as far as the operation asks.
void write_attribute(Shown const& shown, std::string const& attribute, bool is_whole, ngsi::Context const& context, base::JsonWriter& json)
{
    auto const& members = shown.with_attribute(attribute);
    json.object([&] {
        write_head(attribute, "Attribute", "attributeName", context, json);
        if (is_whole) {
            json.member("attributeCount", members.size());
            write_kinds(shown.state(), members, attribute, json);
        }
        write_names("typeNames", meeting(shown.types(), members), context, json);
    });
}

void list(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply,
          std::function<void(Shown const&, bool, base::JsonWriter&)> const& write)
{
    auto const has_details = call->flag("details");
    if (!has_details) return refuse(*call, has_details.error(), reply);
    read_then(
        services, call,
        [&](State const& state, base::Instant) {
            Shown const shown(state, call->sight);
            return written(*call, state, [&](base::JsonWriter& json) { write(shown, *has_details, json); });
        },
        reply);
}

using FindSet = Bitmap const& (Shown::*)(std::string_view) const;

void show(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply, FindSet find_set, base::MessageId unknown,
          std::function<void(Shown const&, std::string const&, base::JsonWriter&)> const& write)
{
    if (auto const checked = ngsi::check_name(call->segments.front()); !checked) return refuse(*call, checked.error(), reply);
    read_then(
        services, call,
        [&](State const& state, base::Instant) -> Reading {
            Shown const shown(state, call->sight);
            auto const name = call->context->expand(call->segments.front());
            if ((shown.*find_set)(name).empty()) return {base::fail(Errc::not_found, unknown, {{"name", name}})};
            return written(*call, state, [&](base::JsonWriter& json) { write(shown, name, json); });
        },
        reply);
}

}  // namespace

void list_types(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    list(services, call, reply, [&](Shown const& shown, bool has_details, base::JsonWriter& json) {
        if (has_details) write_types(shown, *call->context, json);
        else write_list("EntityTypeList", "typeList", names_of(shown.types()), *call->context, json);
    });
}

void list_attributes(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    list(services, call, reply, [&](Shown const& shown, bool has_details, base::JsonWriter& json) {
        if (!has_details) return write_list("AttributeList", "attributeList", names_of(shown.attributes()), *call->context, json);
        json.array([&] {
            for (auto const& [attribute, members] : shown.attributes()) write_attribute(shown, attribute, false, *call->context, json);
        });
    });
}

void show_type(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    show(services, call, reply, &Shown::with_type, say::type_unknown,
         [&](Shown const& shown, std::string const& name, base::JsonWriter& json) { write_type(shown, name, *call->context, json); });
}

void show_attribute(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    show(services, call, reply, &Shown::with_attribute, say::attribute_nowhere,
         [&](Shown const& shown, std::string const& name, base::JsonWriter& json) { write_attribute(shown, name, true, *call->context, json); });
}

}  // namespace alzette::api
