// SPDX-License-Identifier: Apache-2.0
#include "app/archive.h"

#include "app/files.h"
#include "app/territory.h"
#include "base/catalogue/app.h"
#include "base/clock.h"
#include "base/format.h"
#include "observe/archive.h"
#include "store/backup.h"

#include <chrono>
#include <iostream>
#include <unistd.h>

namespace alzette::app {

namespace {

using base::Result;
namespace fs = std::filesystem;

// Beside what is being made, so that it is on the same disk; gone when it is done, or was not.
class WorkFolder {
public:
    explicit WorkFolder(fs::path target)
    {
        if (!target.has_filename()) target = target.parent_path();  // "folder/"
        path_ = target.string() + ".work" + std::to_string(::getpid());
    }
    ~WorkFolder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    WorkFolder(WorkFolder const&) = delete;
    WorkFolder& operator=(WorkFolder const&) = delete;
    fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

void tell(base::MessageId message, std::string const& file, std::string const& folder, observe::ArchiveFacts const& facts,
          std::chrono::steady_clock::time_point started, base::Language language)
{
    auto const figure = [](std::size_t number) { return base::number_in_both(static_cast<double>(number), 12); };
    auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    base::Message const sentence(message, {{"file", file},
                                           {"folder", folder},
                                           {"entities", figure(facts.entities)},
                                           {"contexts", figure(facts.contexts)},
                                           {"seconds", base::number_in_both(seconds, 2)}});
    std::cout << sentence.in(language) << "\n";
}

}  // namespace

// From a copy, so that the folder may have another owner meanwhile.
Result<void> export_territory(std::string const& folder, std::optional<std::string> const& tenant, std::string const& file, base::Language language)
{
    auto const started = std::chrono::steady_clock::now();
    WorkFolder const work(file);
    auto const copy = work.path() / "copy";
    std::error_code code;
    fs::create_directory(work.path(), code);
    TRY(store::back_up(folder, copy));
    TRY(store::restore(copy, work.path() / "territory"));
    std::string bytes;
    observe::ArchiveFacts facts;
    {
        auto const territory = TRY(Territory::open(work.path() / "territory"));
        facts = TRY(observe::write_archive(*territory->memory(), territory->hosted(), tenant, base::now(), [&](std::string_view part) -> Result<void> {
            bytes.append(part);
            return {};
        }));
    }
    TRY_VOID(write_file(file, bytes));
    tell(say::export_done, file, folder, facts, started, language);
    return {};
}

Result<void> import_archive(std::string const& file, std::string_view bytes, std::string const& folder, Trial trial, base::Language language)
{
    auto const started = std::chrono::steady_clock::now();
    TRY_VOID(store::check_is_free(folder));
    if (trial == Trial::yes) {
        auto const facts = TRY(observe::check_archive(bytes));
        tell(say::import_archive_tried, file, folder, facts, started, language);
        return {};
    }
    TRY(observe::check_archive(bytes));
    WorkFolder const work(folder);
    observe::ArchiveFacts facts;
    {
        auto const territory = TRY(Territory::open(work.path()));
        facts = TRY(observe::read_archive(bytes, *territory->memory()));
    }
    TRY(store::restore(work.path() / "territory.sqlite", folder));
    tell(say::import_archive_done, file, folder, facts, started, language);
    return {};
}

}  // namespace alzette::app
