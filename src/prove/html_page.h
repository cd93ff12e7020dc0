// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/html_writer.h"

#include <string_view>

namespace alzette::prove {

// What every page of ours begins with: it fetches nothing, runs nothing and brings its own styles.
void write_page_head(HtmlWriter& page, std::string_view title, std::string_view version);

}  // namespace alzette::prove
