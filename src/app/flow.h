// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/import.h"
#include "app/settings.h"
#include "prove/render.h"

#include <string>
#include <vector>

// What the program does, one function for each verb. Everything a verb needs is in its arguments.
namespace alzette::app {

struct Request {
    std::string command;       // serve, import, evaluate, check, portfolio, values, units, reference, schema, config
    std::string file;          // of a case
    std::vector<std::string> files;  // of `portfolio`
    std::string budget;        // of `portfolio`, with case files alone
    bool json = false;
    std::string csv_file;      // "" none, "-" standard output
    std::string report_file;
    std::string fail_if;       // "npv < 0"
    std::string discount;      // over the case's own
    std::string draws;         // over the case's own, "" for that
    std::string seed;
    std::string method;
    std::string value_set;     // of `values`
    std::string value_id;
    std::string compare_with;  // another set
    std::string format;        // of `schema`: case, values or portfolio
    std::string data_folder;   // of `serve`, `import` and their kin
    bool is_open = false;      // of `serve`
    ImportRequest import = {};
};

// Runs a request; the exit code is 0, 1 where --fail-if holds, or the kind of error (base::Errc).
int run(Request const& request, Settings const& settings, prove::Colour colour);

}  // namespace alzette::app
