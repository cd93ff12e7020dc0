// SPDX-License-Identifier: Apache-2.0
#include "api/discovery.h"

#include "base/blake2b.h"
#include "base/catalogue/api.h"
#include "base/json_writer.h"
#include "ngsi/names.h"

#include <functional>
#include <map>
#include <optional>
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
    return {answer_document(call, std::move(json).take()), latest(state)};
}

// The entities of a type, or those with an attribute.
using FindAll = Bitmap const& (State::*)(std::string_view) const;
using FindShown = Bitmap const& (Shown::*)(std::string_view) const;

// What kinds the attributes of some entities have, found in steps: each entity has to be read.
class Kinds {
public:
    Kinds(Bitmap slots, FindAll find, std::string name) : slots_(std::move(slots)), find_(find), name_(std::move(name)) {}

    // True when all are read. Those that went meanwhile are passed over.
    bool advance(State const& state, Sight const& sight, std::size_t entities_max)
    {
        auto left = entities_max;
        bool is_done = true;
        slots_.each_from(next_, [&](understand::Slot slot) {
            next_ = slot;
            if (left-- == 0) return is_done = false;
            if ((state.*find_)(name_).contains(slot) && sight.covers(access::Verb::see, state, slot)) note(state.kept(slot).entity());
            return true;
        });
        return is_done;
    }
    void write(std::string const& attribute, base::JsonWriter& json) const
    {
        auto const found = kinds_.find(attribute);
        json.key("attributeTypes").array([&] {
            if (found == kinds_.end()) return;
            for (auto const kind : found->second) json.value(kind);
        });
    }

private:
    void note(ngsi::Entity const& entity)
    {
        for (auto const& attribute : entity.attributes)
            for (auto const& instance : attribute.instances) kinds_[attribute.name].insert(ngsi::kind_name(instance.kind));
    }

    Bitmap slots_;
    FindAll find_;
    std::string name_;
    understand::Slot next_ = 0;
    std::map<std::string, std::set<std::string_view>> kinds_ = {};
};

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
        for (auto const& type : shown.types())
            json.object([&] {
                write_head(type.first, "EntityType", "typeName", context, json);
                write_names("attributeNames", meeting(shown.attributes(), type.second), context, json);
            });
    });
}

// Clause 5.2.26.
void write_type(Shown const& shown, std::string const& type, Kinds const& kinds, ngsi::Context const& context, base::JsonWriter& json)
{
    auto const& members = shown.with_type(type);
    json.object([&] {
        write_head(type, "EntityTypeInfo", "typeName", context, json);
        json.member("entityCount", members.size());
        json.key("attributeDetails").array([&] {
            for (auto const& attribute : meeting(shown.attributes(), members))
                json.object([&] {
                    write_head(attribute, "Attribute", "attributeName", context, json);
                    kinds.write(attribute, json);
                });
        });
    });
}

// Clause 5.2.28: of one alone, with its kinds; in a list (nullptr) without.
void write_attribute(Shown const& shown, std::string const& attribute, Kinds const* kinds, ngsi::Context const& context, base::JsonWriter& json)
{
    auto const& members = shown.with_attribute(attribute);
    json.object([&] {
        write_head(attribute, "Attribute", "attributeName", context, json);
        if (kinds != nullptr) {
            json.member("attributeCount", members.size());
            kinds->write(attribute, json);
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

// How the document of one type or one attribute is made.
struct Document {
    FindAll find_all;
    FindShown find_shown;
    base::MessageId unknown;
    void (*write)(Shown const& shown, std::string const& name, Kinds const& kinds, ngsi::Context const& context, base::JsonWriter& json);
};

void show(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply, Document const& document)
{
    if (auto const checked = ngsi::check_name(call->segments.front()); !checked) return refuse(*call, checked.error(), reply);
    auto const name = call->context->expand(call->segments.front());
    auto const kinds = std::make_shared<std::optional<Kinds>>();
    auto const read = [call, document, name, kinds](State const& state, base::Instant, std::size_t entities_max) -> std::optional<Reading> {
        if (!*kinds) kinds->emplace((Shown(state, call->sight).*document.find_shown)(name), document.find_all, name);
        if (!(*kinds)->advance(state, call->sight, entities_max)) return std::nullopt;
        Shown const shown(state, call->sight);
        if ((shown.*document.find_shown)(name).empty()) return Reading{base::fail(Errc::not_found, document.unknown, {{"name", name}})};
        return written(*call, state, [&](base::JsonWriter& json) { document.write(shown, name, **kinds, *call->context, json); });
    };
    read_in_steps(services, call, read, reply);
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
            for (auto const& [attribute, members] : shown.attributes()) write_attribute(shown, attribute, nullptr, *call->context, json);
        });
    });
}

void show_type(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    show(services, call, reply, {&State::with_type, &Shown::with_type, say::type_unknown, write_type});
}

void show_attribute(Services const& services, std::shared_ptr<Call const> const& call, net::Reply const& reply)
{
    auto const write = [](Shown const& shown, std::string const& name, Kinds const& kinds, ngsi::Context const& context, base::JsonWriter& json) {
        write_attribute(shown, name, &kinds, context, json);
    };
    show(services, call, reply, {&State::with_attribute, &Shown::with_attribute, say::attribute_nowhere, write});
}

}  // namespace alzette::api
