// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observe/import.h"

#include "ngsi/write_entity.h"
#include "store/store.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

namespace alzette::observe {

// A folder that goes with the test.
struct FolderForTest {
    std::filesystem::path path;
    FolderForTest()
    {
        static int number = 0;
        path = std::filesystem::temp_directory_path() / ("alzette_observe_" + std::to_string(getpid()) + "_" + std::to_string(++number));
    }
    ~FolderForTest()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    FolderForTest(FolderForTest const&) = delete;
    FolderForTest& operator=(FolderForTest const&) = delete;
};

// A territory, a clock that ticks at each change, and what the last import said.
class ImportForTest {
public:
    FolderForTest folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<understand::Memory> memory;
    understand::Contexts contexts{[](std::string_view) -> base::Result<std::shared_ptr<json::Value const>> {
        return base::fail(base::Errc::unavailable, base::MessageId());
    }};
    Intake::Mode mode = Intake::Mode::take;
    Defects defects;
    base::Findings findings;
    std::optional<base::Error> failure;

    ImportForTest()
    {
        auto opened = store::open_embedded(folder.path);
        REQUIRE(opened.has_value());
        store = *std::move(opened);
        auto read = understand::Memory::open(*store, [this] { return base::Instant(std::chrono::seconds(++seconds_)); });
        REQUIRE(read.has_value());
        memory = *std::move(read);
    }

    void rows(std::string_view text, std::string_view mapping_text)
    {
        auto const mapping = read_mapping(mapping_text, findings);
        REQUIRE(mapping.has_value());
        rows(text, *mapping);
    }
    void rows(std::string_view text, Mapping const& mapping)
    {
        begin([&](Intake& intake) -> base::Result<std::size_t> {
            auto const table = TRY(open_table(text, format_of(text), mapping.separator));
            return import_rows(table, mapping, intake, defects, findings);
        });
    }
    void entities(std::string_view text)
    {
        begin([&](Intake& intake) { return import_entities(text, contexts, intake, defects); });
    }

    Counts const& counts() const { return counts_; }
    std::size_t rows_read() const { return rows_read_; }

    std::string entity(std::string const& id) const { return written(id, false); }
    std::string entity_with_times(std::string const& id) const { return written(id, true); }
    ngsi::Attribute instance(std::string const& id, std::string const& name) const
    {
        ngsi::Attribute found;
        auto const read = memory->read("", [&](understand::State const& state, base::Instant) {
            auto const entity = state.kept(*state.slot_of(id)).entity();
            found = ngsi::find(entity.attributes, ngsi::Context::core()->expand(name))->instances.front();
            return std::uint64_t{0};
        });
        REQUIRE(read.has_value());
        return found;
    }

private:
    template <class Work>
    void begin(Work const& work)
    {
        defects = {};
        failure.reset();
        Intake intake(memory.get(), {"", "test"}, mode, defects);
        auto const done = work(intake);
        if (done) rows_read_ = *done;
        else failure = done.error();
        REQUIRE(intake.finish().has_value());
        counts_ = intake.counts();
    }

    std::string written(std::string const& id, bool with_times) const
    {
        std::string text;
        auto const read = memory->read("", [&](understand::State const& state, base::Instant) {
            if (auto const slot = state.slot_of(id))
                ngsi::write_entity(state.kept(*slot).entity(), *ngsi::Context::core(), {.system_attributes = with_times}, text);
            return std::uint64_t{0};
        });
        REQUIRE(read.has_value());
        return text;
    }

    std::int64_t seconds_ = 1'000'000'000;
    Counts counts_;
    std::size_t rows_read_ = 0;
};

}  // namespace alzette::observe
