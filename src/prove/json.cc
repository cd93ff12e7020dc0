// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"
#include "prove/cube.h"
#include "prove/json_sharing.h"
#include "prove/json_trials.h"
#include "prove/json_uncertainty.h"
#include "prove/render.h"
#include "prove/wording.h"

// docs/formats/results.md has the keys. A key once published keeps its name and its meaning; further ones may follow it.
namespace alzette::prove {

using base::JsonWriter;
using base::Language;
using decide::Evaluation;
using decide::FlowKind;
using decide::Input;
using decide::OptionResult;

namespace {

std::optional<std::string> unless_empty(std::string text)
{
    if (text.empty()) return std::nullopt;
    return text;
}

void label_of(JsonWriter& json, base::Text const& label, Language language) { json.member("label", unless_empty(label.in(language))); }

void write_case(JsonWriter& json, decide::Case const& subject, Language language)
{
    json.key("case").object([&] {
        json.member("id", subject.id);
        json.member("title", subject.title.in(language));
        if (!subject.values) return json.key("values").null();
        json.key("values").object([&] {
            json.member("id", subject.values->id);
            json.member("sha256", subject.values->sha256);
        });
    });
}

void write_verdict(JsonWriter& json, decide::Verdict const& verdict, Language language)
{
    json.key("verdict").object([&] {
        json.member("outcome", decide::name_of(verdict.outcome));
        json.member("because", verdict.because.in(language));
        json.member("carried_by", unless_empty(verdict.carried_by));
    });
}

void write_ratios_and_returns(JsonWriter& json, decide::Indicators const& of)
{
    json.member("npv", of.npv);
    json.member("public_outlay", of.public_outlay);
    json.member("npv_per_public_euro", of.npv_per_public_euro);
    json.member("npv_per_investment", of.npv_per_investment);
    json.member("npv_per_cost", of.npv_per_cost);
    json.member("bcr", of.bcr);
    json.member("bcr_public", of.bcr_public);
    json.key("irr").array([&] {
        for (auto const rate : of.irr) json.value(rate);
    });
    json.member("payback", of.payback);
    json.member("discounted_payback", of.discounted_payback);
    json.member("first_year_return", of.first_year_return);
    json.member("annual_equivalent", of.annual_equivalent);
    json.member("residual", of.residual);
}

void write_years(JsonWriter& json, OptionResult const& option)
{
    auto const beside = beside_effects(option);
    json.key("years").array([&] {
        for (std::size_t t = 0; t < option.years.size(); ++t) {
            auto const& year = option.years[t];
            json.object([&] {
                json.member("year", year.year);
                json.member("factor", year.factor);
                json.key("flows").object([&] {
                    for (auto const& line : option.lines) json.member(line.id, line.flows[t]);
                });
                json.member("t", year.t);
                json.member("public_funds_premium", beside[t].premium);
                json.member("residual", beside[t].residual);
                json.member("npv", year.npv);
                json.member("discounted", year.discounted);
                json.member("cumulated", year.cumulated);
            });
        }
    });
}

void write_groups(JsonWriter& json, OptionResult const& option, Language language)
{
    json.key("groups").object([&] {
        for (auto const& group : option.groups)
            json.key(group.id).object([&] {
                label_of(json, group.label, language);
                json.member("of", group.of);
                json.member("share", group.share);
                json.member("income", group.income);
                json.member("weight", group.weight);
                json.member("amount", group.amount);
                json.member("weighted", group.weighted);
            });
    });
}

void write_discounted(JsonWriter& json, std::string_view name, OptionResult const& option, bool transfers)
{
    json.key(name).object([&] {
        for (auto const& line : option.lines)
            if ((line.kind == FlowKind::transfer) == transfers) json.member(line.id, line.discounted);
    });
}

void write_central(JsonWriter& json, OptionResult const& option, Language language)
{
    auto const& of = option.indicators;
    json.key("central").object([&] {
        write_ratios_and_returns(json, of);
        json.key("actors").object([&] {
            for (auto const& actor : option.actors) json.member(actor.id, actor.total());
        });
        write_discounted(json, "effects", option, false);
        write_discounted(json, "transfers", option, true);
        json.member("public_funds_premium", of.public_funds_premium);
        write_years(json, option);
        write_groups(json, option, language);
        json.key("not_applicable").array([&] {
            for (auto const& indicator : of.not_applicable)
                json.object([&] {
                    json.member("id", indicator.id);
                    json.member("reason", indicator.reason.in(language));
                });
        });
        json.member("horizon", option.horizon);
        json.member("benefits", of.benefits);
        json.member("costs", of.costs);
        json.member("investment", of.investment);
        json.member("others", of.others);
        json.member("sign_changes", of.sign_changes);
        json.member("npv_weighted", option.npv_weighted);
        json.key("categories").object([&] {
            for (auto const& category : option.categories)
                json.key(category.id).object([&] {
                    json.member("gains", category.gains);
                    json.member("costs", category.costs);
                });
        });
    });
}

void write_variants(JsonWriter& json, Evaluation const& evaluation, Language language)
{
    json.key("variants").object([&] {
        for (auto const& variant : evaluation.variants)
            json.key(variant.id).object([&] {
                write_central(json, variant, language);
                write_uncertainty(json, variant.uncertainty.get(), language);
                label_of(json, variant.label, language);
            });
    });
}

void write_range(JsonWriter& json, std::string_view name, std::optional<formula::Range> const& range)
{
    if (!range) return json.key(name).null();
    json.key(name).object([&] {
        json.member("low", range->low);
        json.member("high", range->high);
    });
}

void write_numbers(JsonWriter& json, std::string_view name, std::vector<double> const& numbers)
{
    json.key(name).array([&] {
        for (auto const number : numbers) json.value(number);
    });
}

void write_thresholds(JsonWriter& json, Evaluation const& evaluation, Language language)
{
    json.key("thresholds").array([&] {
        for (auto const& threshold : evaluation.thresholds)
            json.object([&] {
                json.member("solve", threshold.solve);
                json.member("until", threshold.until.text);
                json.member("value", threshold.values.empty() ? std::nullopt : std::optional(threshold.values.front()));
                write_numbers(json, "values", threshold.values);
                json.member("unit", threshold.unit);
                json.member("inside_range", threshold.inside_range);
                write_numbers(json, "slopes", threshold.slopes);
                json.member("is_share", threshold.is_share);
                json.member("central", threshold.central);
                write_range(json, "stated_range", threshold.stated_range);
                write_range(json, "searched", threshold.searched);
                json.member("reason", threshold.none_because ? std::optional(threshold.none_because->in(language)) : std::nullopt);
            });
    });
}

void write_swings(JsonWriter& json, Evaluation const& evaluation, Language language)
{
    json.key("swings").array([&] {
        for (auto const& swing : evaluation.swings)
            json.object([&] {
                json.member("input", swing.input);
                label_of(json, swing.label, language);
                json.member("low", swing.low);
                json.member("high", swing.high);
                json.member("unit", swing.unit);
                json.member("is_share", swing.is_share);
                json.member("range_is_stated", swing.range_is_stated);
                json.member("npv_low", swing.npv_low);
                json.member("npv_high", swing.npv_high);
                json.member("switches_at", swing.switches_at);
                json.member("flips", swing.flips);
            });
    });
}

void write_sensitivity_rows(JsonWriter& json, std::string_view name, std::vector<decide::SensitivityRow> const& rows, Language language)
{
    json.key(name).array([&] {
        for (auto const& row : rows)
            json.object([&] {
                json.member("label", row.label.in(language));
                json.member("rate", row.rate);
                json.member("npv", row.npv);
                json.member("npv_per_public_euro", row.npv_per_public_euro);
                json.member("bcr", row.bcr);
                json.member("is_case", row.is_case);
            });
    });
}

void write_unmeasured(JsonWriter& json, decide::Case const& subject, Language language)
{
    json.key("unmeasured").array([&] {
        for (auto const& effect : subject.unmeasured)
            json.object([&] {
                json.member("id", effect.id);
                label_of(json, effect.label, language);
                json.member("actor", effect.actor);
                json.member("direction", effect.is_gain ? "gain" : "loss");
                json.member("in", effect.in.in(language));
                json.member("note", unless_empty(effect.note.in(language)));
            });
    });
}

void write_warnings(JsonWriter& json, Evaluation const& evaluation, Language language)
{
    json.key("warnings").array([&] {
        for (auto const& warning : evaluation.warnings)
            json.object([&] {
                json.member("line", warning.place.line);
                json.member("id", base::name_of(warning.message.id));
                json.member("message", warning.message.in(language));
                json.member("column", warning.place.column);
                json.member("file", unless_empty(warning.file));
            });
    });
}

void write_series(JsonWriter& json, decide::Series const& series)
{
    json.key("series").object([&] {
        if (series.anchor) {
            json.key("anchor").object([&] {
                json.member("year", series.anchor->year);
                json.member("value", series.anchor->value);
                json.member("growth", series.anchor->growth);
            });
            return;
        }
        json.key("points").object([&] {
            for (auto const& [year, value] : series.points) json.member(std::to_string(year), value);
        });
    });
}

void write_input(JsonWriter& json, Input const& input, Language language)
{
    auto const range = input.series ? std::nullopt : input.value.range() ? input.value.range() : input.published_range;
    json.object([&] {
        json.member("id", input.id);
        label_of(json, input.label, language);
        json.member("value", input.series ? std::nullopt : unless_empty(value_as_written(input.value)));
        json.member("in_words", value_in_words(input, language));
        json.member("central", input.series ? input.central : std::optional(input.central_value()));
        write_range(json, "range", range);
        json.member("unit", input.unit().text);
        if (input.series) write_series(json, *input.series);
        if (input.grows)
            json.key("grows").object([&] {
                json.member("rate", input.grows->rate);
                json.member("from", input.grows->from);
            });
        json.member("status", decide::name_of(input.status));
        json.member("verification", input.verification ? std::optional(decide::name_of(*input.verification)) : std::nullopt);
        json.member("source", unless_empty(input.source));
        json.member("from", unless_empty(input.from));
        json.member("prices", input.prices);
        json.member("rebase", input.rebase);
        json.member("note", unless_empty(input.note.in(language)));
    });
}

}  // namespace

std::string render_json(Evaluation const& evaluation, Language language)
{
    auto const& subject = evaluation.subject;
    JsonWriter json;
    json.object([&] {
        json.member("alzette", evaluation.version);
        write_case(json, subject, language);
        write_verdict(json, evaluation.verdict, language);
        write_central(json, evaluation.central, language);
        write_variants(json, evaluation, language);
        write_thresholds(json, evaluation, language);
        write_uncertainty(json, evaluation.central.uncertainty.get(), language);
        write_trials(json, evaluation, language);
        write_unmeasured(json, subject, language);
        write_warnings(json, evaluation, language);
        write_swings(json, evaluation, language);
        json.key("sensitivity").object([&] {
            write_sensitivity_rows(json, "by_rate", evaluation.by_rate, language);
            write_sensitivity_rows(json, "by_beta", evaluation.by_beta, language);
        });
        json.key("inputs").array([&] {
            for (auto const& input : subject.inputs) write_input(json, input, language);
        });
        if (evaluation.sharing) write_sharing(json, *evaluation.sharing, subject.conventions.currency, language);
    });
    return std::move(json).take() + "\n";
}

}  // namespace alzette::prove
