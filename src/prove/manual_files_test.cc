// SPDX-License-Identifier: Apache-2.0
// The pages and schemas that are kept in docs/ are what the program prints.
#include "prove/reference.h"
#include "prove/schema.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>
#include <string>

using namespace alzette;
using base::Language;
using prove::FileKind;

namespace {

std::string kept(std::string const& name)
{
    std::ifstream file(std::string(SOURCE_FOLDER) + "/docs/" + name, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

void check_same(std::string const& name, std::string const& printed, std::string const& arguments)
{
    auto const same = kept(name) == printed;
    CHECK_MESSAGE(same, "docs/" << name << " is no longer what the program prints; write it again: alzette " << arguments << " > docs/" << name);
}

}  // namespace

TEST_CASE("the reference pages of the manual are what the program prints")
{
    check_same("manual/decide/reference.en.md", prove::render_reference(Language::en), "reference --lang en");
    check_same("manual/decide/reference.fr.md", prove::render_reference(Language::fr), "reference --lang fr");
}

TEST_CASE("the JSON Schemas of the formats are what the program prints")
{
    check_same("formats/case.schema.json", prove::render_schema(FileKind::case_file, Language::en), "schema case --lang en");
    check_same("formats/value-set.schema.json", prove::render_schema(FileKind::value_set, Language::en), "schema values --lang en");
}
