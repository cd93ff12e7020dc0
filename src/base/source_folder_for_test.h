// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the sources lie, for tests and benchmarks that read files of the project. Defined in test/source_folder.cc, the one file compiled with the
// path, so that checkouts of one machine share all other compiled files.
namespace alzette::base {

extern char const source_folder[];

}  // namespace alzette::base
