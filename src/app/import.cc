// SPDX-License-Identifier: Apache-2.0
#include "app/import.h"

#include "app/archive.h"
#include "app/files.h"
#include "app/territory.h"
#include "app/told.h"
#include "base/catalogue/app.h"
#include "base/format.h"
#include "base/limits_import.h"
#include "ngsi/names.h"
#include "observe/archive.h"
#include "observe/import.h"

#include <algorithm>
#include <chrono>
#include <fmt/core.h>
#include <iostream>

namespace alzette::app {

namespace {

using base::Errc;
using base::Result;
using observe::FileFormat;

class Import {
public:
    Import(ImportRequest const& request, base::Language language, prove::Colour colour) : request_(request), language_(language), colour_(colour) {}

    int run()
    {
        auto const done = import();
        if (!done) {
            std::cerr << render_error(done.error(), language_, colour_);
            return static_cast<int>(done.error().kind);
        }
        return *done;
    }

private:
    void tell(base::Message const& message) const { std::cerr << message.in(language_) << "\n" << std::flush; }
    void print(base::Message const& message) const { std::cout << message.in(language_) << "\n" << std::flush; }

    Result<int> import()
    {
        started_ = std::chrono::steady_clock::now();
        if (!request_.tenant.empty()) TRY_VOID(ngsi::check_tenant(request_.tenant));
        if (!request_.type.empty()) TRY_VOID(ngsi::check_name(request_.type));
        auto const bytes = TRY(read_file(request_.file, base::limits::import_file_bytes_max));
        if (observe::is_archive(bytes)) return archive(bytes);
        base::Findings findings;
        std::string mapping_file;
        auto mapping = std::optional<observe::Mapping>();
        if (!request_.mapping_file.empty()) {
            mapping_file = TRY(read_file(request_.mapping_file, base::limits::mapping_file_bytes_max));
            mapping = observe::read_mapping(mapping_file, findings);
            if (!mapping) return tell(findings, mapping_file);
        }
        text_ = TRY(in_file(observe::to_utf8(bytes, mapping ? mapping->encoding : observe::Encoding::found)));
        auto const format = observe::format_of(text_);
        if (format != FileFormat::ngsi_ld && !mapping) {
            mapping = TRY(guessed(format));
            if (!request_.write_mapping.empty()) return write_mapping(*mapping);
        }
        if (request_.data_folder.empty()) return base::fail(Errc::invalid, say::import_folder_missing);
        auto const territory = TRY(open());
        auto const mode = request_.is_dry_run ? observe::Intake::Mode::trial : observe::Intake::Mode::take;
        observe::Intake intake(territory->memory(), {request_.tenant, request_.file}, mode, defects_);
        std::size_t rows = 0;
        if (format == FileFormat::ngsi_ld) {
            rows = TRY(observe::import_entities(text_, territory->contexts(), intake, defects_));
        } else {
            auto const table = TRY(in_file(observe::open_table(text_, format, mapping->separator)));
            rows = TRY(observe::import_rows(table, *mapping, intake, defects_, findings));
            if (findings.has_errors()) return tell(findings, mapping_file);
        }
        TRY_VOID(intake.finish());
        return report(rows, intake.counts());
    }

    Result<int> archive(std::string const& bytes) const
    {
        if (request_.data_folder.empty()) return base::fail(Errc::invalid, say::import_folder_missing);
        TRY_VOID(import_archive(request_.file, bytes, request_.data_folder, request_.is_dry_run ? Trial::yes : Trial::no, language_));
        return 0;
    }

    // A place in the file is shown with its name.
    template <class Value>
    Result<Value> in_file(Result<Value> result) const
    {
        if (!result && result.error().file.empty()) result.error().file = request_.file;
        return result;
    }

    int tell(base::Findings const& findings, std::string const& mapping_file) const
    {
        auto const name = request_.mapping_file.empty() ? request_.file : request_.mapping_file;
        std::cerr << render_findings(placed_in(mapping_file, findings), name, mapping_file, language_, colour_);
        return static_cast<int>(findings.kind());
    }

    Result<observe::Mapping> guessed(FileFormat format) const
    {
        if (request_.type.empty()) return base::fail(Errc::invalid, say::import_type_missing);
        auto mapping = TRY(in_file(observe::guess(text_, format, request_.type)));
        if (request_.write_mapping.empty()) {
            tell(base::Message(say::import_guessed));
            std::cerr << observe::mapping_text(mapping) << "\n";
        }
        if (mapping.id.ends_with("{row}")) tell(base::Message(say::import_row_numbers));
        return mapping;
    }

    Result<int> write_mapping(observe::Mapping const& mapping) const
    {
        TRY_VOID(write_file(request_.write_mapping, observe::mapping_text(mapping)));
        if (request_.write_mapping != "-") tell({say::import_mapping_written, {{"mapping", request_.write_mapping}, {"file", request_.file}}});
        return 0;
    }

    // A dry run leaves no folder behind.
    Result<std::unique_ptr<Territory>> open() const
    {
        auto const is_there = std::filesystem::exists(std::filesystem::path(request_.data_folder) / "territory.sqlite");
        if (request_.is_dry_run && !is_there) return Territory::nowhere();
        return Territory::open(request_.data_folder);
    }

    Result<int> report(std::size_t rows, observe::Counts const& counts) const
    {
        show_defects();
        if (!request_.defects_file.empty()) TRY_VOID(write_file(request_.defects_file, observe::defects_csv(defects_, request_.file, language_)));
        auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
        auto const figure = [](std::size_t number) { return base::number_in_both(static_cast<double>(number), 12); };
        auto const arguments = std::vector<base::Argument>{{"file", request_.file},
                                                           {"rows", figure(rows)},
                                                           {"created", figure(counts.created)},
                                                           {"changed", figure(counts.changed)},
                                                           {"unchanged", figure(counts.unchanged)},
                                                           {"defects", figure(defects_.count())},
                                                           {"seconds", base::number_in_both(seconds, 2)}};
        print(base::Message(request_.is_dry_run ? say::import_tried : say::import_done, arguments));
        return defects_.count() == 0 ? 0 : static_cast<int>(Errc::invalid);
    }

    void show_defects() const
    {
        std::vector<base::Finding> shown;
        for (auto const& defect : defects_.kept()) {
            if (shown.size() == base::limits::defects_shown_max) break;
            shown.push_back({base::Severity::error, defect.place, defect.message});
        }
        std::cerr << render_findings(shown, request_.file, text_, language_, colour_);
        auto const more = defects_.count() - shown.size();
        if (more > 0) tell({say::import_more_defects, {{"more", base::number_in_both(static_cast<double>(more), 12)}}});
    }

    ImportRequest const& request_;
    base::Language language_;
    prove::Colour colour_;
    std::chrono::steady_clock::time_point started_;
    std::string text_;
    observe::Defects defects_;
};

}  // namespace

int import_file(ImportRequest const& request, base::Language language, prove::Colour colour) { return Import(request, language, colour).run(); }

}  // namespace alzette::app
