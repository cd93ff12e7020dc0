// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <string_view>
#include <vector>

namespace alzette::formula {

// The numbers under one heading of a CSV text: separated by comma, semicolon or tab (as the heading line shows), cells quoted or not; with
// semicolons, tabs and a single column a decimal comma is read too. Empty cells are left out. Fails when the column is missing, a cell is no number
// or a row has more cells than headings; `place` is where the case names the column.
base::Result<std::vector<double>> data_column(std::string_view csv, std::string_view column, base::Place place);

}  // namespace alzette::formula
