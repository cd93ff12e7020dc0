// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/markdown.h"
#include "yaml/record.h"

#include <span>

namespace alzette::prove {

// The keys of a file format, one table for each section, with what holds between them.
void print_keys(MarkdownPage& page, std::span<yaml::Section const> sections, base::Language language);

}  // namespace alzette::prove
