// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"

#include <string>

namespace alzette::app {

// Copies a territory's folder to a file, also while `serve` runs on it, and says how large it is and how long it took.
base::Result<void> back_up(std::string const& folder, std::string const& file, base::Language language);

// Makes a folder of a backup, and opens it once to be sure that it can be.
base::Result<void> restore(std::string const& file, std::string const& folder, base::Language language);

}  // namespace alzette::app
