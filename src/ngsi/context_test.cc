// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/ngsi.h"
#include "ngsi/context.h"

#include <doctest/doctest.h>
#include <map>

using namespace alzette;
using ngsi::Context;

namespace {

std::map<std::string, std::string, std::less<>> const documents{
    {"https://example.org/lamps.jsonld", R"({"@context":{"Lamp":"https://example.org/Lamp","power":"https://example.org/power"}})"},
    {"https://example.org/loop.jsonld", R"({"@context":"https://example.org/loop.jsonld"})"},
    {"https://example.org/none.jsonld", R"({"a":1})"},
};

base::Result<std::shared_ptr<Context const>> read(std::string_view text)
{
    auto const value = json::parse(text);
    REQUIRE(value.has_value());
    return Context::read(*value, [](std::string_view uri) -> base::Result<std::shared_ptr<json::Value const>> {
        auto const found = documents.find(uri);
        if (found == documents.end()) return base::fail(base::Errc::unavailable, say::context_unavailable, {{"uri", uri}});
        return std::make_shared<json::Value const>(*json::parse(found->second));
    });
}

std::shared_ptr<Context const> context(std::string_view text)
{
    auto const result = read(text);
    REQUIRE(result.has_value());
    return *result;
}

base::MessageId refused(std::string_view text)
{
    auto const result = read(text);
    REQUIRE_FALSE(result.has_value());
    return result.error().message.id;
}

}  // namespace

TEST_CASE("what no context names falls into the default vocabulary and comes back as its term (clause 5.5.7)")
{
    auto const& core = *Context::core();
    CHECK(core.expand("Lamp") == "https://uri.etsi.org/ngsi-ld/default-context/Lamp");
    CHECK(core.compact("https://uri.etsi.org/ngsi-ld/default-context/Lamp") == "Lamp");
    CHECK(core.expand("location") == "https://uri.etsi.org/ngsi-ld/location");
    CHECK(core.compact("https://uri.etsi.org/ngsi-ld/location") == "location");
    CHECK(core.expand("https://example.org/Lamp") == "https://example.org/Lamp");
    CHECK(core.compact("https://example.org/Lamp") == "https://example.org/Lamp");
}

TEST_CASE("a term, a compact IRI and a prefix are expanded, and compacted to the shortest")
{
    auto const mine = context(R"({"ex":"https://example.org/","Lamp":"ex:Lamp","lit":{"@id":"ex:lit","@type":"@vocab"}})");
    CHECK(mine->expand("Lamp") == "https://example.org/Lamp");
    CHECK(mine->expand("ex:other") == "https://example.org/other");
    CHECK(mine->compact("https://example.org/Lamp") == "Lamp");
    CHECK(mine->compact("https://example.org/other") == "ex:other");
    CHECK(mine->coercion("lit") == ngsi::Coercion::vocab);
    CHECK(mine->expand("urn:x:1") == "urn:x:1");
}

TEST_CASE("the core context has precedence wherever it stands (clause 4.4)")
{
    auto const mine = context(R"([{"value":"https://example.org/value","location":"https://example.org/location","@vocab":"https://example.org/"}])");
    CHECK(mine->expand("value") == "https://uri.etsi.org/ngsi-ld/hasValue");
    CHECK(mine->expand("location") == "https://uri.etsi.org/ngsi-ld/location");
    CHECK(mine->expand("speed") == "https://uri.etsi.org/ngsi-ld/default-context/speed");
}

TEST_CASE("a term that means something else in a context does not compact the default vocabulary")
{
    auto const mine = context(R"({"speed":"https://example.org/speed"})");
    auto const compacted = mine->compact("https://uri.etsi.org/ngsi-ld/default-context/speed");
    CHECK(compacted != "speed");
    CHECK(mine->expand(compacted) == "https://uri.etsi.org/ngsi-ld/default-context/speed");
}

TEST_CASE("contexts are fetched, and what cannot be is said to be unavailable (clause 5.5.6)")
{
    CHECK(context(R"("https://example.org/lamps.jsonld")")->expand("power") == "https://example.org/power");
    CHECK(context(R"("https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.3.jsonld")") == Context::core());
    CHECK(refused(R"("https://example.org/unknown.jsonld")") == say::context_unavailable);
    CHECK(refused(R"("https://example.org/loop.jsonld")") == say::context_too_deep);
    CHECK(refused(R"("https://example.org/none.jsonld")") == say::context_without_context);
}

TEST_CASE("what is no context is refused with the term at fault (clause 5.5.7)")
{
    CHECK(refused("17") == say::context_wrong);
    CHECK(refused(R"({"a":17})") == say::context_term_wrong);
    CHECK(refused(R"({"a":{"@id":"https://example.org/a","@context":{}}})") == say::context_scoped);
    CHECK(refused(R"({"a":"b:x","b":"a:y"})") == say::context_cycle);
    CHECK(refused(R"({"@import":"https://example.org/lamps.jsonld"})") == say::context_import);
    CHECK(refused(R"("not a uri")") == say::context_uri_wrong);
}

TEST_CASE("an answer names the contexts of the request and then the core context")
{
    CHECK(json::write(context(R"(["https://example.org/lamps.jsonld"])")->as_written()) ==
          R"(["https://example.org/lamps.jsonld","https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld"])");
    CHECK(json::write(Context::core()->as_written()) == R"("https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld")");
}

TEST_CASE("terms written in terms of each other, and contexts made of many, end at a limit")
{
    auto const chain = [](std::size_t terms) {
        std::string text = "{";
        for (std::size_t i = 0; i < terms; ++i) text += "\"t" + std::to_string(i) + "\":\"t" + std::to_string(i + 1) + ":x\",";
        return json::parse(text + R"("end":"urn:x:end"})").value();
    };
    using Loaded = base::Result<std::shared_ptr<json::Value const>>;
    auto const nowhere = [](std::string_view) -> Loaded { return base::fail(base::Errc::unavailable, say::context_wrong); };
    CHECK(ngsi::Context::read(chain(50), nowhere).has_value());
    CHECK(ngsi::Context::read(chain(10'000), nowhere).error().message.id == say::context_chain_long);
    auto const level = [](std::string_view uri) -> Loaded {
        auto const number = uri.back() - '0';
        json::Value const terms(json::Value::Object{{"a", "http://example.org/a"}});
        json::Value::Array parts(300, number == 0 ? terms : json::Value("urn:x:" + std::to_string(number - 1)));
        return std::make_shared<json::Value const>(json::Value::Object{{"@context", std::move(parts)}});
    };
    CHECK(ngsi::Context::read(json::Value("urn:x:5"), level).error().message.id == say::context_too_many);
}
