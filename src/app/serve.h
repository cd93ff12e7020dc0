// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"

#include <string>

namespace alzette::app {

struct ServeRequest {
    std::string data_folder;
    std::string listen;  // "127.0.0.1:1026"
    bool is_open = false;          // without accounts, on this machine only
    bool is_behind_proxy = false;  // that does TLS
    std::string certificate_file = {};
    std::string key_file = {};
};

// Keeps a territory's memory and answers for it until SIGINT or SIGTERM; returns when everything acknowledged is on disk.
base::Result<void> serve(ServeRequest const& request, base::Language language);

}  // namespace alzette::app
