// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"
#include "prove/render.h"

#include <string>

namespace alzette::app {

struct ImportRequest {
    std::string file;
    std::string type;           // of entities made without a mapping
    std::string data_folder;
    std::string tenant;
    std::string mapping_file;   // "" guesses one
    std::string write_mapping;  // writes the guess there and stops
    std::string defects_file;   // CSV of what was wrong
    bool is_dry_run = false;
};

// Takes a file into a territory; good lines are kept, bad ones told. The exit code: 0 when nothing was wrong, else the kind of error.
int import_file(ImportRequest const& request, base::Language language, prove::Colour colour);

}  // namespace alzette::app
