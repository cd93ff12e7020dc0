// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "formula/uncertain.h"

#include <filesystem>
#include <string>
#include <string_view>

// The program's files: the only place that reads and writes them for `evaluate` and its kin.
namespace alzette::app {

// A whole file of at most `bytes_max` bytes; "-" is standard input. A larger one is refused before it is read.
base::Result<std::string> read_file(std::filesystem::path const& path, std::size_t bytes_max);

// Writes beside the target and renames, so that a reader sees the old file or the new one, never half; "-" is standard output.
base::Result<void> write_file(std::filesystem::path const& path, std::string_view content);

// Reads files beside a case: plain names only, nothing above or outside the case's folder.
formula::ReadFile files_beside(std::filesystem::path const& case_file);

}  // namespace alzette::app
