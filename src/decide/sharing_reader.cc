// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/catalogue/sharing.h"
#include "base/limits_sharing.h"
#include "decide/keys.h"
#include "decide/reading.h"
#include "decide/sharing.h"

#include <algorithm>

namespace alzette::decide {

namespace {

using yaml::Member;
using yaml::Node;
using yaml::Record;

struct SharingReading {
    Reading& reading;
    Sharing sharing = {};
    std::vector<std::string> first_with = {};  // the player whose value gave the attribute its unit
    bool sound = true;

    void error(base::Place place, base::MessageId message, std::vector<base::Argument> arguments = {})
    {
        sound = false;
        reading.error(place, message, std::move(arguments));
    }
};

// The attribute's number; a name met for the first time is a new attribute.
std::optional<std::size_t> attribute_of(SharingReading& read, Member const& member)
{
    auto& attributes = read.sharing.attributes;
    auto const known = read.sharing.attribute_index(member.key);
    if (known < attributes.size()) return known;
    if (!formula::is_name(member.key)) read.error(member.key_place, say::sharing_attribute_name, {{"found", member.key}});
    auto const& subject = read.reading.subject;
    auto const is_taken = subject.find_input(member.key) != nullptr ||
                          std::ranges::find(subject.quantities, member.key, &Quantity::id) != subject.quantities.end();
    if (is_taken) read.error(member.key_place, say::sharing_attribute_taken, {{"name", member.key}});
    if (!formula::is_name(member.key) || is_taken) return std::nullopt;
    attributes.push_back({member.key, std::nullopt});
    read.first_with.emplace_back();
    return known;
}

base::Argument unit_words(std::string_view name, formula::Unit const& unit)
{
    return unit.text.empty() ? base::Argument(name, say::sharing_no_unit) : base::Argument(name, unit.text);
}

// Zero needs no unit.
void read_attribute(SharingReading& read, Sharing::Player& player, Member const& member)
{
    auto const index = attribute_of(read, member);
    auto const value = read.reading.fields().quantity(member.value);
    if (!index || !value) {
        read.sound = false;
        return;
    }
    player.attributes.resize(std::max(player.attributes.size(), *index + 1), 0);
    player.as_written.resize(player.attributes.size());
    player.attributes[*index] = value->numbers[0] * value->unit.factor;
    player.as_written[*index] = member.value.text;
    auto& unit = read.sharing.attributes[*index].unit;
    if (unit && unit->dimension == value->unit.dimension) return;
    if (value->numbers[0] == 0 && value->unit.text.empty()) return;
    if (unit)
        return read.error(member.value.place, say::sharing_attribute_units,
                          {{"attribute", member.key}, {"player", player.id}, unit_words("found", value->unit),
                           {"first", read.first_with[*index]}, unit_words("expected", *unit)});
    unit = value->unit;
    read.first_with[*index] = player.id;
}

void read_player(SharingReading& read, Member const& member)
{
    Sharing::Player player{member.key, {member.key, member.key}, {}, {}, member.key_place};
    if (!member.value.is_mapping()) return read.error(member.value.place, say::sharing_player_expected, {{"name", member.key}});
    for (auto const& own : member.value.members) {
        if (own.key == "label") player.label = yaml::people_text(own.value, read.reading.findings);
        else read_attribute(read, player, own);
    }
    read.sharing.players.push_back(std::move(player));
}

// Attributes may be met late; each player has all of them.
void check_complete(SharingReading& read, Node const& players)
{
    if (read.sound && read.sharing.attributes.empty()) read.error(players.place, say::sharing_no_attribute);
    for (auto& player : read.sharing.players) {
        auto const& own = players.find(player.id)->members;
        for (auto const& attribute : read.sharing.attributes)
            if (std::ranges::find(own, attribute.name, &Member::key) == own.end())
                read.error(player.place, say::sharing_attribute_missing, {{"player", player.id}, {"attribute", attribute.name}});
        player.attributes.resize(read.sharing.attributes.size());
        player.as_written.resize(read.sharing.attributes.size());
    }
    // All zeros and no unit: pure numbers.
    for (auto& attribute : read.sharing.attributes)
        if (read.sound && !attribute.unit) attribute.unit = formula::Unit{};
}

void read_players(SharingReading& read, Node const& players)
{
    if (!players.is_mapping()) return read.error(players.place, say::sharing_players_expected);
    auto const count = players.members.size();
    if (count < 2) read.error(players.place, say::sharing_few_players, {{"found", count}});
    if (count > base::limits::sharing_players_max)
        return read.error(players.place, say::sharing_many_players, {{"found", count}, {"players_max", base::limits::sharing_players_max}});
    for (auto const& member : players.members) read_player(read, member);
    check_complete(read, players);
}

void read_cost(SharingReading& read, Node const& cost)
{
    auto const text = yaml::scalar(cost, read.reading.findings);
    if (!text) return;
    auto formula = formula::parse_formula(*text, cost.place);
    read.sharing.cost_place = cost.place;
    if (!formula) return read.reading.findings.add(formula.error());
    read.sharing.cost = *std::move(formula);
    read.sharing.cost_text = *text;
}

void check_by(SharingReading& read, Node const& by)
{
    auto const& sharing = read.sharing;
    if (sharing.rule != SharingRule::proportional) return read.error(by.place, say::sharing_by_elsewhere);
    auto const index = sharing.attribute_index(sharing.by);
    if (index == sharing.attributes.size()) {
        std::string known;
        for (auto const& attribute : sharing.attributes) known += (known.empty() ? "" : ", ") + attribute.name;
        if (read.sound) read.error(by.place, say::sharing_by_unknown, {{"found", sharing.by}, {"known", known}});
        return;
    }
    auto is_nothing = true;
    for (auto const& player : sharing.players) {
        if (player.attributes[index] < 0) read.error(by.place, say::sharing_by_negative, {{"by", sharing.by}, {"player", player.id}});
        is_nothing = is_nothing && player.attributes[index] == 0;
    }
    if (read.sound && is_nothing) read.error(by.place, say::sharing_by_nothing);
}

void read_rule(SharingReading& read, Record const& record)
{
    auto& sharing = read.sharing;
    auto const rule = record.choice("rule");
    if (rule) sharing.rule = static_cast<SharingRule>(*rule);
    if (auto const method = record.choice("method")) sharing.method = static_cast<SharingMethod>(*method);
    if (record.has("rule") && !rule) return;  // what goes with it is not known
    auto const* const method = record.find("method");
    if (method != nullptr && sharing.rule != SharingRule::shapley) read.error(method->place, say::sharing_method_elsewhere);
    auto const count = sharing.players.size();
    if (sharing.method == SharingMethod::exact && count > base::limits::sharing_players_exact_max)
        read.error(method->place, say::sharing_many_players_exact, {{"found", count}, {"players_max", base::limits::sharing_players_exact_max}});
    sharing.by = record.text("by");
    if (auto const* const by = record.find("by")) check_by(read, *by);
}

}  // namespace

void read_sharing(Reading& reading, Record const& file)
{
    auto const* const node = file.find("sharing");
    if (node == nullptr) return;
    auto const record = Record(*node, case_section("sharing"), reading.findings);
    SharingReading read{reading};
    if (auto const* const players = record.find("players")) read_players(read, *players);
    if (auto const* const cost = record.find("cost")) read_cost(read, *cost);
    read_rule(read, record);
    if (read.sharing.attributes.empty()) read.sharing.cost_text.clear();  // told already; that the cost uses them is no second mistake
    reading.subject.sharing = std::make_shared<Sharing const>(std::move(read.sharing));
}

}  // namespace alzette::decide
