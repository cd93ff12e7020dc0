// SPDX-License-Identifier: Apache-2.0
#include "observe/import.h"

#include "base/catalogue/observe.h"
#include "base/limits_import.h"
#include "ngsi/read_entity.h"
#include "observe/csv.h"
#include "observe/csv_rows.h"
#include "observe/feature_rows.h"
#include "observe/guess.h"
#include "observe/json_items.h"
#include "observe/maker.h"

namespace alzette::observe {

using base::Result;

FileFormat format_of(std::string_view text)
{
    auto const first = JsonItems(text).peek();
    if (first != '{' && first != '[') return FileFormat::csv;
    return first == '{' && is_geo_json(text) ? FileFormat::geo_json : FileFormat::ngsi_ld;
}

Result<Table> open_table(std::string_view text, FileFormat format, std::string_view separator)
{
    if (format == FileFormat::geo_json) return feature_table(text);
    return csv_table(text, separator.empty() ? find_separator(text) : separator.front());
}

Result<Mapping> guess(std::string_view text, FileFormat format, std::string_view type)
{
    auto const table = TRY(open_table(text, format, {}));
    std::vector<Row> rows;
    Defects ignored;  // they are told when the rows are read
    Row row;
    while (rows.size() < base::limits::guess_rows_max && table.next(row, ignored)) rows.push_back(std::move(row));
    auto mapping = guess_mapping(table, rows, type);
    if (format == FileFormat::csv) mapping.separator = find_separator(text);
    return mapping;
}

Result<std::size_t> import_rows(Table const& table, Mapping const& mapping, Intake& intake, Defects& defects, base::Findings& findings)
{
    auto const maker = Maker::of(mapping, table, findings);
    std::size_t rows = 0;
    Row row;
    while (maker && table.next(row, defects)) {
        ++rows;
        auto entity = maker->make(row, defects);
        if (entity) TRY_VOID(intake.add(*std::move(entity), row.place));
    }
    return rows;
}

namespace {

Result<ngsi::Entity> entity_of(std::string_view text, understand::Contexts& contexts)
{
    auto const body = TRY(json::parse(text));
    auto const* const inside = body.find("@context");
    auto const context = inside == nullptr ? ngsi::Context::core() : TRY(contexts.of(*inside));
    return ngsi::read_entity(body, *context);
}

}  // namespace

Result<std::size_t> import_entities(std::string_view text, understand::Contexts& contexts, Intake& intake, Defects& defects)
{
    JsonItems items(text);
    std::size_t count = 0;
    auto const take = [&](JsonItem const& item) -> Result<void> {
        ++count;
        auto entity = entity_of(item.text, contexts);
        if (entity) return intake.add(*std::move(entity), item.place);
        defects.add({item.place, {}, entity.error().message});
        return {};
    };
    if (!items.enter_array()) {
        TRY_VOID(take({text, {1, 1}}));
        return count;
    }
    while (auto const item = items.next()) TRY_VOID(take(*item));
    if (items.fault()) defects.add({items.fault()->place, {}, items.fault()->message});
    return count;
}

}  // namespace alzette::observe
