// SPDX-License-Identifier: Apache-2.0
#include "decide/value_set.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/record.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "decide/fields.h"
#include "decide/keys.h"

#include <algorithm>
#include <span>

namespace alzette::decide {

namespace {

using base::Findings;
using yaml::Node;
using yaml::Record;

constexpr std::string_view verification_names[] = {"primary", "secondary", "unverified"};

class Reader {
public:
    explicit Reader(Findings& findings) : findings_(findings) {}

    std::optional<ValueSet> read(Node const& root)
    {
        auto const file = Record(root, value_set_section("value set"), findings_);
        if (!root.is_mapping()) return std::nullopt;
        file.choice("alzette");
        set_.id = file.text("id");
        set_.title = file.people_text("title");
        set_.currency = file.text("currency");
        set_.edition = file.text("edition");
        set_.price_index = file.text("price_index");
        set_.units = file.names("units");
        for (auto const& unit : set_.units)
            if (auto const declared = set_.unit_table.declare(unit, root.place); !declared) findings_.add(declared.error());
        for (auto const& member : members_of(file, "values")) value(member);
        for (auto const& member : members_of(file, "missing")) absent(member);
        std::ranges::sort(set_.values, {}, &OfficialValue::id);
        std::ranges::sort(set_.missing, {}, &MissingValue::id);
        check_references(root);
        if (findings_.has_errors()) return std::nullopt;
        return std::move(set_);
    }

private:
    Fields fields() const { return {findings_, set_.unit_table, nullptr}; }

    std::span<yaml::Member const> members_of(Record const& record, std::string_view key)
    {
        auto const* const node = record.find(key);
        if (node != nullptr && !node->is_mapping()) findings_.error(node->place, say::mapping_expected, {{"section", key}});
        return node == nullptr ? std::span<yaml::Member const>{} : node->members;
    }

    std::span<Node const> items_of(Record const& record, std::string_view key)
    {
        auto const* const node = record.find(key);
        if (node != nullptr && !node->is_sequence()) findings_.error(node->place, say::list_expected, {{"key", key}});
        return node == nullptr ? std::span<Node const>{} : node->items;
    }

    void check_references(Node const& root)
    {
        if (set_.price_index.empty()) return;
        auto const* const index = set_.find(set_.price_index);
        if (index == nullptr || !std::holds_alternative<PriceIndex>(index->content))
            findings_.error(root.place, say::price_index_unknown, {{"found", set_.price_index}});
    }

    void absent(yaml::Member const& member)
    {
        auto const record = Record(member.value, value_set_section("missing"), findings_);
        set_.missing.push_back({member.key, record.people_text("reason"), record.text("where")});
    }

    void value(yaml::Member const& member)
    {
        auto const record = Record(member.value, value_set_section("value"), findings_);
        if (!member.value.is_mapping()) return;
        OfficialValue value;
        value.id = member.key;
        value.place = member.key_place;
        value.label = record.people_text("label");
        value.verification = static_cast<Verification>(record.choice("status").value_or(2));
        value.document = record.text("document");
        value.page = record.text("page");
        value.date = record.text("date");
        value.via = record.text("via");
        value.note = record.people_text("note");
        value.superseded_by = record.text("superseded_by");
        value.prices = record.integer("prices", 1900, 2500);
        value.prices_confirmed = record.choice("prices_status").value_or(0) != 2;
        for (auto const& conflict : items_of(record, "conflicts")) value.conflicts.push_back(yaml::people_text(conflict, findings_));
        if (auto const* const grows = record.find("grows")) value.grows = fields().growth(*grows);
        if (content(record, value)) set_.values.push_back(std::move(value));
    }

    bool content(Record const& record, OfficialValue& value)
    {
        constexpr std::string_view kinds[] = {"value", "anchor", "points", "discount", "index"};
        if (std::ranges::count_if(kinds, [&](auto kind) { return record.has(kind); }) != 1) {
            if (!record.has_fault()) findings_.error(value.place, say::value_one_kind, {{"id", value.id}});
            return false;
        }
        if (auto const* const unit = record.find("unit"); unit != nullptr && !record.has("anchor") && !record.has("points"))
            findings_.error(unit->place, say::only_for_points, {{"key", "unit"}, {"name", value.id}});
        if (record.has("value")) return point(record, value);
        if (record.has("discount")) return schedule(*record.find("discount"), value);
        if (record.has("index")) return index(*record.find("index"), value);
        return series(record, value);
    }

    bool point(Record const& record, OfficialValue& value)
    {
        auto read = fields().uncertain(*record.find("value"));
        if (!read) return false;
        value.unit = read->unit;
        value.content = *std::move(read);
        if (auto const* const node = record.find("range")) published_range(*node, value);
        return true;
    }

    void published_range(Node const& node, OfficialValue& value)
    {
        auto const stated = fields().uncertain(node);
        if (!stated) return;
        auto const range = stated->range();
        if (!range || stated->unit.dimension != value.unit.dimension)
            return findings_.error(node.place, say::published_range_expected, {{"id", value.id}, {"unit", value.unit.text}});
        auto const scale = stated->unit.factor / value.unit.factor;
        value.range = formula::Range{range->low * scale, range->high * scale};
    }

    bool series(Record const& record, OfficialValue& value)
    {
        Series series;
        std::optional<formula::Unit> unit;
        if (auto const* const node = record.find("unit")) unit = fields().unit(*node);
        if (auto const* const node = record.find("points")) {
            auto points = fields().points(*node, unit);
            if (!points) return false;
            series.points = *std::move(points);
        }
        if (auto const* const node = record.find("anchor"); node != nullptr && !anchor(*node, series, unit)) return false;
        series.interpolation = static_cast<Interpolation>(record.choice("interpolation").value_or(0));
        series.extend = static_cast<Extend>(record.choice("extend").value_or(0));
        if (auto const* const node = record.find("published")) series.published = fields().span(*node);
        value.unit = unit.value_or(formula::Unit{});
        value.content = std::move(series);
        return true;
    }

    bool anchor(Node const& node, Series& series, std::optional<formula::Unit>& unit)
    {
        auto const record = Record(node, value_set_section("anchor"), findings_);
        auto const year = record.integer("year", 1900, 2500);
        auto const growth = fields().plain(record.find("growth"));
        auto const* const value_node = record.find("value");
        auto const value = value_node == nullptr ? std::nullopt : fields().quantity(*value_node);
        if (!year || !growth || !value) return false;
        if (!value->unit.text.empty()) unit = value->unit;
        series.anchor = Series::Anchor{*year, value->numbers[0], *growth};
        return true;
    }

    // `rate`, or `risk_free` and `premium`
    DiscountStep rates(Record const& record) const
    {
        auto const rate = fields().plain(record.find("rate"));
        DiscountStep step;
        step.risk_free = rate ? *rate : fields().plain(record.find("risk_free")).value_or(0);
        step.premium = fields().plain(record.find("premium")).value_or(0);
        if (!record.has("rate") && !record.has("risk_free") && !record.has_fault()) findings_.error(record.place(), say::discount_needs_rate, {});
        for (std::string_view const key : {"rate", "risk_free", "premium"})
            if (auto const* const node = record.find(key); node != nullptr && !is_rate(key == "premium" ? step.premium : step.risk_free))
                findings_.error(node->place, say::rate_out_of_range, {{"found", node->text}});
        return step;
    }

    static bool is_rate(double rate) { return rate > -1 && rate <= 1; }

    // In the order of time, as far as two steps can be compared.
    static bool follows(DiscountStep const& before, DiscountStep const& step)
    {
        if (before.from_year && step.from_year) return *before.from_year < *step.from_year;
        return before.from_year || step.from_year || before.from < step.from;
    }

    bool schedule(Node const& node, OfficialValue& value)
    {
        auto const record = Record(node, value_set_section("discount"), findings_);
        if (!node.is_mapping()) return false;
        DiscountSchedule schedule;
        schedule.beta = fields().plain(record.find("beta")).value_or(1);
        if (!record.has("steps")) schedule.steps.push_back(rates(record));
        for (auto const& item : items_of(record, "steps")) {
            auto const step_record = Record(item, value_set_section("step"), findings_);
            auto step = rates(step_record);
            step.from = step_record.integer("from", 0, 1000).value_or(1);
            step.from_year = step_record.integer("from_year", 1900, 2500);
            if (!schedule.steps.empty() && !follows(schedule.steps.back(), step))
                findings_.error(item.place, say::steps_not_rising, {{"id", value.id}});
            schedule.steps.push_back(step);
        }
        if (schedule.steps.empty()) {
            if (record.find("steps")->is_sequence()) findings_.error(record.place(), say::discount_needs_rate, {});
            return false;
        }
        value.content = std::move(schedule);
        return true;
    }

    bool index(Node const& node, OfficialValue& value)
    {
        auto const record = Record(node, value_set_section("index"), findings_);
        auto const* const points_node = record.find("points");
        std::optional<formula::Unit> unit;
        auto points = points_node == nullptr ? std::nullopt : fields().points(*points_node, unit);
        if (!points) return false;
        PriceIndex index;
        index.points.points = *std::move(points);
        value.content = std::move(index);
        return true;
    }

    Findings& findings_;
    ValueSet set_;
};

}  // namespace

std::string_view name_of(Verification verification) { return verification_names[static_cast<std::size_t>(verification)]; }

OfficialValue const* ValueSet::find(std::string_view value_id) const
{
    auto const found = std::ranges::lower_bound(values, value_id, {}, &OfficialValue::id);
    return found != values.end() && found->id == value_id ? &*found : nullptr;
}

MissingValue const* ValueSet::find_missing(std::string_view value_id) const
{
    auto const found = std::ranges::lower_bound(missing, value_id, {}, &MissingValue::id);
    return found != missing.end() && found->id == value_id ? &*found : nullptr;
}

std::optional<ValueSet> read_value_set(std::string_view yaml_text, Findings& findings)
{
    auto const root = yaml::parse(yaml_text, base::limits::case_file_bytes_max, findings);
    if (!root) {
        findings.add(root.error());
        return std::nullopt;
    }
    auto set = Reader(findings).read(*root);
    if (set) set->sha256 = base::sha256(yaml_text);
    return set;
}

}  // namespace alzette::decide
