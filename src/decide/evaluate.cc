// SPDX-License-Identifier: Apache-2.0
#include "decide/evaluate.h"

#include "base/catalogue/decide.h"
#include "base/catalogue/draws.h"
#include "base/catalogue/sensitivity.h"
#include "base/catalogue/trials.h"
#include "base/format.h"
#include "base/version.h"
#include "decide/sharing.h"
#include "decide/threshold.h"
#include "decide/trials.h"
#include "decide/uncertainty.h"
#include "decide/verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace alzette::decide {

namespace {

struct RateShift {
    int points;
    base::MessageId label;
};
constexpr std::array rate_shifts{RateShift{-2, say::rate_lower}, RateShift{-1, say::rate_one_lower}, RateShift{0, say::rate_of_case},
                                 RateShift{1, say::rate_one_higher}, RateShift{2, say::rate_higher}};
constexpr std::array betas{0.0, 0.5, 0.7, 1.0, 1.4, 2.0};  // 0.7 and 1.4: the example of France Stratégie, "un bêta sensible"

// Variants repeat the project's lines: one finding of each kind for each place in the text is enough.
struct Told {
    std::set<base::Place> negative;
    std::set<base::Place> not_finite;
};

// A year in which an amount is no number ends the evaluation; a negative one is said and counted.
void check_line(Line const& line, formula::Run const& run, Told& told, base::Findings& findings)
{
    auto const place = line.flow->amount_place;
    for (auto const t : line.years) {
        auto const amount = run.row(line.amount, static_cast<std::size_t>(t))[0];
        auto const is_number = std::isfinite(amount);
        if (is_number && amount >= 0) continue;
        if (!(is_number ? told.negative : told.not_finite).insert(place).second) continue;
        auto const arguments = std::vector<base::Argument>{{"name", line.flow->id}, {"t", t}};
        if (is_number) findings.warning(place, say::amount_negative, arguments);
        else findings.error(place, say::amount_not_finite, arguments);
    }
}

void check_amounts(Model const& model, formula::Run const& run, base::Findings& findings)
{
    Told told;
    for (auto const& option : model.options)
        for (auto const& line : option.lines) check_line(line, run, told, findings);
}

void check_claims(Model const& model, formula::Run const& run, base::Findings& findings)
{
    for (std::size_t i = 0; i < model.claims.size(); ++i) {
        auto const& claim = model.subject->claims[i];
        auto const says = claim.says.numbers[0];
        auto const gives = run.row(model.claims[i], 0)[0];
        if (std::abs(gives - says) <= claim.tolerance * std::abs(says)) continue;
        findings.warning(claim.place, say::claim_does_not_recompute,
                         {{"name", claim.id},
                          {"says", base::quantity(says, claim.says.unit.text, false)},
                          {"gives", base::quantity(gives, claim.says.unit.text, false)}});
    }
}

// A perpetuity that grows as fast as it is discounted has no value, and no row.
bool has_value(Model const& model, Discount const& discount)
{
    return residual_is_finite(*model.subject, model.subject->project, discount);
}

SensitivityRow row_of(base::Message label, Model const& model, Discount const& discount, formula::Run const& run)
{
    auto const& conventions = model.subject->conventions;
    Indicators indicators;
    Valuation::add_ratios(Valuation(model, 0, discount, conventions.public_funds.multiplier).sums(run, 0), indicators);
    auto const rate = discount.schedule.rate(1, conventions.base_year, discount.beta);
    return {std::move(label), rate, indicators.npv, indicators.npv_per_public_euro, indicators.bcr, false};
}

std::vector<SensitivityRow> by_rate(Model const& model, formula::Run const& run)
{
    std::vector<SensitivityRow> rows;
    for (auto const& [points, label] : rate_shifts) {
        auto discount = model.subject->conventions.discount;
        discount.schedule = discount.schedule.shifted(points / 100.0);
        if (!has_value(model, discount)) continue;
        auto row = row_of({label, {{"points", std::abs(points)}}}, model, discount, run);
        row.is_case = points == 0;
        if (row.rate > -0.5) rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<SensitivityRow> by_beta(Model const& model, formula::Run const& run)
{
    auto const& own = model.subject->conventions.discount;
    std::vector<SensitivityRow> rows;
    if (!own.schedule.has_premium()) return rows;
    for (auto const beta : betas) {
        auto discount = own;
        discount.beta = beta;
        if (!has_value(model, discount)) continue;
        auto row = row_of({say::beta_of, {{"beta", base::number_in_both(beta)}}}, model, discount, run);
        row.is_case = beta == own.beta;
        rows.push_back(std::move(row));
    }
    return rows;
}

// What the caller asks, else what the case asks, else the standard.
UncertaintyOptions options_of(Case const& subject, DrawRequest const& request)
{
    auto const& asked = subject.uncertainty;
    UncertaintyOptions options;
    options.draws = request.draws.value_or(asked.draws.value_or(draws_usual));
    options.seed = request.seed.value_or(asked.seed);
    options.method = request.method.value_or(asked.method);
    options.threads = request.threads;
    options.progress = request.progress;
    options.stop = request.stop;
    return options;
}

bool is_stopped(UncertaintyOptions const& options) { return options.stop != nullptr && options.stop->load(); }

// A draw without a value ends the evaluation, as a year without one does in the central case.
void check_draws(Uncertainty const& drawn, base::Findings& findings)
{
    if (drawn.not_finite == 0 || findings.has_errors()) return;
    findings.error({}, say::draws_not_finite, {{"count", drawn.not_finite}, {"draws", drawn.draws}});
}

void add_draws(Model const& model, UncertaintyOptions options, Evaluation& evaluation, base::Findings& findings)
{
    if (options.draws == 0 || !is_uncertain(model)) return;
    auto const draw = [&](std::size_t option) { return std::make_shared<Uncertainty const>(uncertainty_of(model, option, options)); };
    evaluation.central.uncertainty = draw(0);
    options.progress = nullptr;  // of the project alone: nobody watches a bar start anew
    for (std::size_t option = 1; option < model.options.size(); ++option) evaluation.variants[option - 1].uncertainty = draw(option);
    check_draws(*evaluation.central.uncertainty, findings);
    for (auto const& variant : evaluation.variants) check_draws(*variant.uncertainty, findings);
}

// Over draws alone.
void add_trials(Model const& model, UncertaintyOptions options, Evaluation& evaluation)
{
    options.progress = nullptr;
    if (options.draws > 0 && !is_stopped(options)) evaluation.trials = value_trials(model, options);
}

void tell_stop(UncertaintyOptions const& options, Evaluation const& evaluation, base::Findings& findings)
{
    if (!is_stopped(options) || !evaluation.central.uncertainty) return;
    auto const& made = *evaluation.central.uncertainty;
    findings.warning({}, say::draws_interrupted, {{"made", made.draws}, {"asked", made.asked}});
}

}  // namespace

std::optional<Evaluation> evaluate(Model const& model, base::Findings& findings, DrawRequest const& request)
{
    auto const& subject = *model.subject;
    CentralCase const central(model);
    auto const& run = central.run;
    check_amounts(model, run, findings);
    auto const sharing = share_cost(model, run, findings);
    if (findings.has_errors()) return std::nullopt;
    check_claims(model, run, findings);
    for (auto const message : subject.set_aside) findings.warning({}, message);

    Evaluation evaluation;
    evaluation.version = base::version();
    evaluation.subject = subject;
    evaluation.sharing = sharing;
    evaluation.central = central.valuation.result(run, 0);
    for (std::size_t option = 1; option < model.options.size(); ++option)
        evaluation.variants.push_back(Valuation(model, option).result(run, 0));
    auto const is_finite = [](OptionResult const& result) { return std::isfinite(result.indicators.npv); };
    if (!is_finite(evaluation.central) || !std::ranges::all_of(evaluation.variants, is_finite)) {
        findings.error({1, 1}, say::result_not_finite, {});
        return std::nullopt;
    }
    evaluation.swings = swings(central);
    auto const options = options_of(subject, request);
    add_draws(model, options, evaluation, findings);
    if (findings.has_errors()) return std::nullopt;
    evaluation.verdict = verdict_of(central, evaluation.swings, evaluation.central.uncertainty.get());
    for (auto const& threshold : subject.thresholds) evaluation.thresholds.push_back(solve_threshold(central, threshold));
    evaluation.by_rate = by_rate(model, run);
    evaluation.by_beta = by_beta(model, run);
    add_trials(model, options, evaluation);
    tell_stop(options, evaluation, findings);
    for (auto const& finding : findings.sorted()) evaluation.warnings.push_back(finding);
    return evaluation;
}

std::optional<Evaluation> evaluate_text(std::string_view yaml_text, ValueLibrary const& library, formula::ReadFile const& read_file,
                                        Overrides const& overrides, base::Findings& findings)
{
    auto read = read_case(yaml_text, library, read_file, findings);
    if (!read) return std::nullopt;
    if (!overrides.discount.empty()) override_discount(read->subject, overrides.discount, findings);
    auto const model = compile_model(*std::move(read), findings);
    if (!model) return std::nullopt;
    auto const leaves_out_trials = model->subject->trials != nullptr && options_of(*model->subject, overrides.draws).draws == 0;
    if (leaves_out_trials) findings.warning({}, say::trials_need_draws);
    return evaluate(*model, findings, overrides.draws);
}

std::string_view name_of(Outcome outcome)
{
    constexpr std::string_view names[] = {"worth_it", "not_worth_it", "not_settled"};
    return names[static_cast<std::size_t>(outcome)];
}

}  // namespace alzette::decide
