// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/portfolio.h"
#include "base/catalogue/record.h"
#include "base/format.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "decide/fields.h"
#include "decide/keys.h"
#include "decide/portfolio.h"

#include <algorithm>
#include <set>

namespace alzette::decide {

namespace {

using base::Findings;
using base::MessageId;
using base::Place;
using yaml::Member;
using yaml::Node;
using yaml::Record;

// Errors of a case stand under its own file's name.
void pass_on(Findings const& told, std::string const& file, Findings& findings)
{
    for (auto const& finding : told.in_order_found())
        if (finding.severity == base::Severity::error)
            findings.add({finding.kind, finding.message, finding.place, finding.file.empty() ? file : finding.file});
}

std::optional<Model> read_model(std::string_view text, std::string const& file, ValueLibrary const& library, formula::ReadFile const& read_file,
                                Findings& findings)
{
    Findings told;
    auto read = read_case(text, library, read_file, told);
    auto model = read ? compile_model(*std::move(read), told) : std::nullopt;
    pass_on(told, file, findings);
    return model;
}

std::string known_list(std::vector<std::string_view> const& names)
{
    std::string list;
    for (auto const name : names) list.append(list.empty() ? "" : ", ").append(name);
    return list;
}

std::string digits(double value) { return base::shortest(value); }

std::string timing_of(Timing timing)
{
    constexpr std::string_view names[] = {"start_of_year", "mid_year", "end_of_year"};
    return std::string(names[static_cast<std::size_t>(timing)]);
}

std::string discount_of(Conventions const& conventions)
{
    if (!conventions.discount.from.empty()) return conventions.discount.from;
    return base::percent(conventions.discount.schedule.rate(1, conventions.base_year, conventions.discount.beta), base::Language::en, 6);
}

// What two cases must agree on to be added up.
struct Convention {
    MessageId what;
    bool is_same;
    std::string found;
    std::string expected;
};

std::vector<Convention> compared(Conventions const& a, Conventions const& b)
{
    return {{say::convention_currency, a.currency == b.currency, a.currency, b.currency},
            {say::convention_price_year, a.price_year == b.price_year, std::to_string(a.price_year), std::to_string(b.price_year)},
            {say::convention_base_year, a.base_year == b.base_year, std::to_string(a.base_year), std::to_string(b.base_year)},
            {say::convention_timing, a.timing == b.timing, timing_of(a.timing), timing_of(b.timing)},
            {say::convention_discount, a.discount.schedule == b.discount.schedule, discount_of(a), discount_of(b)},
            {say::convention_public_funds, a.public_funds.multiplier == b.public_funds.multiplier, digits(a.public_funds.multiplier),
             digits(b.public_funds.multiplier)}};
}

class Reader {
public:
    Reader(ValueLibrary const& library, Findings& findings) : library_(library), findings_(findings) {}

    std::optional<Portfolio> read(Node const& root, formula::ReadFile const& read_file)
    {
        auto const file = Record(root, portfolio_section("portfolio"), findings_);
        file.choice("alzette");
        portfolio_.id = file.text("id");
        portfolio_.title = file.people_text("title");
        read_projects(file, read_file);
        read_requirements(file);
        for (auto const& member : members_of(file, "budgets")) read_budget(member);
        for (auto const& member : members_of(file, "not_together")) read_exclusion(member);
        for (auto const& member : members_of(file, "coverage")) read_coverage(member);
        read_shared(file);
        if (auto const draws = file.integer("draws", 0, 1'000'000)) portfolio_.draws = static_cast<std::uint64_t>(*draws);
        if (auto const seed = file.integer("seed", 0, 2'000'000'000)) portfolio_.seed = static_cast<std::uint64_t>(*seed);
        if (file.has("budgets") && file.find("budgets")->members.empty() && file.find("budgets")->is_mapping())
            findings_.error(file.find("budgets")->place, say::budget_missing);
        return finished();
    }

    std::optional<Portfolio> of_cases(std::span<CaseFile const> cases, std::string const& budget)
    {
        portfolio_.id = "portfolio";
        for (auto const& each : cases) {
            auto model = read_model(each.text, each.file, library_, each.read_file, findings_);
            if (!model) continue;
            auto const& subject = *model->subject;
            add_project({subject.id, subject.title, each.file, *std::move(model), {}, {}, {}});
        }
        if (budget.empty()) findings_.error({}, say::budget_missing);
        else if (!portfolio_.projects.empty()) read_total(budget);
        return finished();
    }

private:
    std::optional<Portfolio> finished()
    {
        if (findings_.has_errors()) return std::nullopt;
        return std::move(portfolio_);
    }

    std::span<Member const> members_of(Record const& record, std::string_view key)
    {
        auto const* const node = record.find(key);
        if (node == nullptr) return {};
        if (!node->is_mapping()) return findings_.error(node->place, say::mapping_expected, {{"section", key}}), std::span<Member const>();
        return node->members;
    }

    void read_projects(Record const& file, formula::ReadFile const& read_file)
    {
        auto const members = members_of(file, "projects");
        auto const* const node = file.find("projects");
        if (node != nullptr && node->is_mapping() && members.empty()) findings_.error(node->place, say::portfolio_no_project);
        if (node != nullptr && members.size() > base::limits::projects_max)
            return findings_.error(node->place, say::portfolio_too_many_projects,
                                   {{"found", members.size()}, {"projects_max", base::limits::projects_max}});
        for (auto const& member : members) read_project(member, read_file);
    }

    void read_project(Member const& member, formula::ReadFile const& read_file)
    {
        auto const record = Record(member.value, portfolio_section("project"), findings_);
        declared_.insert(member.key);
        auto communes = record.names("communes");
        for (auto const& commune : communes) communes_declared_.insert(commune);
        auto const* const node = record.find("case");
        auto const file = record.text("case");
        if (node == nullptr || file.empty() || !read_file) return;
        auto const text = read_file(file);
        if (!text) {
            auto error = text.error();
            error.place = node->place;
            error.file.clear();
            return findings_.add(error);
        }
        auto model = read_model(*text, file, library_, read_file, findings_);
        if (!model) return findings_.error(node->place, say::portfolio_case_at_fault, {{"file", file}, {"name", member.key}});
        auto label = record.people_text("label");
        if (label.empty()) label = model->subject->title;
        add_project({member.key, std::move(label), file, *std::move(model), std::move(communes), {}, member.key_place});
    }

    void add_project(Project project)
    {
        if (std::ranges::find(portfolio_.projects, project.id, &Project::id) != portfolio_.projects.end())
            return findings_.error(project.place, say::portfolio_case_twice, {{"name", project.id}});
        if (project.label.empty()) project.label = {project.id, project.id};
        if (!portfolio_.projects.empty()) check_conventions(project);
        portfolio_.projects.push_back(std::move(project));
    }

    void check_conventions(Project const& project)
    {
        auto const& first = portfolio_.projects.front();
        for (auto const& each : compared(project.model.subject->conventions, portfolio_.conventions())) {
            if (each.is_same) continue;
            findings_.error(project.place, say::portfolio_conventions_differ,
                            {{"what", each.what}, {"name", project.id}, {"found", each.found}, {"expected", each.expected}, {"first", first.id}});
        }
    }

    // The names of projects under a key. One whose case is at fault is known, and left out.
    std::vector<std::size_t> projects_of(Record const& record, std::string_view key)
    {
        std::vector<std::size_t> found;
        auto const names = record.names(key);
        for (auto const& name : names) {
            auto const at = std::ranges::find(portfolio_.projects, name, &Project::id);
            if (at != portfolio_.projects.end()) found.push_back(static_cast<std::size_t>(at - portfolio_.projects.begin()));
            else if (!declared_.contains(name)) report_unknown(record.find(key)->place, name, declared_, say::project_unknown, say::project_unknown_near);
        }
        std::ranges::sort(found);
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

    void report_unknown(Place place, std::string const& name, std::set<std::string, std::less<>> const& names, MessageId message, MessageId message_near)
    {
        std::vector<std::string_view> const known(names.begin(), names.end());
        auto const near = base::nearest(name, known);
        if (!near.empty()) findings_.error(place, message_near, {{"found", name}, {"near", near}});
        else findings_.error(place, message, {{"found", name}, {"known", known_list(known)}});
    }

    void read_requirements(Record const& file)
    {
        for (auto const& member : members_of(file, "projects")) {
            if (!member.value.is_mapping() || member.value.find("requires") == nullptr) continue;
            Findings told_already;
            auto const record = Record(member.value, portfolio_section("project"), told_already);
            auto const needs = record.has("requires") ? projects_of(record, "requires") : std::vector<std::size_t>();
            auto const project = std::ranges::find(portfolio_.projects, member.key, &Project::id);
            if (project == portfolio_.projects.end()) continue;
            for (auto const index : needs)
                if (portfolio_.projects[index].id == member.key) findings_.error(member.key_place, say::project_needs_itself, {{"name", member.key}});
            project->requirements = needs;
        }
    }

    void read_budget(Member const& member)
    {
        auto const record = Record(member.value, portfolio_section("budget"), findings_);
        Budget budget{member.key, record.people_text("label"), 0, std::nullopt, record.text("funder"), member.key_place};
        if (budget.label.empty()) budget.label = {member.key, member.key};
        auto const* const years = record.find("years");
        auto const* const amount = record.find("amount");
        if (portfolio_.projects.empty()) return;
        if (years != nullptr) budget.years = Fields{findings_, units()}.span(*years);
        if (years != nullptr && budget.years) check_years(*budget.years, years->place);
        if (!budget.funder.empty()) check_funder(budget.funder, record.find("funder")->place);
        auto const money = amount == nullptr ? std::nullopt : Fields{findings_, units()}.quantity(*amount);
        if (!money) return;
        if (!is_money(*money)) return report_not_money(amount->place, amount->text);
        budget.amount = money->numbers[0] * money->unit.factor;
        portfolio_.budgets.push_back(std::move(budget));
    }

    formula::UnitTable const& units() const { return portfolio_.projects.front().model.subject->units; }

    bool is_money(formula::Uncertain const& value) const
    {
        auto const& currency = portfolio_.conventions().currency;
        return value.numbers[0] >= 0 && value.unit.dimension == units().currency(currency);
    }

    void report_not_money(Place place, std::string const& found)
    {
        findings_.error(place, say::budget_not_money, {{"found", found}, {"currency", portfolio_.conventions().currency}});
    }

    void check_years(YearSpan span, Place place)
    {
        auto const first = portfolio_.conventions().base_year;
        auto last = first;
        for (auto const& project : portfolio_.projects)
            for (auto const& option : project.model.options) last = std::max(last, first + option.option->horizon);
        if (span.last < first || span.first > last)
            findings_.error(place, say::budget_years_outside, {{"first", span.first}, {"last", span.last}, {"from", first}, {"to", last}});
    }

    void check_funder(std::string const& funder, Place place)
    {
        std::set<std::string, std::less<>> known;
        for (auto const& project : portfolio_.projects)
            for (auto const& actor : project.model.subject->actors)
                if (actor.kind == ActorKind::public_body) known.insert(actor.id);
        if (!known.contains(funder)) report_unknown(place, funder, known, say::funder_unknown, say::funder_unknown_near);
    }

    void read_total(std::string const& text)
    {
        auto money = formula::parse_quantity(text, {}, units());
        if (!money) return findings_.add(money.error());
        if (money->unit.text.empty()) money->unit.dimension = units().currency(portfolio_.conventions().currency);
        if (!is_money(*money)) return report_not_money({}, text);
        auto const label = base::Message(say::budget_total).in_both();
        portfolio_.budgets.push_back({"total", label, money->numbers[0] * money->unit.factor, std::nullopt, {}, {}});
    }

    void read_exclusion(Member const& member)
    {
        auto const record = Record(member.value, portfolio_section("exclusion"), findings_);
        Exclusion exclusion{member.key, record.people_text("label"), {}, member.key_place};
        if (exclusion.label.empty()) exclusion.label = {member.key, member.key};
        auto const* const node = record.find("projects");
        if (node == nullptr) return;
        exclusion.projects = projects_of(record, "projects");
        if (node->is_sequence() && node->items.size() < 2) return findings_.error(node->place, say::exclusion_of_one);
        portfolio_.exclusions.push_back(std::move(exclusion));
    }

    void read_coverage(Member const& member)
    {
        auto const record = Record(member.value, portfolio_section("coverage"), findings_);
        Coverage coverage{member.key, record.people_text("label"), {}, record.integer("at_least", 1, 1'000).value_or(1), member.key_place};
        if (coverage.label.empty()) coverage.label = {member.key, member.key};
        if (communes_declared_.empty()) return findings_.error(member.key_place, say::coverage_without_communes);
        auto const* const node = record.find("communes");
        coverage.communes = node == nullptr ? portfolio_.communes() : record.names("communes");
        auto const place = node == nullptr ? member.key_place : node->place;
        for (auto const& commune : coverage.communes) check_commune(commune, coverage.at_least, place);
        portfolio_.coverages.push_back(std::move(coverage));
    }

    void check_commune(std::string const& commune, int at_least, Place place)
    {
        if (!communes_declared_.contains(commune)) {
            std::vector<std::string_view> const known(communes_declared_.begin(), communes_declared_.end());
            auto const near = base::nearest(commune, known);
            if (near.empty()) return findings_.error(place, say::commune_unknown, {{"found", commune}});
            return findings_.error(place, say::commune_unknown_near, {{"found", commune}, {"near", near}});
        }
        auto const offered = std::ranges::count_if(portfolio_.projects, [&](Project const& project) {
            return std::ranges::find(project.communes, commune) != project.communes.end();
        });
        auto const all_are_read = portfolio_.projects.size() == declared_.size();
        if (all_are_read && offered < at_least)
            findings_.error(place, say::coverage_out_of_reach, {{"commune", commune}, {"asked", at_least}, {"offered", offered}});
    }

    void read_shared(Record const& file)
    {
        portfolio_.shared = file.names("shared");
        std::set<std::string, std::less<>> known;
        for (auto const& project : portfolio_.projects)
            for (auto const& input : project.model.inputs)
                if (input.input->value.shape != formula::Shape::point) known.insert(input.input->id);
        if (portfolio_.projects.size() < declared_.size()) return;
        for (auto const& name : portfolio_.shared) {
            if (known.contains(name)) continue;
            std::vector<std::string_view> const names(known.begin(), known.end());
            auto const near = base::nearest(name, names);
            auto const place = file.find("shared")->place;
            if (near.empty()) findings_.error(place, say::shared_unknown, {{"found", name}});
            else findings_.error(place, say::shared_unknown_near, {{"found", name}, {"near", near}});
        }
    }

    ValueLibrary const& library_;
    Findings& findings_;
    Portfolio portfolio_;
    std::set<std::string, std::less<>> declared_;  // projects, also those whose case is at fault
    std::set<std::string, std::less<>> communes_declared_;
};

}  // namespace

std::vector<std::string> Portfolio::communes() const
{
    std::vector<std::string> all;
    for (auto const& project : projects)
        for (auto const& commune : project.communes)
            if (std::ranges::find(all, commune) == all.end()) all.push_back(commune);
    return all;
}

bool is_portfolio(std::string_view yaml_text)
{
    Findings told_later;
    auto const root = yaml::parse(yaml_text, base::limits::case_file_bytes_max, told_later);
    auto const* const format = root ? root->find("alzette") : nullptr;
    return format != nullptr && format->is_scalar() && format->text.starts_with("portfolio");
}

std::optional<Portfolio> read_portfolio(std::string_view yaml_text, ValueLibrary const& library, formula::ReadFile const& read_file, Findings& findings)
{
    auto const root = yaml::parse(yaml_text, base::limits::case_file_bytes_max, findings);
    if (!root) return findings.add(root.error()), std::nullopt;
    if (!root->is_mapping()) return findings.error(root->place, say::not_a_portfolio), std::nullopt;
    return Reader(library, findings).read(*root, read_file);
}

std::optional<Portfolio> portfolio_of_cases(std::span<CaseFile const> cases, std::string const& budget, ValueLibrary const& library, Findings& findings)
{
    if (cases.size() > base::limits::projects_max)
        return findings.error({}, say::portfolio_too_many_projects, {{"found", cases.size()}, {"projects_max", base::limits::projects_max}}), std::nullopt;
    return Reader(library, findings).of_cases(cases, budget);
}

}  // namespace alzette::decide
