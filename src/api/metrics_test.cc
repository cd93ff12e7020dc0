// SPDX-License-Identifier: Apache-2.0
#include "api/metrics.h"

#include "api/routes.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace std::chrono_literals;

namespace {

bool has_line(std::string const& text, std::string const& line) { return ("\n" + text).find("\n" + line + "\n") != std::string::npos; }

}  // namespace

TEST_CASE("answers are counted by route and status, and by how long they took; buckets hold all that are below")
{
    api::Metrics metrics(api::routes().size());
    metrics.count(1, 200, 2ms);
    metrics.count(1, 200, 1ms);  // a bound is in its bucket
    metrics.count(1, 404, 20s);
    metrics.count(api::routes().size(), 404, 1us);
    auto const text = metrics.text();
    auto const route = R"(method="GET",path="/ngsi-ld/v1/entities",)";
    CHECK(has_line(text, std::string("alzette_answers_total{") + route + R"(status="2xx"} 2)"));
    CHECK(has_line(text, std::string("alzette_answers_total{") + route + R"(status="4xx"} 1)"));
    CHECK(has_line(text, R"(alzette_answers_total{method="",path="",status="4xx"} 1)"));
    CHECK(has_line(text, R"(alzette_answer_seconds_bucket{le="0.0005"} 1)"));
    CHECK(has_line(text, R"(alzette_answer_seconds_bucket{le="0.001"} 2)"));
    CHECK(has_line(text, R"(alzette_answer_seconds_bucket{le="0.0025"} 3)"));
    CHECK(has_line(text, R"(alzette_answer_seconds_bucket{le="5"} 3)"));
    CHECK(has_line(text, R"(alzette_answer_seconds_bucket{le="+Inf"} 4)"));
    CHECK(has_line(text, "alzette_answer_seconds_count 4"));
    CHECK(has_line(text, "alzette_answer_seconds_sum 20.003001"));
}

TEST_CASE("every family says what it is before its values")
{
    api::Metrics metrics(api::routes().size());
    auto const text = metrics.text();
    CHECK(text.starts_with("# HELP alzette_answers_total "));
    CHECK(has_line(text, "# TYPE alzette_answers_total counter"));
    CHECK(has_line(text, "# TYPE alzette_answer_seconds histogram"));
}
