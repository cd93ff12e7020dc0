// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message.h"

namespace alzette {
#define MESSAGE(id, en, fr) DECLARE_MESSAGE(id)
#include "base/catalogue/access.def"
#undef MESSAGE
}  // namespace alzette
