// SPDX-License-Identifier: Apache-2.0
#include "base/source_folder_for_test.h"

char const alzette::base::source_folder[] = SOURCE_FOLDER;
