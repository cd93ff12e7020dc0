// SPDX-License-Identifier: Apache-2.0
#include "app/flow.h"

#include "app/archive.h"
#include "app/backup.h"
#include "app/files.h"
#include "app/interrupt.h"
#include "app/progress.h"
#include "app/serve.h"
#include "app/told.h"
#include "base/catalogue/app.h"
#include "base/catalogue/portfolio.h"
#include "base/limits.h"
#include "decide/evaluate.h"
#include "decide/portfolio_study.h"
#include "decide/target.h"
#include "formula/number.h"
#include "prove/portfolio_view.h"
#include "prove/reference.h"
#include "prove/schema.h"
#include "prove/values_view.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <iostream>
#include <optional>

namespace alzette::app {

namespace {

constexpr int exit_fail_if = 1;
// What was computed by then is printed; a script must not take it for the whole, nor judge it.
constexpr int exit_interrupted = static_cast<int>(base::Errc::interrupted);

// What every verb is handed: the request and how to speak.
struct Call {
    Request const& request;
    Settings const& settings;
    base::Language language;
    prove::Colour colour;

    int fail(base::Error const& error) const
    {
        std::cerr << render_error(error, language, colour);
        return static_cast<int>(error.kind);
    }
    // Tells findings about a text; the exit code is theirs when there is an error among them.
    int tell(base::Findings const& findings, std::string_view text) const { return tell(findings, request.file, text); }
    int tell(base::Findings const& findings, std::string_view file, std::string_view text) const
    {
        if (request.json && findings.has_errors()) std::cout << render_findings_json(placed_in(text, findings), file, language);
        else std::cerr << render_findings(placed_in(text, findings), file, text, language, colour);
        return findings.has_errors() ? static_cast<int>(findings.kind()) : 0;
    }
    int print(std::string_view text) const
    {
        auto const written = write_file("-", text);
        return written ? 0 : fail(written.error());
    }
};

base::Result<decide::ValueLibrary> open_library(Settings const& settings)
{
    auto const& folder = settings.value("values_folder");
    std::vector<decide::ValueLibrary::File> files;
    if (folder.empty()) return decide::ValueLibrary();
    std::error_code code;
    for (auto const& entry : std::filesystem::directory_iterator(folder, code)) {
        if (entry.path().extension() != ".yaml") continue;
        auto content = TRY(read_file(entry.path(), base::limits::case_file_bytes_max));
        files.push_back({entry.path().string(), std::move(content)});
    }
    if (code) return base::fail(base::Errc::not_found, say::file_not_readable, {{"file", folder}, {"reason", code.message()}});
    return decide::ValueLibrary(std::move(files));
}

base::Result<void> write_outputs(decide::Evaluation const& evaluation, Call const& call)
{
    auto const& request = call.request;
    if (!request.report_file.empty()) TRY_VOID(write_file(request.report_file, prove::render_html(evaluation, call.language)));
    if (!request.csv_file.empty()) TRY_VOID(write_file(request.csv_file, prove::render_csv(evaluation)));
    if (request.json) return write_file("-", prove::render_json(evaluation, call.language));
    if (request.csv_file == "-") return {};
    return write_file("-", prove::render_terminal(evaluation, call.language, call.colour));
}

// --fail-if: 1 where it holds, and where the indicator does not exist, since nothing then says it is met.
base::Result<int> judge(decide::Evaluation const& evaluation, std::string const& condition)
{
    if (condition.empty()) return 0;
    auto const target = TRY(decide::parse_target(condition, {}));
    auto const held = decide::holds(target, evaluation.central.indicators);
    if (!held) return base::fail(base::Errc::not_found, say::fail_if_not_applicable, {{"indicator", target.indicator}});
    return *held ? exit_fail_if : 0;
}

// A whole number a flag or a setting gives, as a case file writes it: "1e6", "10 000". Nothing when it is empty.
base::Result<std::optional<std::uint64_t>> count_of(std::string_view flag, std::string_view text, int most)
{
    if (text.empty()) return std::nullopt;
    auto const number = formula::read_number(text);
    auto const is_count = number && number->rest.empty() && number->value >= 0 && number->value <= most && number->value == std::floor(number->value);
    if (!is_count) return base::fail(base::Errc::invalid, say::flag_count, {{"flag", flag}, {"found", text}, {"most", most}});
    return static_cast<std::uint64_t>(number->value);
}

constexpr int threads_max = 1'024;

base::Result<decide::DrawRequest> draw_request(Request const& request, Settings const& settings)
{
    decide::DrawRequest draws;
    draws.draws = TRY(count_of("--draws", request.draws, base::limits::draws_max));
    draws.seed = TRY(count_of("--seed", request.seed, base::limits::seed_max));
    auto const threads = TRY(count_of("threads", settings.value("threads"), threads_max));
    draws.threads = static_cast<unsigned>(threads.value_or(0));
    if (!request.method.empty()) draws.method = request.method == "plain" ? decide::Method::plain : decide::Method::quasi;
    return draws;
}

// decide
int evaluate(Call const& call)
{
    auto const& request = call.request;
    auto const library = open_library(call.settings);
    if (!library) return call.fail(library.error());
    auto const text = read_file(request.file, base::limits::case_file_bytes_max);
    if (!text) return call.fail(text.error());
    if (!request.fail_if.empty())
        if (auto const target = decide::parse_target(request.fail_if, {}); !target) return call.fail(target.error());
    auto draws = draw_request(request, call.settings);
    if (!draws) return call.fail(draws.error());
    base::Findings findings;
    Progress progress(say::progress_draws, call.language);
    Interrupt const interrupt;
    draws->progress = [&progress](double share_done) { progress.show(share_done); };
    draws->stop = &Interrupt::asked();
    auto const evaluation =
        decide::evaluate_text(*text, *library, files_beside(request.file), {.discount = request.discount, .draws = *std::move(draws)}, findings);
    progress.clear();
    if (!evaluation) return call.tell(findings, *text);
    if (auto const written = write_outputs(*evaluation, call); !written) return call.fail(written.error());
    if (Interrupt::asked()) return exit_interrupted;
    auto const judged = judge(*evaluation, request.fail_if);
    return judged ? *judged : call.fail(judged.error());
}

int check(Call const& call)
{
    auto const library = open_library(call.settings);
    if (!library) return call.fail(library.error());
    auto const text = read_file(call.request.file, base::limits::case_file_bytes_max);
    if (!text) return call.fail(text.error());
    base::Findings findings;
    auto read = decide::read_case(*text, *library, files_beside(call.request.file), findings);
    auto const model = read ? decide::compile_model(*std::move(read), findings) : std::nullopt;
    if (model) decide::evaluate(*model, findings, {.draws = 0});
    if (model && !findings.has_errors() && call.print(prove::render_plain_words(*model->subject, call.language)) != 0) return 7;
    return call.tell(findings, *text);
}

// The portfolio of a portfolio file, or of case files under --budget. Mistakes are told under `told_as`, the text they stand in under `text`.
std::optional<decide::Portfolio> read_portfolio(Call const& call, decide::ValueLibrary const& library, base::Findings& findings, std::string& told_as,
                                                std::string& text)
{
    told_as = "alzette";
    std::vector<decide::CaseFile> cases;
    for (auto const& file : call.request.files) {
        auto content = read_file(file, base::limits::case_file_bytes_max);
        if (!content) return findings.add(content.error()), std::nullopt;
        cases.push_back({file, *std::move(content), files_beside(file)});
    }
    auto const portfolio = std::ranges::find_if(cases, [](decide::CaseFile const& each) { return decide::is_portfolio(each.text); });
    if (portfolio == cases.end()) return decide::portfolio_of_cases(cases, call.request.budget, library, findings);
    if (cases.size() > 1) return findings.error({}, say::portfolio_alone, {{"file", portfolio->file}}), std::nullopt;
    if (!call.request.budget.empty()) return findings.error({}, say::budget_with_file), std::nullopt;
    told_as = portfolio->file;
    text = portfolio->text;
    return decide::read_portfolio(text, library, portfolio->read_file, findings);
}

int portfolio(Call const& call)
{
    auto const& request = call.request;
    auto const library = open_library(call.settings);
    if (!library) return call.fail(library.error());
    auto const draws = draw_request(request, call.settings);
    if (!draws) return call.fail(draws.error());
    base::Findings findings;
    std::string told_as;
    std::string text;
    auto read = read_portfolio(call, *library, findings, told_as, text);
    if (!read) return call.tell(findings, told_as, text);
    Progress progress(say::progress_draws, call.language);
    Interrupt const interrupt;
    auto const result = decide::study_portfolio(std::make_shared<decide::Portfolio const>(*std::move(read)),
                                                {draws->draws, draws->seed, draws->threads, [&progress](double share_done) { progress.show(share_done); },
                                                 &Interrupt::asked()},
                                                findings);
    progress.clear();
    if (!result) return call.tell(findings, told_as, text);
    if (!request.report_file.empty())
        if (auto const written = write_file(request.report_file, prove::render_portfolio_html(*result, call.language)); !written)
            return call.fail(written.error());
    auto const printed = call.print(request.json ? prove::render_portfolio_json(*result, call.language)
                                                 : prove::render_portfolio_terminal(*result, call.language, call.colour));
    return printed == 0 && Interrupt::asked() ? exit_interrupted : printed;
}

// understand
int values(Call const& call)
{
    auto const library = open_library(call.settings);
    if (!library) return call.fail(library.error());
    auto const& request = call.request;
    auto const text = prove::render_values({request.value_set, request.value_id, request.compare_with, request.json}, *library, call.language);
    return text ? call.print(*text) : call.fail(text.error());
}

int reference(Call const& call) { return call.print(prove::render_reference(call.language)); }

int units(Call const& call) { return call.print(prove::render_units(call.language)); }

int schema(Call const& call)
{
    auto const& format = call.request.format;
    auto const kind = format == "values"      ? prove::FileKind::value_set
                      : format == "portfolio" ? prove::FileKind::portfolio
                                              : prove::FileKind::case_file;
    return call.print(prove::render_schema(kind, call.language));
}

// observe, understand
int serve_territory(Call const& call)
{
    auto const served = serve({call.request.data_folder, call.request.is_open}, call.settings);
    return served ? 0 : call.fail(served.error());
}

int import_territory(Call const& call)
{
    auto request = call.request.import;
    request.data_folder = call.request.data_folder;
    return import_file(request, call.language, call.colour);
}

int export_folder(Call const& call)
{
    auto const& tenant = call.request.import.tenant;
    auto const done = export_territory(call.request.data_folder, tenant.empty() ? std::nullopt : std::optional(tenant), call.request.file, call.language);
    return done ? 0 : call.fail(done.error());
}

int back_up_territory(Call const& call)
{
    auto const done = back_up(call.request.data_folder, call.request.file, call.language);
    return done ? 0 : call.fail(done.error());
}

int restore_territory(Call const& call)
{
    auto const done = restore(call.request.file, call.request.data_folder, call.language);
    return done ? 0 : call.fail(done.error());
}

int config(Call const& call) { return call.print(render_settings(call.settings, call.language)); }

struct Verb {
    std::string_view name;
    int (*run)(Call const&);
};

constexpr Verb verbs[] = {
    {"serve", serve_territory}, {"import", import_territory}, {"export", export_folder}, {"backup", back_up_territory}, {"restore", restore_territory},
    {"evaluate", evaluate}, {"check", check}, {"portfolio", portfolio}, {"values", values},
    {"units", units}, {"reference", reference}, {"schema", schema}, {"config", config},
};

}  // namespace

int run(Request const& request, Settings const& settings, prove::Colour colour)
{
    auto const verb = std::ranges::find(verbs, request.command, &Verb::name);
    if (verb == std::end(verbs)) return static_cast<int>(base::Errc::invalid);
    return verb->run(Call{request, settings, settings.language(), colour});
}

}  // namespace alzette::app
