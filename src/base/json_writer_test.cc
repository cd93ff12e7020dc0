// SPDX-License-Identifier: Apache-2.0
#include "base/json_writer.h"

#include <charconv>
#include <csignal>
#include <cstdint>
#include <doctest/doctest.h>
#include <functional>
#include <limits>
#include <sys/wait.h>
#include <unistd.h>

namespace alzette::base {

namespace {

template <class Value>
std::string written(Value const& value)
{
    JsonWriter json;
    json.value(value);
    return std::move(json).take();
}

// Whether a use of the writer stops the program: run in a child, so that the tests go on.
bool stops(std::function<void(JsonWriter&)> const& use)
{
    auto const child = fork();
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        std::fclose(stderr);
        JsonWriter json;
        use(json);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}  // namespace

TEST_CASE("objects and arrays nest, and commas stand between their items only")
{
    JsonWriter json;
    json.object([&] {
        json.member("a", 1);
        json.key("b").array([&] {
            json.value("x");
            json.array([] {});
            json.object([&] { json.member("c", true); });
            json.null();
        });
        json.key("d").object([] {});
        json.member("e", std::optional<double>());
        json.member("f", std::optional(0.5));
    });
    CHECK(std::move(json).take() == R"({"a":1,"b":["x",[],{"c":true},null],"d":{},"e":null,"f":0.5})");
}

TEST_CASE("text is escaped where JSON asks for it, and only there")
{
    CHECK(written("l'été \"à\" 100 %\\") == R"("l'été \"à\" 100 %\\")");
    CHECK(written("a\nb\tc\rd") == R"("a\nb\tc\rd")");
    CHECK(written(std::string("\0\x1f", 2)) == R"("\u0000\u001f")");
}

TEST_CASE("numbers are the shortest that read back the same")
{
    CHECK(written(0.1) == "0.1");
    CHECK(written(822826.34) == "822826.34");
    CHECK(written(-410000.0) == "-410000");
    CHECK(written(-0.0) == "0");
    CHECK(written(1e22) == "1e+22");
    CHECK(written(42) == "42");
    CHECK(written(std::uint64_t{18446744073709551615U}) == "18446744073709551615");
    for (auto const number : {1.0 / 3, 1e-300, 5e-324, std::numeric_limits<double>::max(), 1097693.1799999999}) {
        auto const text = written(number);
        double read = 0;
        std::from_chars(text.data(), text.data() + text.size(), read);
        CHECK(read == number);
    }
}

TEST_CASE("what is no number is null")
{
    CHECK(written(std::numeric_limits<double>::quiet_NaN()) == "null");
    CHECK(written(std::numeric_limits<double>::infinity()) == "null");
    CHECK(written(-std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("misuse stops the program")
{
    CHECK_FALSE(stops([](JsonWriter& json) { json.value(1); }));
    CHECK(stops([](JsonWriter& json) { json.value(1), json.value(2); }));
    CHECK(stops([](JsonWriter& json) { json.key("a"); }));
    CHECK(stops([](JsonWriter& json) { json.object([&] { json.value(1); }); }));
    CHECK(stops([](JsonWriter& json) { json.object([&] { json.key("a").key("b"); }); }));
    CHECK(stops([](JsonWriter& json) { json.object([&] { json.key("a"); }); }));
    CHECK(stops([](JsonWriter& json) { json.array([&] { json.key("a"); }); }));
    CHECK(stops([](JsonWriter& json) { std::move(json).take(); }));
}

}  // namespace alzette::base
