// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "understand/hosted.h"
#include "understand/memory.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

// A whole territory as one file that lasts: lines of JSON in zstd (docs/formats/territory-archive.md).
namespace alzette::observe {

struct ArchiveFacts {
    std::size_t entities = 0;
    std::size_t contexts = 0;
    friend bool operator==(ArchiveFacts const&, ArchiveFacts const&) = default;
};

// All tenants, or one. Entities come in the order of their ids: the same state gives the same bytes but for the instant. `write` takes them in parts. Fails
// (not_found) on a tenant that is not there, and as `write` does.
using WriteBytes = std::function<base::Result<void>(std::string_view bytes)>;
base::Result<ArchiveFacts> write_archive(understand::Memory const& memory, understand::HostedContexts const& hosted, std::optional<std::string> const& tenant,
                                         base::Instant now, WriteBytes const& write);

bool is_archive(std::string_view bytes);

// Reads all of an archive and checks it: its form, each entity, its counts, its hash. Fails: conflict on what is none, unsupported on one that a later
// release wrote, unavailable on one that is damaged or cut.
base::Result<ArchiveFacts> check_archive(std::string_view bytes);

// Brings a checked archive into a memory that holds nothing: afterwards it says what the other did, times included.
base::Result<ArchiveFacts> read_archive(std::string_view bytes, understand::Memory& memory);

}  // namespace alzette::observe
