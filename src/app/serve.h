// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/settings.h"
#include "base/result.h"

#include <string>

namespace alzette::app {

struct ServeRequest {
    std::string data_folder;
    bool is_open = false;  // without accounts, on this machine only
};

// Keeps a territory's memory and answers for it until SIGINT or SIGTERM; returns when everything acknowledged is on disk. Address, TLS and limits are
// settings.
base::Result<void> serve(ServeRequest const& request, Settings const& settings);

}  // namespace alzette::app
