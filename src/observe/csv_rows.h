// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observe/row.h"

namespace alzette::observe {

// The rows below a header. The text outlives the table. Fails (invalid) on a text without a header, or one whose header cannot be read.
base::Result<Table> csv_table(std::string_view text, char separator);

}  // namespace alzette::observe
