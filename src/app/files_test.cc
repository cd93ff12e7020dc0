// SPDX-License-Identifier: Apache-2.0
#include "app/files.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

using namespace alzette;
using base::Errc;

namespace {

// A folder of its own, gone at the end.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("alzette_files_test_" + std::to_string(getpid()));
    Folder() { std::filesystem::create_directory(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
};

}  // namespace

TEST_CASE("what is written is read again, and nothing half-written stays")
{
    Folder const folder;
    REQUIRE(app::write_file(folder.path / "a.txt", "één\n"));
    CHECK(*app::read_file(folder.path / "a.txt", 100) == "één\n");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), std::filesystem::directory_iterator()) == 1);
}

TEST_CASE("a missing file, a folder, a file too large and an unwritable place are told apart")
{
    Folder const folder;
    REQUIRE(app::write_file(folder.path / "a.txt", "12345"));
    CHECK(app::read_file(folder.path / "b.txt", 100).error().kind == Errc::not_found);
    CHECK(app::read_file(folder.path, 100).error().kind == Errc::invalid);
    CHECK(app::read_file(folder.path / "a.txt", 4).error().kind == Errc::exhausted);
    CHECK(app::read_file(folder.path / "a.txt", 5));
    CHECK(app::write_file(folder.path / "none" / "a.txt", "x").error().kind == Errc::unavailable);
}

TEST_CASE("a case reads data files beside it and nowhere else")
{
    Folder const folder;
    REQUIRE(app::write_file(folder.path / "data.csv", "x\n1\n"));
    auto const read = app::files_beside(folder.path / "case.yaml");
    CHECK(*read("data.csv") == "x\n1\n");
    for (auto const* name : {"../data.csv", "/etc/passwd", "sub/data.csv", "..", ""}) CHECK(!read(name));
}
