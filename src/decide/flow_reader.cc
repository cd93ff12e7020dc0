// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/decide.h"
#include "base/catalogue/record.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "decide/keys.h"
#include "decide/reading.h"
#include "formula/number.h"

#include <algorithm>

namespace alzette::decide {

namespace {

using yaml::Node;
using yaml::Record;

void read_amount(Reading& reading, Node const& node, Flow& flow)
{
    auto const text = yaml::scalar(node, reading.findings);
    if (!text) return;
    flow.amount_text = *text;
    flow.amount_place = node.place;
    auto parsed = formula::parse_formula(*text, flow.amount_place);
    if (parsed) flow.amount = *std::move(parsed);
    else reading.findings.add(parsed.error());
}

void read_at(Reading& reading, Node const& node, int last, Occurrence& occurrence)
{
    auto const add = [&](Node const& item) {
        if (auto const t = yaml::integer(item, 0, last, reading.findings)) occurrence.at.push_back(*t);
    };
    if (node.is_sequence()) std::ranges::for_each(node.items, add);
    else add(node);
    std::ranges::sort(occurrence.at);
    auto const doubled = std::ranges::adjacent_find(occurrence.at);
    if (doubled != occurrence.at.end()) reading.error(node.place, say::at_doubled, {{"t", *doubled}});
    if (node.is_sequence() && node.items.empty()) reading.error(node.place, say::value_missing, {});
    // At fault, it is a one-off all the same.
    if (occurrence.at.empty()) occurrence.at.push_back(0);
}

void read_occurrence(Reading& reading, Record const& record, int horizon, Flow& flow)
{
    if (!record.has("at") && !record.has("every") && !record.has("during")) return;
    flow.occurrence = {};
    if (auto const* const at = record.find("at")) read_at(reading, *at, horizon, flow.occurrence);
    if (record.has("every")) flow.occurrence.every = record.integer("every", 1, base::limits::horizon_max).value_or(1);
    auto const* const during = record.find("during");
    if (during == nullptr) return;
    if (record.has("at") || record.has("every")) return reading.error(during->place, say::during_with_at, {});
    flow.occurrence.during = reading.fields().span(*during);
    auto const& span = flow.occurrence.during;
    if (span && (span->first < 1 || span->last > horizon))
        reading.error(during->place, say::during_outside_horizon, {{"found", during->text}, {"horizon", horizon}});
}

// A share such as 51 %, written in place or named in the value set.
std::optional<formula::Uncertain> read_share(Reading& reading, Record const& record, std::string_view key)
{
    auto const* const node = record.find(key);
    if (node == nullptr) return std::nullopt;
    auto const text = record.text(key);
    if (!formula::read_number(text)) {
        auto const* const value = official_value(reading, text, node->place);
        if (value == nullptr) return std::nullopt;
        auto const* const point = std::get_if<formula::Uncertain>(&value->content);
        if (point == nullptr) return reading.error(node->place, say::official_not_an_input, {{"id", text}}), std::nullopt;
        if (point->unit.dimension.is_none()) return *point;
    } else {
        auto value = reading.fields().quantity(*node);
        if (!value || value->unit.dimension.is_none()) return value;
    }
    reading.error(node->place, say::plain_number_expected, {{"found", text}});
    return std::nullopt;
}

void read_cost_keys(Reading& reading, Record const& record, Flow& flow)
{
    for (std::string_view const key : {"optimism", "mitigated"}) {
        auto share = read_share(reading, record, key);
        if (!share) continue;
        auto const* const node = record.find(key);
        if (flow.kind != FlowKind::cost) reading.error(node->place, say::only_for_costs, {{"key", key}});
        auto const part = share->central() * share->unit.factor;
        if (key == "mitigated" && (part < 0 || part > 1)) reading.error(node->place, say::share_out_of_range, {{"found", node->text}});
        (key == "optimism" ? flow.optimism : flow.mitigated) = std::move(share);
    }
    if (auto const life = reading.fields().years(record.find("life"))) {
        flow.life = life;
        if (flow.kind != FlowKind::cost) reading.error(record.find("life")->place, say::only_for_costs, {{"key", "life"}});
    }
}

void read_effect(Reading& reading, yaml::Member const& member, yaml::Completeness completeness, int horizon, Flow& flow)
{
    auto const record = Record(member.value, case_section("effect"), reading.findings, completeness);
    if (!member.value.is_mapping()) return;
    if (record.has("to") && record.has("by")) reading.error(member.key_place, say::to_or_by, {{"name", member.key}});
    if (auto const* const to = record.find("to")) flow.actor = read_actor(reading, *to), flow.kind = FlowKind::gain;
    if (auto const* const by = record.find("by")) flow.actor = read_actor(reading, *by), flow.kind = FlowKind::cost;
    auto const is_silent = flow.actor.empty() && !record.has("to") && !record.has("by");
    if (is_silent && !record.has_fault()) reading.error(member.key_place, say::to_or_by, {{"name", member.key}});
    if (record.has("category")) flow.category = record.text("category");
    if (auto const* const amount = record.find("amount")) read_amount(reading, *amount, flow);
    if (record.has("label")) flow.label = record.people_text("label");
    if (record.has("note")) flow.note = record.people_text("note");
    if (auto const beta = reading.fields().plain(record.find("beta"))) {
        flow.beta = beta;
        if (!reading.subject.conventions.discount.schedule.has_premium())
            reading.findings.warning(record.find("beta")->place, say::beta_without_premium, {});
    }
    read_occurrence(reading, record, horizon, flow);
    read_cost_keys(reading, record, flow);
}

void read_transfer(Reading& reading, yaml::Member const& member, yaml::Completeness completeness, int horizon, Flow& flow)
{
    auto const record = Record(member.value, case_section("transfer"), reading.findings, completeness);
    if (!member.value.is_mapping()) return;
    flow.kind = FlowKind::transfer;
    flow.category = "transfer";
    if (auto const* const from = record.find("from")) flow.actor = read_actor(reading, *from);
    if (auto const* const to = record.find("to")) flow.to = read_actor(reading, *to);
    if (!flow.actor.empty() && flow.actor == flow.to) reading.error(member.key_place, say::transfer_to_itself, {{"actor", flow.to}});
    if (auto const* const amount = record.find("amount")) read_amount(reading, *amount, flow);
    if (record.has("label")) flow.label = record.people_text("label");
    if (record.has("note")) flow.note = record.people_text("note");
    read_occurrence(reading, record, horizon, flow);
}

using ReadFlow = void (*)(Reading&, yaml::Member const&, yaml::Completeness, int horizon, Flow&);

void read_all(Reading& reading, Record const& record, bool is_transfer, Option& option)
{
    auto const is_variant = !option.id.empty();
    auto& flows = option.flows;
    ReadFlow const read = is_transfer ? read_transfer : read_effect;
    for (auto const& member : members_of(reading, record, is_transfer ? "transfers" : "effects")) {
        auto const existing = std::ranges::find_if(flows, [&](Flow const& flow) {
            return flow.id == member.key && (flow.kind == FlowKind::transfer) == is_transfer;
        });
        auto const known = is_variant && existing != flows.end();
        if (member.value.is_scalar() && member.value.text == "none") {
            if (known) flows.erase(existing);
            else reading.error(member.key_place, say::nothing_to_leave_out, {{"name", member.key}});
            continue;
        }
        if (known) {
            read(reading, member, yaml::Completeness::partial, option.horizon, *existing);
            continue;
        }
        Flow flow;
        flow.id = member.key;
        flow.place = member.key_place;
        flow.label = {member.key, member.key};
        read(reading, member, yaml::Completeness::whole, option.horizon, flow);
        flows.push_back(std::move(flow));
    }
}

}  // namespace

std::string read_actor(Reading const& reading, Node const& node)
{
    auto const name = yaml::scalar(node, reading.findings);
    if (!name) return {};
    if (reading.subject.find_actor(*name) != nullptr || reading.at_fault.actors) return *name;
    std::vector<std::string_view> known;
    std::string list;
    for (auto const& actor : reading.subject.actors) {
        known.emplace_back(actor.id);
        list.append(list.empty() ? "" : ", ").append(actor.id);
    }
    auto const near = base::nearest(*name, known);
    if (near.empty()) reading.error(node.place, say::actor_unknown, {{"found", *name}, {"known", list}});
    else reading.error(node.place, say::actor_unknown_near, {{"found", *name}, {"near", near}});
    return *name;
}

void read_flows(Reading& reading, Record const& record, Option& option)
{
    read_all(reading, record, false, option);
    read_all(reading, record, true, option);
}

}  // namespace alzette::decide
