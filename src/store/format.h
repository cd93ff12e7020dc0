// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/sqlite.h"

#include <filesystem>
#include <span>

// The form of the territory's file (docs/formats/territory-folder.md), and how an older one is brought to it.
namespace alzette::store {

inline constexpr std::int64_t format_version = 1;
inline constexpr char const* territory_file = "territory.sqlite";

// What makes a file of version `to` of one of the version before. A release that changes the tables adds a row, and keeps those there are.
struct Upgrade {
    std::int64_t to;
    char const* sql;
};

// The version of a file. Fails: conflict when it is another program's, unsupported when a later release wrote it.
base::Result<std::int64_t> version_of(Database const& database, std::filesystem::path const& file, std::int64_t known = format_version);

// Brings an older file to a version: first a copy beside it, FILE.before-N, then all steps in one transaction.
base::Result<void> upgrade(Database const& database, std::filesystem::path const& file, std::int64_t from, std::int64_t to, std::span<Upgrade const> steps);

// Makes the tables of a new file, or brings one there is to this release's version.
base::Result<void> settle_format(Database const& database, std::filesystem::path const& file);

}  // namespace alzette::store
