// SPDX-License-Identifier: Apache-2.0
#include "decide/case_reader.h"

#include "base/limits.h"
#include "base/nearest.h"
#include "decide/keys.h"
#include "decide/reading.h"
#include "decide/target.h"

#include <algorithm>

namespace alzette::decide {

namespace {

using yaml::Member;
using yaml::Node;
using yaml::Record;

// A name a formula may use.
bool check_name(Reading& reading, Member const& member)
{
    if (formula::is_name(member.key)) return true;
    reading.error(member.key_place, formula::is_reserved(member.key) ? say::name_reserved : say::name_unsuitable, {{"found", member.key}});
    return false;
}

// The members under a key that holds named records; reports anything else.
std::span<Member const> members_of(Reading& reading, Record const& record, std::string_view key)
{
    auto const* const node = record.find(key);
    if (node == nullptr) return {};
    if (!node->is_mapping()) return reading.error(node->place, say::mapping_expected, {{"section", key}}), std::span<Member const>{};
    if (node->members.size() > base::limits::names_max)
        return reading.error(node->place, say::too_many_names, {{"section", key}, {"names_max", base::limits::names_max}}), std::span<Member const>{};
    return node->members;
}

void read_actors(Reading& reading, Record const& file)
{
    for (auto const& member : members_of(reading, file, "actors")) {
        auto const record = Record(member.value, case_section("actor"), reading.findings);
        Actor actor{member.key, ActorKind::users, record.people_text("label"), member.key_place};
        if (auto const kind = record.choice("kind")) actor.kind = static_cast<ActorKind>(*kind);
        if (actor.label.empty()) actor.label = {member.key, member.key};
        reading.subject.actors.push_back(std::move(actor));
    }
}

void read_inputs(Reading& reading, Record const& file)
{
    for (auto const& member : members_of(reading, file, "inputs")) {
        if (!check_name(reading, member)) continue;
        auto input = read_input(reading, member, nullptr);
        if (input) reading.subject.inputs.push_back(*std::move(input));
        else reading.faulty.insert(member.key);
    }
    if (auto const* const node = file.find("quantities"); node != nullptr && !members_of(reading, file, "quantities").empty()) {
        for (auto const& member : node->members) {
            check_name(reading, member);
            if (reading.subject.find_input(member.key) != nullptr)
                reading.error(member.key_place, say::name_is_input_too, {{"name", member.key}});
        }
        reading.subject.quantities = read_quantities(reading, *node);
    }
}

void read_reference(Reading& reading, Record const& file)
{
    auto const* const node = file.find("reference");
    if (node == nullptr) return;
    auto& reference = reading.subject.reference;
    reference.horizon = reading.subject.conventions.horizon;
    reference.place = node->place;
    auto const is_text = node->is_scalar() || node->find("en") != nullptr || node->find("fr") != nullptr;
    if (is_text) {
        reference.label = yaml::people_text(*node, reading.findings);
        return;
    }
    auto const record = Record(*node, case_section("reference"), reading.findings);
    reference.label = record.people_text("label");
    read_flows(reading, record.find("effects"), record.find("transfers"), false, reference.flows);
}

void read_variant(Reading& reading, Member const& member)
{
    auto const record = Record(member.value, case_section("variant"), reading.findings);
    if (!member.value.is_mapping()) return;
    Option variant = reading.subject.project;
    variant.id = member.key;
    variant.place = member.key_place;
    variant.label = record.people_text("label");
    if (variant.label.empty()) variant.label = {member.key, member.key};
    if (auto const horizon = record.integer("horizon", 1, base::limits::horizon_max)) variant.horizon = *horizon;
    if (auto const* const residual = record.find("residual"))
        if (auto const read = read_residual(reading, *residual)) variant.residual = *read;
    for (auto const& input : members_of(reading, record, "inputs")) {
        auto const* const inherited = reading.subject.find_input(input.key);
        if (inherited == nullptr && !reading.faulty.contains(input.key)) {
            reading.error(input.key_place, say::variant_input_unknown, {{"name", input.key}});
            continue;
        }
        if (auto read = inherited == nullptr ? std::nullopt : read_input(reading, input, inherited)) variant.inputs.push_back(*std::move(read));
    }
    if (auto const* const quantities = record.find("quantities"); quantities != nullptr && quantities->is_mapping())
        variant.quantities = read_quantities(reading, *quantities);
    read_flows(reading, record.find("effects"), record.find("transfers"), true, variant.flows);
    reading.subject.variants.push_back(std::move(variant));
}

void read_unmeasured(Reading& reading, Record const& file)
{
    for (auto const& member : members_of(reading, file, "unmeasured")) {
        auto const record = Record(member.value, case_section("unmeasured"), reading.findings);
        Unmeasured item{member.key, record.people_text("label"), {}, record.choice("direction").value_or(0) == 0, record.people_text("in"),
                        record.people_text("note")};
        if (auto const* const actor = record.find("actor")) item.actor = read_actor(reading, *actor);
        if (item.label.empty()) item.label = {member.key, member.key};
        reading.subject.unmeasured.push_back(std::move(item));
    }
}

std::vector<std::string_view> input_names(Case const& subject)
{
    std::vector<std::string_view> names;
    for (auto const& input : subject.inputs) names.emplace_back(input.id);
    return names;
}

// An input's name where one is asked for (a threshold, a pilot).
void check_input_name(Reading& reading, Node const& node)
{
    auto const name = yaml::scalar(node, reading.findings);
    if (!name || reading.subject.find_input(*name) != nullptr || reading.faulty.contains(*name)) return;
    auto const near = base::nearest(*name, input_names(reading.subject));
    if (near.empty()) reading.error(node.place, say::input_unknown, {{"found", *name}});
    else reading.error(node.place, say::input_unknown_near, {{"found", *name}, {"near", near}});
}

void read_thresholds(Reading& reading, Record const& file)
{
    auto const* const node = file.find("thresholds");
    if (node == nullptr) return;
    if (!node->is_sequence()) return reading.error(node->place, say::list_expected, {{"key", "thresholds"}});
    for (auto const& item : node->items) {
        auto const record = Record(item, case_section("threshold"), reading.findings);
        auto const* const solve = record.find("solve");
        auto const* const until = record.find("until");
        if (solve != nullptr) check_input_name(reading, *solve);
        if (solve == nullptr || until == nullptr) continue;
        auto target = parse_target(record.text("until"), text_place(*until));
        if (target) reading.subject.thresholds.push_back({record.text("solve"), *std::move(target), solve->place});
        else reading.findings.add(target.error());
    }
}

void read_groups(Reading& reading, Record const& file)
{
    for (auto const& member : members_of(reading, file, "groups")) {
        auto const record = Record(member.value, case_section("group"), reading.findings);
        Group group{member.key, record.people_text("label"), {}, 0, 1, member.key_place};
        if (group.label.empty()) group.label = {member.key, member.key};
        if (auto const* const of = record.find("of")) group.of = read_actor(reading, *of);
        group.share = reading.fields().plain(record.find("share")).value_or(0);
        group.income = reading.fields().plain(record.find("income")).value_or(1);
        if (group.share < 0 || group.share > 1) reading.error(record.find("share")->place, say::share_out_of_range, {{"found", group.share}});
        if (!(group.income > 0)) reading.error(record.find("income")->place, say::income_not_positive, {});
        reading.subject.groups.push_back(std::move(group));
    }
    for (auto const& actor : reading.subject.actors) {
        double sum = 0;
        for (auto const& group : reading.subject.groups) sum += group.of == actor.id ? group.share : 0;
        if (sum > 1 + 1e-9) reading.error(file.find("groups")->place, say::shares_above_one, {{"actor", actor.id}, {"sum", sum}});
    }
}

void read_claims(Reading& reading, Record const& file)
{
    for (auto const& member : members_of(reading, file, "claims")) {
        auto const record = Record(member.value, case_section("claim"), reading.findings);
        auto const* const says = record.find("says");
        auto const* const formula = record.find("formula");
        if (says == nullptr || formula == nullptr) continue;
        auto published = reading.fields().quantity(*says);
        auto const text = yaml::scalar(*formula, reading.findings);
        auto parsed = text ? formula::parse_formula(*text, text_place(*formula)) : base::Result<formula::Expression>(formula::Expression{});
        if (!parsed) reading.findings.add(parsed.error());
        if (!published || !text || !parsed) continue;
        auto const tolerance = reading.fields().plain(record.find("tolerance"));
        reading.subject.claims.push_back({member.key, *std::move(published), *std::move(parsed), *text, tolerance.value_or(Claim{}.tolerance),
                                          record.text("source"), member.key_place});
    }
}

// Understood, and not computed yet: the keys are checked and the report says so.
void read_set_aside(Reading& reading, Record const& file)
{
    auto& aside = reading.subject.set_aside;
    for (auto const& member : members_of(reading, file, "pilots")) {
        auto const record = Record(member.value, case_section("pilot"), reading.findings);
        if (auto const* const measures = record.find("measures")) check_input_name(reading, *measures);
        if (auto const* const cost = record.find("cost")) reading.fields().uncertain(*cost);
    }
    if (file.has("pilots")) aside.push_back(say::pilots_set_aside);
    if (auto const* const sharing = file.find("sharing")) {
        Record(*sharing, case_section("sharing"), reading.findings);
        aside.push_back(say::sharing_set_aside);
    }
    if (file.has("evidence")) aside.push_back(say::evidence_set_aside);
    if (auto const* const list = file.find("correlations")) {
        for (auto const& item : list->items) Record(item, case_section("correlation"), reading.findings);
        aside.push_back(say::correlations_set_aside);
    }
    if (auto const* const node = file.find("uncertainty")) {
        auto const record = Record(*node, case_section("uncertainty"), reading.findings);
        reading.subject.uncertainty = {static_cast<std::uint64_t>(record.integer("draws", 1, 1'000'000'000).value_or(0)),
                                       static_cast<std::uint64_t>(record.integer("seed", 0, 2'000'000'000).value_or(0)), record.text("method")};
        aside.push_back(say::uncertainty_set_aside);
    }
}

void read_root(Reading& reading, Node const& root, ValueLibrary const& library)
{
    auto const file = Record(root, case_section("case"), reading.findings);
    auto& subject = reading.subject;
    file.choice("alzette");
    subject.id = file.text("id");
    subject.title = file.people_text("title");
    subject.question = file.people_text("question");
    for (auto const& unit : file.names("units"))
        if (auto const declared = subject.units.declare(unit, file.find("units")->place); !declared) reading.findings.add(declared.error());
    if (auto const* const territory = file.find("territory"))
        subject.territory = Record(*territory, case_section("territory"), reading.findings).people_text("name");
    if (auto const* const conventions = file.find("conventions")) read_conventions(reading, *conventions, library);
    read_actors(reading, file);
    read_inputs(reading, file);
    read_reference(reading, file);
    subject.project.label = subject.title;
    subject.project.horizon = subject.conventions.horizon;
    subject.project.residual = subject.conventions.residual;
    read_flows(reading, file.find("effects"), file.find("transfers"), false, subject.project.flows);
    for (auto const& member : members_of(reading, file, "variants")) read_variant(reading, member);
    read_unmeasured(reading, file);
    read_thresholds(reading, file);
    read_groups(reading, file);
    read_claims(reading, file);
    read_set_aside(reading, file);
}

}  // namespace

std::optional<ReadCase> read_case(std::string_view yaml_text, ValueLibrary const& library, formula::ReadFile const& read_file, base::Findings& findings)
{
    auto const root = yaml::parse(yaml_text, base::limits::case_file_bytes_max, findings);
    if (!root) {
        findings.add(root.error());
        return std::nullopt;
    }
    if (!root->is_mapping()) {
        findings.error(root->place, say::not_a_case, {});
        return std::nullopt;
    }
    ReadCase read;
    auto reading = Reading{findings, read_file, read.subject, {}};
    read_root(reading, *root, library);
    read.faulty = std::move(reading.faulty);
    return read;
}

}  // namespace alzette::decide
