// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/limits.h"
#include "yaml/characters.h"
#include "yaml/node.h"

#include <cstdint>
#include <cstring>
#include <set>
#include <sys/mman.h>
#include <unistd.h>

using namespace alzette;
namespace limits = base::limits;

namespace {

constexpr std::size_t bytes_max = 1 << 20;

// libfyaml is not instrumented: the page behind the text cannot be read, so that reading past the end stops the fuzzer.
std::string_view before_guard_page(std::uint8_t const* data, std::size_t size)
{
    static auto const page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    static auto* const begin = [] {
        auto* const pages = mmap(nullptr, bytes_max + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        CHECK_THAT(pages != MAP_FAILED);
        CHECK_THAT(mprotect(static_cast<char*>(pages) + bytes_max, page, PROT_NONE) == 0);
        return static_cast<char*>(pages);
    }();
    auto* const text = begin + bytes_max - size;
    if (size > 0) std::memcpy(text, data, size);
    return {text, size};
}

// Every place is one that a reader of the text can point at: of a character, or just behind the last one of its line.
void check_place(base::Place place, std::vector<std::uint32_t> const& lines)
{
    CHECK_THAT(place.line >= 1 && place.line <= lines.size());
    CHECK_THAT(place.column >= 1 && place.column <= lines[place.line - 1] + 1);
}

std::vector<std::uint32_t> line_lengths(std::string_view text)
{
    std::vector<std::uint32_t> lines{0};
    for (std::size_t at = 0; at < text.size();) {
        auto const ending = yaml::line_end_length(text, at);
        if (ending > 0) lines.push_back(0);
        else ++lines.back();
        at += ending > 0 ? ending : yaml::character_length(text[at]);
    }
    return lines;
}

struct Checker {
    std::vector<std::uint32_t> lines;
    std::size_t nodes = 0;

    void check(yaml::Node const& node, std::size_t depth)
    {
        CHECK_THAT(++nodes <= limits::yaml_nodes_max);
        check_place(node.place, lines);
        CHECK_THAT(yaml::first_bad_byte(node.text) == node.text.size());
        CHECK_THAT(node.text.empty() || node.is_scalar());
        CHECK_THAT(node.items.empty() || node.is_sequence());
        CHECK_THAT(node.members.empty() || node.is_mapping());
        if (node.is_sequence() || node.is_mapping()) CHECK_THAT(depth < limits::yaml_depth_max);
        for (auto const& item : node.items) check(item, depth + 1);
        std::set<std::string_view> keys;
        for (auto const& member : node.members) {
            CHECK_THAT(keys.insert(member.key).second);
            CHECK_THAT(node.find(member.key) == &member.value);
            check_place(member.key_place, lines);
            check(member.value, depth + 1);
        }
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size > bytes_max) return 0;
    auto text = before_guard_page(data, size);
    base::Findings findings;
    auto const result = yaml::parse(text, bytes_max, findings);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    auto const readable = yaml::first_bad_byte(text) == text.size();
    Checker checker{line_lengths(readable ? text : text.substr(0, yaml::first_bad_byte(text)))};
    for (auto const& finding : findings.sorted()) check_place(finding.place, checker.lines);
    if (result) {
        CHECK_THAT(readable);
        checker.check(*result, 0);
        return 0;
    }
    check_place(result.error().place, checker.lines);
    for (auto const language : {base::Language::en, base::Language::fr}) {
        auto const said = result.error().message.in(language);
        CHECK_THAT(yaml::first_bad_byte(said) == said.size());
    }
    return 0;
}
