// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"
#include "prove/portfolio_view.h"
#include "prove/portfolio_words.h"

namespace alzette::prove {

using base::JsonWriter;

namespace {

std::optional<std::string_view> unless_empty(std::string const& text) { return text.empty() ? std::nullopt : std::optional<std::string_view>(text); }

void write_conventions(JsonWriter& json, decide::Conventions const& conventions)
{
    json.key("conventions").object([&] {
        json.member("currency", conventions.currency);
        json.member("price_year", conventions.price_year);
        json.member("base_year", conventions.base_year);
    });
}

void write_candidates(JsonWriter& json, PortfolioWords const& words)
{
    auto const& result = words.result;
    json.key("candidates").array([&] {
        for (std::size_t i = 0; i < result.candidates.size(); ++i) {
            auto const& each = result.candidates[i];
            auto const& project = words.portfolio().projects[each.project];
            json.object([&] {
                json.member("project", project.id);
                json.member("variant", unless_empty(each.variant));
                json.member("label", words.candidate(i));
                json.member("case", project.file);
                json.key("communes").array([&] {
                    for (auto const& commune : project.communes) json.value(commune);
                });
                json.member("chosen", words.is_chosen(i));
                json.member("value", each.value);
                json.member("central", each.central);
                json.member("public_outlay", each.public_outlay);
                json.key("spends").object([&] {
                    for (std::size_t b = 0; b < each.spends.size(); ++b) json.member(words.portfolio().budgets[b].id, each.spends[b]);
                });
                json.member("share_in_best", words.has_shares() ? std::optional(each.share_in_best) : std::nullopt);
            });
        }
    });
}

void write_set(JsonWriter& json, PortfolioWords const& words, decide::ChosenSet const& set)
{
    json.member("value", set.value);
    json.member("bound", set.bound);
    json.member("proven", set.proven);
    json.member("public_outlay", set.public_outlay);
    json.key("chosen").array([&] {
        for (auto const index : set.candidates)
            json.object([&] {
                json.member("project", words.portfolio().projects[words.result.candidates[index].project].id);
                json.member("variant", unless_empty(words.result.candidates[index].variant));
            });
    });
    json.key("budgets").array([&] {
        for (std::size_t i = 0; i < set.budgets.size(); ++i)
            json.object([&] {
                json.member("id", words.portfolio().budgets[i].id);
                json.member("amount", set.budgets[i].amount);
                json.member("spent", set.budgets[i].spent);
            });
    });
}

void write_doubt(JsonWriter& json, PortfolioWords const& words)
{
    if (!words.result.doubt) return;
    auto const& doubt = *words.result.doubt;
    json.key("uncertainty").object([&] {
        json.member("draws", doubt.draws);
        json.member("seed", doubt.seed);
        json.member("decided", doubt.decided);
        json.member("interrupted", doubt.interrupted);
        json.key("value").object([&] {
            json.member("mean", doubt.value.mean);
            json.member("standard_error", doubt.value.standard_error);
            json.member("sd", doubt.value.sd);
            json.member("p5", doubt.value.p5);
            json.member("p50", doubt.value.p50);
            json.member("p95", doubt.value.p95);
            json.member("probability_positive", doubt.value.probability_positive);
        });
        json.member("share_best", words.has_shares() ? std::optional(doubt.share_best) : std::nullopt);
        json.member("regret", words.has_shares() ? std::optional(doubt.regret) : std::nullopt);
    });
}

}  // namespace

std::string render_portfolio_json(decide::PortfolioResult const& result, base::Language language)
{
    PortfolioWords const words{result, language};
    JsonWriter json;
    json.object([&] {
        json.member("alzette", result.version);
        json.key("portfolio").object([&] {
            json.member("id", words.portfolio().id);
            json.member("title", words.title());
        });
        write_conventions(json, words.portfolio().conventions());
        json.member("answer", words.answer());
        json.key("best").object([&] { write_set(json, words, result.best); });
        write_candidates(json, words);
        write_doubt(json, words);
        json.key("frontier").array([&] {
            for (std::size_t i = 0; i < result.frontier.size(); ++i)
                json.object([&] {
                    json.member("factor", result.frontier[i].factor);
                    json.member("possible", result.frontier[i].best.has_value());
                    if (result.frontier[i].best) write_set(json, words, *result.frontier[i].best);
                    json.member("marginal", words.marginal(i));
                });
        });
    });
    return std::move(json).take() + "\n";
}

}  // namespace alzette::prove
