// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace alzette::app {

// Writes a territory, or one of its tenants, to one file that `import` reads elsewhere; also while `serve` runs on the folder.
base::Result<void> export_territory(std::string const& folder, std::optional<std::string> const& tenant, std::string const& file, base::Language language);

// Makes a territory's folder of an archive: whole, or not at all. A trial checks the archive and the folder alone.
enum class Trial { no, yes };
base::Result<void> import_archive(std::string const& file, std::string_view bytes, std::string const& folder, Trial trial, base::Language language);

}  // namespace alzette::app
