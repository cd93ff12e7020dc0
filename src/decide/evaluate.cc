// SPDX-License-Identifier: Apache-2.0
#include "decide/evaluate.h"

#include "base/catalogue/decide.h"
#include "base/format.h"
#include "base/version.h"
#include "decide/sharing.h"
#include "decide/threshold.h"
#include "decide/verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace alzette::decide {

namespace {

constexpr std::array rate_shifts{-0.02, -0.01, 0.0, 0.01, 0.02};
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
    for (auto const shift : rate_shifts) {
        auto discount = model.subject->conventions.discount;
        discount.schedule = discount.schedule.shifted(shift);
        if (!has_value(model, discount)) continue;
        auto const points = base::number_in_both(std::abs(shift) * 100);
        auto const label = shift == 0 ? say::rate_of_case : shift < 0 ? say::rate_lower : say::rate_higher;
        auto row = row_of({label, {{"points", points}}}, model, discount, run);
        row.is_case = shift == 0;
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

}  // namespace

std::optional<Evaluation> evaluate(Model const& model, base::Findings& findings, [[maybe_unused]] DrawRequest const& request)
{
    auto const& subject = *model.subject;
    formula::Run run(model.program, 1);
    run(model.central_inputs());
    check_amounts(model, run, findings);
    auto const sharing = share_cost(model, run, findings);
    if (findings.has_errors()) return std::nullopt;
    check_claims(model, run, findings);
    for (auto const message : subject.set_aside) findings.warning({}, message);

    Evaluation evaluation;
    evaluation.version = base::version();
    evaluation.subject = subject;
    evaluation.sharing = sharing;
    auto const project = Valuation(model, 0);
    evaluation.central = project.result(run, 0);
    for (std::size_t option = 1; option < model.options.size(); ++option)
        evaluation.variants.push_back(Valuation(model, option).result(run, 0));
    auto const is_finite = [](OptionResult const& result) { return std::isfinite(result.indicators.npv); };
    if (!is_finite(evaluation.central) || !std::ranges::all_of(evaluation.variants, is_finite)) {
        findings.error({1, 1}, say::result_not_finite, {});
        return std::nullopt;
    }
    evaluation.swings = swings(model, project, evaluation.central.indicators.npv);
    evaluation.verdict = verdict_of(model, evaluation.central.indicators.npv, evaluation.swings);
    for (auto const& threshold : subject.thresholds) evaluation.thresholds.push_back(solve_threshold(model, threshold));
    evaluation.by_rate = by_rate(model, run);
    evaluation.by_beta = by_beta(model, run);
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
    return evaluate(*model, findings, overrides.draws);
}

std::string_view name_of(Outcome outcome)
{
    constexpr std::string_view names[] = {"worth_it", "not_worth_it", "not_settled"};
    return names[static_cast<std::size_t>(outcome)];
}

}  // namespace alzette::decide
