// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/prove.h"
#include "base/catalogue/sharing.h"
#include "base/catalogue/trials.h"
#include "base/format.h"
#include "prove/render.h"
#include "prove/sharing_words.h"
#include "prove/text_page.h"
#include "prove/trial_words.h"
#include "prove/wording.h"

#include <algorithm>

namespace alzette::prove {

using base::Argument;
using base::Language;
using base::MessageId;
using decide::Case;
using decide::Flow;
using decide::FlowKind;
using decide::Input;
using decide::Option;
using decide::Verification;

namespace {

// A case being told: what every part of it needs.
struct Telling {
    Case const& subject;
    Language language;
    TextPage& page;

    std::string say(MessageId message, std::vector<Argument> arguments = {}) const
    {
        return in_words(language, message, std::move(arguments));
    }
    std::string number(double value) const { return base::number(value, language, 6); }
};

std::string from_words(Telling const& telling, std::string_view from, std::optional<Verification> verification)
{
    if (from.empty()) return {};
    std::vector<Argument> arguments{{"source", from}};
    if (verification) arguments.emplace_back("verification", words_for(*verification));
    return telling.say(verification ? say::subject_from : say::subject_from_plain, std::move(arguments));
}

std::string residual_words(Telling const& telling)
{
    auto const& conventions = telling.subject.conventions;
    auto const& residual = conventions.residual;
    if (residual.kind == decide::Residual::Kind::none) return telling.say(say::subject_no_residual);
    auto const is_amount = residual.kind == decide::Residual::Kind::amount;
    return telling.say(say::subject_residual,
                       {{"residual", is_amount ? base::money(residual.amount, conventions.currency, telling.language) : residual.text}});
}

void tell_question(Telling const& telling)
{
    auto const& subject = telling.subject;
    telling.page.heading(subject.title.empty() ? subject.id : subject.title.in(telling.language));
    if (!subject.question.empty()) telling.page.line(subject.question.in(telling.language));
    if (!subject.territory.empty())
        telling.page.line(telling.say(say::subject_territory, {{"territory", subject.territory.in(telling.language)}}));
    if (!subject.reference.label.empty())
        telling.page.line(telling.say(say::subject_compared, {{"reference", subject.reference.label.in(telling.language)}}));
}

void tell_conventions(Telling const& telling)
{
    auto const& subject = telling.subject;
    auto const& conventions = subject.conventions;
    telling.page.paragraph(telling.say(say::subject_span, {{"first", conventions.base_year},
                                                           {"last", conventions.base_year + conventions.horizon},
                                                           {"horizon", conventions.horizon},
                                                           {"timing", words_for(conventions.timing)}}));
    telling.page.line(
        telling.say(say::subject_money, {{"currency", conventions.currency},
                                         {"prices", conventions.price_year},
                                         {"first", conventions.base_year},
                                         {"rate", discount_in_words(conventions.discount, telling.language)},
                                         {"from", from_words(telling, conventions.discount.from, conventions.discount.verification)}}));
    auto const& funds = conventions.public_funds;
    if (funds.multiplier == 1) telling.page.line(telling.say(say::subject_no_public_funds));
    else
        telling.page.line(telling.say(say::subject_public_funds, {{"multiplier", telling.number(funds.multiplier)},
                                                                  {"from", from_words(telling, funds.from, funds.verification)}}));
    telling.page.line(residual_words(telling));
    if (conventions.welfare_elasticity)
        telling.page.line(telling.say(say::subject_elasticity, {{"elasticity", telling.number(*conventions.welfare_elasticity)}}));
    if (!subject.values) return telling.page.line(telling.say(say::subject_no_values));
    telling.page.line(telling.say(say::subject_values, {{"title", label_or_id(subject.values->title, subject.values->id, telling.language)},
                                                        {"id", subject.values->id}, {"hash", subject.values->sha256.substr(0, 12)}}));
}

void tell_actors(Telling const& telling)
{
    telling.page.heading(telling.say(say::heading_actors));
    for (auto const& actor : telling.subject.actors)
        telling.page.item(label_or_id(actor.label, actor.id, telling.language) + " (" + telling.say(words_for(actor.kind)) + ")");
}

std::string input_words(Telling const& telling, Input const& input)
{
    auto words = telling.say(say::words_status,
                             {{"value", value_in_words(input, telling.language)}, {"status", status_words(input, telling.language)}});
    if (!input.from.empty()) words += from_words(telling, input.from, std::nullopt);
    if (!input.source.empty()) words = telling.say(say::words_source, {{"words", words}, {"source", input.source}});
    if (!input.note.empty()) words += " (" + input.note.in(telling.language) + ")";
    return telling.say(say::words_pair, {{"name", name_with_id(input.label, input.id, telling.language)}, {"what", words}});
}

std::string quantity_words(Telling const& telling, decide::Quantity const& quantity)
{
    auto const formula = formula_in_words(quantity.text) + (quantity.unit ? ", " + quantity.unit->text : "");
    return telling.say(say::words_pair, {{"name", name_with_id(quantity.label, quantity.id, telling.language)}, {"what", formula}});
}

std::string flow_words(Telling const& telling, Flow const& flow, int horizon)
{
    auto const& language = telling.language;
    auto const amount = flow.amount_text.empty() ? flow.id : formula_in_words(flow.amount_text);
    auto const when = when_in_words(flow.occurrence, telling.subject.conventions.base_year, horizon, language);
    auto const message = flow.kind == FlowKind::gain   ? say::words_gain
                         : flow.kind == FlowKind::cost ? say::words_cost
                                                       : say::words_transfer;
    auto words = telling.say(message, {{"actor", actor_name(telling.subject, flow.actor, language)}, {"amount", amount},
                                       {"to", actor_name(telling.subject, flow.to, language)}, {"when", when}});
    auto const add = [&](std::string const& more) { words += ", " + more; };
    if (flow.optimism && flow.mitigated)
        add(telling.say(say::words_optimism_mitigated, {{"optimism", amount_in_words(*flow.optimism, language)},
                                                        {"mitigated", amount_in_words(*flow.mitigated, language)}}));
    else if (flow.optimism) add(telling.say(say::words_optimism, {{"optimism", amount_in_words(*flow.optimism, language)}}));
    if (flow.life) add(telling.say(say::words_life, {{"life", telling.number(*flow.life)}}));
    if (flow.beta) add(telling.say(say::words_beta, {{"beta", telling.number(*flow.beta)}}));
    if (!flow.category.empty()) add(telling.say(say::words_category, {{"category", flow.category}}));
    auto const name = name_with_id(flow.label, flow.id, language);
    return telling.say(say::words_pair, {{"name", name}, {"what", words + "."}});
}

void tell_inputs(Telling const& telling, std::vector<Input> const& inputs)
{
    for (auto const& input : inputs) telling.page.item(input_words(telling, input));
}

void tell_quantities(Telling const& telling, std::vector<decide::Quantity> const& quantities)
{
    for (auto const& quantity : quantities) telling.page.item(quantity_words(telling, quantity));
}

void tell_flows(Telling const& telling, MessageId heading, Option const& option)
{
    if (option.flows.empty()) return;
    telling.page.heading(telling.say(heading));
    auto const horizon = option.horizon > 0 ? option.horizon : telling.subject.conventions.horizon;
    for (auto const& flow : option.flows) telling.page.item(flow_words(telling, flow, horizon));
}

// Only what tells a variant from the project: it is written out in full, so what reads the same is left out.
void tell_variant(Telling const& telling, Option const& variant)
{
    auto const& project = telling.subject.project;
    telling.page.heading(telling.say(say::heading_variant, {{"label", name_with_id(variant.label, variant.id, telling.language)}}));
    std::vector<std::string> changes;
    if (variant.horizon != project.horizon) changes.push_back(telling.say(say::words_horizon, {{"horizon", variant.horizon}}));
    for (auto const& input : variant.inputs) changes.push_back(input_words(telling, input));
    for (auto const& quantity : variant.quantities) changes.push_back(quantity_words(telling, quantity));
    for (auto const& flow : variant.flows) {
        auto const words = flow_words(telling, flow, variant.horizon);
        auto const before = std::ranges::find(project.flows, flow.id, &Flow::id);
        if (before == project.flows.end() || flow_words(telling, *before, variant.horizon) != words) changes.push_back(words);
    }
    for (auto const& flow : project.flows)
        if (std::ranges::find(variant.flows, flow.id, &Flow::id) == variant.flows.end())
            changes.push_back(telling.say(say::words_dropped, {{"what", name_with_id(flow.label, flow.id, telling.language)}}));
    if (changes.empty()) telling.page.line(telling.say(say::words_nothing_changes));
    for (auto const& change : changes) telling.page.item(change);
}

void tell_groups(Telling const& telling)
{
    if (telling.subject.groups.empty()) return;
    telling.page.heading(telling.say(say::heading_groups));
    for (auto const& group : telling.subject.groups) {
        auto const words = telling.say(say::words_group, {{"share", base::percent(group.share, telling.language)},
                                                          {"actor", actor_name(telling.subject, group.of, telling.language)},
                                                          {"income", telling.number(group.income)}});
        telling.page.item(telling.say(say::words_pair, {{"name", label_or_id(group.label, group.id, telling.language)}, {"what", words}}));
    }
}

void tell_asked(Telling const& telling)
{
    if (telling.subject.thresholds.empty()) return;
    telling.page.heading(telling.say(say::heading_thresholds));
    for (auto const& threshold : telling.subject.thresholds)
        telling.page.item(telling.say(
            say::threshold_asked, {{"input", input_name(telling.subject, threshold.solve, telling.language)},
                                   {"target", target_in_words(threshold.until, telling.subject.conventions.currency, telling.language)}}));
}

void tell_trials(Telling const& telling)
{
    auto const told = told_trials(telling.subject);
    if (told.empty()) return;
    telling.page.heading(telling.say(say::heading_trials));
    for (auto const& each : told) telling.page.item(with_capital(each.in(telling.language)) + ".");
}

std::string player_words(Telling const& telling, decide::Sharing const& sharing, decide::Sharing::Player const& player)
{
    std::vector<std::string> attributes;
    for (std::size_t i = 0; i < sharing.attributes.size(); ++i)
        attributes.push_back(telling.say(say::sharing_words_attribute, {{"name", sharing.attributes[i].name}, {"value", player.as_written[i]}}));
    return telling.say(say::words_pair, {{"name", name_with_id(player.label, player.id, telling.language)}, {"what", list_of(attributes, telling.language)}});
}

void tell_sharing(Telling const& telling)
{
    if (!telling.subject.sharing) return;
    auto const& sharing = *telling.subject.sharing;
    telling.page.heading(telling.say(say::sharing_heading));
    telling.page.line(telling.say(say::sharing_words_cost, {{"formula", formula_in_words(sharing.cost_text)}}));
    telling.page.line(rule_in_words(sharing.rule, sharing.by).in(telling.language));
    for (auto const& player : sharing.players) telling.page.item(player_words(telling, sharing, player));
}

void tell_claims(Telling const& telling)
{
    if (telling.subject.claims.empty()) return;
    telling.page.heading(telling.say(say::heading_claims));
    for (auto const& claim : telling.subject.claims) {
        auto words = telling.say(say::words_claim, {{"says", amount_in_words(claim.says, telling.language)},
                                                    {"formula", formula_in_words(claim.formula_text)},
                                                    {"tolerance", base::percent(claim.tolerance, telling.language)}});
        if (!claim.source.empty()) words = telling.say(say::words_source, {{"words", words}, {"source", claim.source}});
        telling.page.item(telling.say(say::words_pair, {{"name", claim.id}, {"what", words}}));
    }
}

void tell_left_out(Telling const& telling)
{
    auto const& subject = telling.subject;
    telling.page.heading(telling.say(say::heading_unmeasured));
    if (subject.unmeasured.empty()) telling.page.line(telling.say(say::unmeasured_none));
    for (auto const& effect : subject.unmeasured) telling.page.item(unmeasured_in_words(subject, effect, telling.language));
}

}  // namespace

std::string render_plain_words(Case const& subject, Language language)
{
    TextPage page(Colour::never);
    Telling const telling{subject, language, page};
    tell_question(telling);
    tell_conventions(telling);
    tell_actors(telling);
    page.heading(telling.say(say::heading_inputs));
    tell_inputs(telling, subject.inputs);
    if (!subject.quantities.empty()) page.heading(telling.say(say::heading_quantities));
    tell_quantities(telling, subject.quantities);
    tell_flows(telling, say::heading_project, subject.project);
    tell_flows(telling, say::heading_reference, subject.reference);
    for (auto const& variant : subject.variants) tell_variant(telling, variant);
    tell_groups(telling);
    tell_sharing(telling);
    tell_asked(telling);
    tell_trials(telling);
    tell_claims(telling);
    tell_left_out(telling);
    return std::move(page).take();
}

}  // namespace alzette::prove
