// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/value.h"
#include "observe/defects.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace alzette::observe {

// One value of a row: a text from CSV, any JSON value from GeoJSON.
struct Cell {
    std::string_view column;
    json::Value value;
    base::Place place;
};

// One row of a table or one feature of a collection. The table it came from outlives it.
struct Row {
    std::size_t number = 0;  // counts from 1
    base::Place place = {};
    std::vector<Cell> cells = {};
    json::Value geometry = {};  // GeoJSON, in the coordinates of the file
    std::shared_ptr<json::Value const> feature = {};  // which its cells name the members of
    Cell const* find(std::string_view column) const;
};

// Gives one row after the other; whether there was one more. What is wrong with a row is told, and the row left out.
using NextRow = std::function<bool(Row& row, Defects& defects)>;

// What a source is about, known before its rows.
struct Table {
    std::vector<std::string> columns;
    NextRow next;
    bool has_geometry = false;      // features
    std::string coordinates = {};   // the coordinate reference system a GeoJSON file names: "EPSG:2154"
};

}  // namespace alzette::observe
