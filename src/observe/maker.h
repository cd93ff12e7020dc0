// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ngsi/entity.h"
#include "observe/coordinates.h"
#include "observe/mapping.h"
#include "observe/row.h"

#include <optional>

namespace alzette::observe {

// Makes entities of rows by a mapping.
class Maker {
public:
    // Columns that the mapping names and the table has not are reported, with the nearest name.
    static std::optional<Maker> of(Mapping mapping, Table const& table, base::Findings& findings);

    // Nothing when the row makes no entity: it is told why. A value that cannot be read costs the row its attribute alone.
    std::optional<ngsi::Entity> make(Row const& row, Defects& defects) const;

private:
    struct Plan {
        AttributeMapping mapping;
        std::vector<std::string> object;  // parts of its pattern
    };
    Maker(Mapping mapping, Coordinates coordinates);

    std::optional<json::Value> attribute(Plan const& plan, Row const& row, Defects& defects) const;
    std::optional<json::Value> property(Plan const& plan, Row const& row, Defects& defects) const;
    std::optional<json::Value> relationship(Plan const& plan, Row const& row, Defects& defects) const;
    std::optional<json::Value> place(Plan const& plan, Row const& row, Defects& defects) const;
    std::optional<json::Value> point(Plan const& plan, Cell const& longitude, Cell const& latitude, Defects& defects) const;
    std::optional<json::Value> position(Plan const& plan, Cell const& cell, Defects& defects) const;
    std::optional<json::Value> read(Plan const& plan, Cell const& cell, Defects& defects) const;
    bool is_missing(Cell const* cell) const;
    // What braces name is put in; nothing, and a defect where one is asked for, when a column is empty.
    enum class Filling { id, scope };
    std::optional<std::string> fill(std::vector<std::string> const& parts, Row const& row, Filling filling, Defects* defects) const;

    Mapping mapping_;
    Coordinates coordinates_;
    std::vector<std::string> id_, scope_;
    std::vector<Plan> plans_;
};

}  // namespace alzette::observe
