// SPDX-License-Identifier: Apache-2.0
#include "decide/case_reader.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/record.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "decide/keys.h"
#include "decide/reading.h"
#include "decide/target.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <span>
#include <utility>

namespace alzette::decide {

namespace {

using yaml::Member;
using yaml::Node;
using yaml::Record;

void read_actors(Reading& reading, Record const& file)
{
    auto const members = members_of(reading, file, "actors");
    reading.at_fault.actors = members.empty();
    for (auto const& member : members) {
        auto const record = Record(member.value, case_section("actor"), reading.findings);
        Actor actor{member.key, ActorKind::users, record.people_text("label"), member.key_place};
        if (auto const kind = record.choice("kind")) actor.kind = static_cast<ActorKind>(*kind);
        if (actor.label.empty()) actor.label = {member.key, member.key};
        reading.subject.actors.push_back(std::move(actor));
    }
}

// A name at fault as formulas see it: "co2-content" is the two names co2 and content there.
void add_names_in(std::string_view text, std::set<std::string, std::less<>>& names)
{
    names.emplace(text);
    std::string name;
    for (auto const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || byte == '_' || byte >= 0x80) name += c;
        else names.insert(std::exchange(name, {}));
    }
    names.insert(std::move(name));
}

void read_inputs(Reading& reading, Record const& file)
{
    for (auto const& member : members_of(reading, file, "inputs")) {
        auto input = check_name(reading, member) ? read_input(reading, member, nullptr) : std::nullopt;
        if (input) reading.subject.inputs.push_back(*std::move(input));
        else add_names_in(member.key, reading.faulty);
    }
    reading.subject.quantities = read_quantities(reading, file);
    auto const is_empty = [&](std::string_view key) { return !file.has(key) || file.find(key)->members.empty(); };
    auto const is_absent = is_empty("inputs") || is_empty("quantities");
    reading.at_fault.names = reading.at_fault.names || (is_absent && file.has_fault());
}

void read_reference(Reading& reading, Record const& file)
{
    auto const* const node = file.find("reference");
    if (node == nullptr) return;
    auto& reference = reading.subject.reference;
    reference.horizon = reading.longest_horizon;
    reference.place = node->place;
    auto const is_text = node->is_scalar() || node->find("en") != nullptr || node->find("fr") != nullptr;
    if (is_text) {
        reference.label = yaml::people_text(*node, reading.findings);
        return;
    }
    auto const record = Record(*node, case_section("reference"), reading.findings);
    reference.label = record.people_text("label");
    read_flows(reading, record, reference);
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
    variant.quantities = read_quantities(reading, record);
    read_flows(reading, record, variant);
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

void read_thresholds(Reading& reading, Record const& file)
{
    auto const* const node = file.find("thresholds");
    if (node == nullptr) return;
    if (!node->is_sequence()) return reading.error(node->place, say::list_expected, {{"key", "thresholds"}});
    if (node->items.size() > base::limits::names_max)
        return reading.error(node->place, say::too_many_names, {{"section", "thresholds"}, {"names_max", base::limits::names_max}});
    for (auto const& item : node->items) {
        auto const record = Record(item, case_section("threshold"), reading.findings);
        auto const* const solve = record.find("solve");
        auto const* const until = record.find("until");
        if (solve != nullptr) check_input_name(reading, *solve);
        if (solve == nullptr || until == nullptr) continue;
        auto target = parse_target(record.text("until"), until->place);
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
        group.share = reading.fields().share(record.find("share")).value_or(0);
        group.income = reading.fields().plain(record.find("income")).value_or(1);
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
        auto parsed = text ? formula::parse_formula(*text, formula->place) : base::Result<formula::Expression>(formula::Expression{});
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
    if (file.has("evidence")) aside.push_back(say::evidence_set_aside);
}

void read_uncertainty(Reading& reading, Record const& file)
{
    auto const* const node = file.find("uncertainty");
    if (node == nullptr) return;
    auto const record = Record(*node, case_section("uncertainty"), reading.findings);
    auto& request = reading.subject.uncertainty;
    if (auto const draws = record.integer("draws", 0, base::limits::draws_max)) request.draws = static_cast<std::uint64_t>(*draws);
    if (auto const seed = record.integer("seed", 0, base::limits::seed_max)) request.seed = static_cast<std::uint64_t>(*seed);
    if (auto const method = record.choice("method")) request.method = static_cast<Method>(*method);
}

// Of the case and its variants: how far series and the reference must reach.
int longest_horizon(Case const& subject, Record const& file)
{
    auto longest = subject.conventions.horizon;
    auto const* const variants = file.find("variants");
    if (variants == nullptr) return longest;
    base::Findings told_later;
    for (auto const& variant : variants->members)
        if (auto const* const horizon = variant.value.find("horizon"))
            longest = std::max(longest, yaml::integer(*horizon, 1, base::limits::horizon_max, told_later).value_or(1));
    return longest;
}

void read_variants(Reading& reading, Record const& file)
{
    auto const members = members_of(reading, file, "variants");
    if (members.size() > base::limits::variants_max)
        return reading.error(file.find("variants")->place, say::too_many_names,
                             {{"section", "variants"}, {"names_max", base::limits::variants_max}});
    for (auto const& member : members) read_variant(reading, member);
}

void read_root(Reading& reading, Node const& root, ValueLibrary const& library)
{
    auto const file = Record(root, case_section("case"), reading.findings);
    auto& subject = reading.subject;
    file.choice("alzette");
    subject.id = file.text("id");
    subject.title = file.people_text("title");
    subject.question = file.people_text("question");
    auto const* const units = file.find("units");
    reading.at_fault.units = units == nullptr ? file.has_fault() : !units->is_sequence();
    for (auto const& unit : file.names("units"))
        if (auto const declared = subject.units.declare(unit, units->place); !declared) reading.findings.add(declared.error());
    if (auto const* const territory = file.find("territory"))
        subject.territory = Record(*territory, case_section("territory"), reading.findings).people_text("name");
    if (auto const* const conventions = file.find("conventions")) read_conventions(reading, *conventions, library);
    else reading.at_fault.years = reading.at_fault.money = reading.at_fault.values = true;
    reading.longest_horizon = longest_horizon(subject, file);
    read_actors(reading, file);
    read_inputs(reading, file);
    read_reference(reading, file);
    subject.project.label = subject.title;
    subject.project.horizon = subject.conventions.horizon;
    subject.project.residual = subject.conventions.residual;
    read_flows(reading, file, subject.project);
    read_variants(reading, file);
    read_unmeasured(reading, file);
    read_thresholds(reading, file);
    read_groups(reading, file);
    read_claims(reading, file);
    read_uncertainty(reading, file);
    read_correlations(reading, file);
    read_scenarios(reading, file);
    read_trials(reading, file);
    read_sharing(reading, file);
    read_set_aside(reading, file);
}

}  // namespace

void check_input_name(Reading& reading, Node const& node)
{
    auto const name = yaml::scalar(node, reading.findings);
    auto const is_known = !name || reading.subject.find_input(*name) != nullptr || reading.faulty.contains(*name);
    if (is_known || reading.at_fault.names) return;
    auto const near = base::nearest(*name, input_names(reading.subject));
    if (near.empty()) reading.error(node.place, say::input_unknown, {{"found", *name}});
    else reading.error(node.place, say::input_unknown_near, {{"found", *name}, {"near", near}});
}

std::span<Member const> members_of(Reading& reading, Record const& record, std::string_view key)
{
    auto const* const node = record.find(key);
    if (node == nullptr || (node->is_mapping() && node->members.size() <= base::limits::names_max))
        return node == nullptr ? std::span<Member const>{} : node->members;
    if (node->is_mapping()) reading.error(node->place, say::too_many_names, {{"section", key}, {"names_max", base::limits::names_max}});
    else reading.error(node->place, say::mapping_expected, {{"section", key}});
    reading.at_fault.names = reading.at_fault.names || key == "inputs" || key == "quantities";
    return {};
}

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
    auto reading = Reading{findings, read_file, read.subject};
    read_root(reading, *root, library);
    read.faulty = std::move(reading.faulty);
    read.names_known = !reading.at_fault.names;
    return read;
}

}  // namespace alzette::decide
