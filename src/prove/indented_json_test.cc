// SPDX-License-Identifier: Apache-2.0
#include "prove/indented_json.h"

#include <doctest/doctest.h>
#include <string>

namespace alzette::prove {

TEST_CASE("what is short stays on a line, what is long gets a line for each part")
{
    CHECK(indented_json("{}") == "{}\n");
    CHECK(indented_json(R"({"a":1,"b":["x",true],"c":{}})") == "{\n  \"a\": 1,\n  \"b\": [\"x\", true],\n  \"c\": {}\n}\n");
    auto const wide = std::string(150, 'x');
    CHECK(indented_json("{\"a\":[\"" + wide + "\",2]}") == "{\n  \"a\": [\n    \"" + wide + "\",\n    2\n  ]\n}\n");
}

TEST_CASE("signs inside a text are left alone")
{
    CHECK(indented_json(R"({"a":"{,:\"]}\\","b":"c"})") == "{\n  \"a\": \"{,:\\\"]}\\\\\",\n  \"b\": \"c\"\n}\n");
}

}  // namespace alzette::prove
