// SPDX-License-Identifier: Apache-2.0
#include "app/files.h"
#include "app/flow.h"
#include "app/told.h"
#include "base/catalogue/app.h"
#include "base/catalogue/portfolio.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "base/version.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <span>
#include <unistd.h>

using namespace alzette;

namespace {

constexpr int exit_bug = 70;  // EX_SOFTWARE of sysexits.h

std::optional<std::string> environment(std::string_view variable)
{
    auto const* const value = std::getenv(std::string(variable).c_str());  // NOLINT(concurrency-mt-unsafe): before any thread
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

// A flag's value before the command line is parsed: help and errors speak the language asked for, and flags come before alzette.yaml.
std::string early_flag(std::span<char*> arguments, std::string_view flag)
{
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        auto const argument = std::string_view(arguments[i]);
        if (argument == flag && i + 1 < arguments.size()) return arguments[i + 1];
        if (argument.starts_with(flag) && argument.substr(flag.size()).starts_with('=')) return std::string(argument.substr(flag.size() + 1));
    }
    return {};
}

// What flags say of settings.
app::Settings::Flags setting_flags(std::span<char*> arguments)
{
    app::Settings::Flags flags;
    for (auto const& entry : app::setting_entries()) {
        if (entry.flag.empty()) continue;
        auto const stands = std::ranges::find(arguments, entry.flag, [](char* argument) { return std::string_view(argument); }) != arguments.end();
        flags.emplace_back(entry.key, !app::is_switch(entry) ? early_flag(arguments, entry.flag) : stands ? "yes" : "");
    }
    return flags;
}

std::string say_in(base::MessageId message, base::Language language) { return base::text_of(message, language); }

void add_commands(CLI::App& program, app::Request& request, base::Language language)
{
    auto const tell = [&](base::MessageId message) { return say_in(message, language); };
    auto const command = [&](std::string const& name, base::MessageId meaning) {
        auto* const added = program.add_subcommand(name, tell(meaning));
        added->callback([&request, name] { request.command = name; });
        return added;
    };
    auto* const evaluate = command("evaluate", say::help_evaluate);
    evaluate->add_option("FILE", request.file, tell(say::help_case_file))->required();
    evaluate->add_flag("--json", request.json, tell(say::help_json));
    evaluate->add_option("--csv", request.csv_file, tell(say::help_csv));
    evaluate->add_option("--report", request.report_file, tell(say::help_report));
    evaluate->add_option("--fail-if", request.fail_if, tell(say::help_fail_if));
    evaluate->add_option("--discount", request.discount, tell(say::help_discount));
    evaluate->add_option("--draws", request.draws, tell(say::help_draws));
    evaluate->add_option("--seed", request.seed, tell(say::help_seed));
    evaluate->add_option("--method", request.method, tell(say::help_method))->check(CLI::IsMember({"quasi", "plain"}));
    auto* const check = command("check", say::help_check);
    check->add_option("FILE", request.file, tell(say::help_case_file))->required();
    check->add_flag("--json", request.json, tell(say::help_json_errors));
    auto* const portfolio = command("portfolio", say::help_portfolio);
    portfolio->add_option("FILE", request.files, tell(say::help_portfolio_files))->required();
    portfolio->add_option("--budget", request.budget, tell(say::help_budget));
    portfolio->add_option("--draws", request.draws, tell(say::help_portfolio_draws));
    portfolio->add_option("--seed", request.seed, tell(say::help_portfolio_seed));
    portfolio->add_flag("--json", request.json, tell(say::help_json));
    portfolio->add_option("--report", request.report_file, tell(say::help_report));
    auto* const values = command("values", say::help_values);
    values->add_option("SET", request.value_set, tell(say::help_value_set));
    values->add_option("ID", request.value_id, tell(say::help_value_id));
    values->add_option("--compare", request.compare_with, tell(say::help_compare));
    values->add_flag("--json", request.json, tell(say::help_json));
    auto* const serve = command("serve", say::help_serve);
    serve->add_option("--data", request.data_folder, tell(say::help_data_folder))->required();
    serve->add_flag("--open", request.is_open, tell(say::help_open));
    auto* const import = command("import", say::help_import);
    import->add_option("FILE", request.import.file, tell(say::help_import_file))->required();
    import->add_option("--as", request.import.type, tell(say::help_import_type));
    import->add_option("--data", request.data_folder, tell(say::help_data_folder));
    import->add_option("--mapping", request.import.mapping_file, tell(say::help_import_mapping));
    import->add_option("--write-mapping", request.import.write_mapping, tell(say::help_import_write_mapping));
    import->add_option("--defects", request.import.defects_file, tell(say::help_import_defects));
    import->add_option("--tenant", request.import.tenant, tell(say::help_tenant));
    import->add_flag("--dry-run", request.import.is_dry_run, tell(say::help_import_dry_run));
    auto* const export_command = command("export", say::help_export);
    export_command->add_option("FILE", request.file, tell(say::help_export_file))->required();
    export_command->add_option("--data", request.data_folder, tell(say::help_backup_folder))->required();
    export_command->add_option("--tenant", request.import.tenant, tell(say::help_export_tenant));
    auto* const backup = command("backup", say::help_backup);
    backup->add_option("FILE", request.file, tell(say::help_backup_file))->required();
    backup->add_option("--data", request.data_folder, tell(say::help_backup_folder))->required();
    auto* const restore = command("restore", say::help_restore);
    restore->add_option("FILE", request.file, tell(say::help_restore_file))->required();
    restore->add_option("--data", request.data_folder, tell(say::help_restore_folder))->required();
    command("units", say::help_units);
    command("reference", say::help_reference);
    auto* const schema = command("schema", say::help_schema);
    schema->add_option("FORMAT", request.format, tell(say::help_schema_format))->check(CLI::IsMember({"case", "portfolio", "values"}));
    command("config", say::help_config);
}

// Read already (setting_flags()); here they are allowed where they belong, and told in the help.
void add_setting_flags(CLI::App& program, base::Language language)
{
    for (auto const& entry : app::setting_entries()) {
        if (entry.flag.empty()) continue;
        auto* const taker = entry.command.empty() ? &program : program.get_subcommand(std::string(entry.command));
        auto const flag = std::string(entry.flag);
        auto const meaning = entry.meaning.in(language);
        if (app::is_switch(entry)) taker->add_flag(flag, meaning);
        else taker->add_option(flag, meaning)->default_str(std::string(entry.standard));
    }
}

void speak(CLI::App& program, base::Language language)
{
    auto const formatter = program.get_formatter();
    formatter->label("Usage", say_in(say::help_word_usage, language));
    formatter->label("OPTIONS", say_in(say::help_word_options, language));
    formatter->label("SUBCOMMAND", say_in(say::help_word_command, language));
    formatter->label("SUBCOMMANDS", say_in(say::help_word_commands, language));
    formatter->label("Options", say_in(say::help_word_options, language));
    formatter->label("Positionals", say_in(say::help_word_arguments, language));
    formatter->label("Subcommands", say_in(say::help_word_commands, language));
    formatter->label("REQUIRED", say_in(say::help_word_required, language));
    program.set_help_flag("-h,--help", say_in(say::help_help, language));
}

// What was wrong with the command line, in the user's language; the library's own words only where there are no better ones.
base::Error explain(CLI::ParseError const& error, CLI::App const& program, std::span<char*> arguments)
{
    auto const wrong = [](base::MessageId message, std::vector<base::Argument> values) {
        return base::Error{base::Errc::invalid, base::Message(message, std::move(values))};
    };
    std::vector<std::string> names;
    for (auto const* command : program.get_subcommands([](CLI::App const*) { return true; })) names.push_back(command->get_name());
    auto const known = std::vector<std::string_view>(names.begin(), names.end());
    auto const chosen = program.get_subcommands();
    if (chosen.empty()) {
        auto const first = std::ranges::find_if(arguments.subspan(1), [](std::string_view argument) { return !argument.starts_with('-'); });
        if (first == arguments.end()) return wrong(say::command_missing, {});
        auto const near = base::nearest(*first, known);
        if (near.empty()) return wrong(say::command_not_known, {{"found", std::string(*first)}});
        return wrong(say::command_unknown, {{"found", std::string(*first)}, {"near", near}});
    }
    auto const* const what = error.what();
    if (dynamic_cast<CLI::RequiredError const*>(&error) != nullptr) return wrong(say::command_needs_file, {{"command", chosen[0]->get_name()}});
    if (dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr) return wrong(say::command_line_extra, {{"detail", program.remaining(true).front()}});
    return wrong(say::command_line_wrong, {{"detail", what}});
}

prove::Colour colour_of(app::Settings const& settings)
{
    auto const& wish = settings.value("colour");
    if (wish == "always") return prove::Colour::always;
    auto const terminal = isatty(STDOUT_FILENO) == 1 && environment("TERM").value_or("") != "dumb" && environment("NO_COLOR").value_or("").empty();
    return wish == "auto" && terminal ? prove::Colour::always : prove::Colour::never;
}

// "alzette help import" is what many try before "alzette import --help".
std::vector<char*> with_help(std::span<char*> arguments)
{
    static char flag[] = "--help";
    std::vector<char*> out(arguments.begin(), arguments.end());
    if (out.size() < 2 || std::string_view(out[1]) != "help") return out;
    out.erase(out.begin() + 1);
    out.push_back(flag);
    return out;
}

int start(std::span<char*> given)
{
    auto written = with_help(given);
    std::span<char*> const arguments(written);
    auto const config_given = early_flag(arguments, "--config");
    auto const config_file = config_given.empty() ? std::string("alzette.yaml") : config_given;
    auto const config = app::read_file(config_file, base::limits::case_file_bytes_max);
    base::Findings findings;
    auto const settings = app::Settings::resolve(setting_flags(arguments), environment, config ? *config : std::string(), findings);
    auto const language = settings.language();
    auto const colour = colour_of(settings);
    auto const config_missing = !config && (!config_given.empty() || config.error().kind != base::Errc::not_found);
    if (config_missing) findings.add(config.error());
    if (findings.has_errors()) {
        auto const is_of_file = std::ranges::any_of(findings.sorted(), [](auto const& finding) { return finding.place.line != 0; });
        std::cerr << app::render_findings(findings.sorted(), is_of_file ? config_file : "alzette", config ? *config : std::string(), language, colour);
        return static_cast<int>(findings.kind());
    }

    CLI::App program(say_in(say::help_program, language), "alzette");
    app::Request request;
    std::string ignored;  // was read already
    program.set_version_flag("--version", std::string("alzette ") + std::string(base::version()), say_in(say::help_version, language));
    program.add_option("--config", ignored, say_in(say::help_config_file, language));
    program.require_subcommand(1);
    program.fallthrough();
    speak(program, language);
    add_commands(program, request, language);
    add_setting_flags(program, language);
    try {
        program.parse(static_cast<int>(arguments.size()), arguments.data());
    } catch (CLI::Success const& asked) {
        return program.exit(asked);
    } catch (CLI::ParseError const& error) {
        std::cerr << app::render_error(explain(error, program, arguments), language, colour) << say_in(say::command_line_help, language) << "\n";
        return static_cast<int>(base::Errc::invalid);
    }
    return app::run(request, settings, colour);
}

}  // namespace

int main(int count, char** arguments)
try {
    std::ios::sync_with_stdio(false);
    return start({arguments, static_cast<std::size_t>(count)});
} catch (std::exception const& bug) {
    std::cerr << "alzette: " << bug.what() << "\n";
    return exit_bug;
}
