// SPDX-License-Identifier: Apache-2.0
#include "base/catalogue/report.h"
#include "prove/html_page.h"
#include "prove/html_sections.h"
#include "prove/render.h"

#include <array>
#include <span>

namespace alzette::prove {

namespace {

constexpr std::size_t usual_size = 1 << 17;

struct Part {
    base::MessageId title;
    std::span<ReportSection const> sections;
    std::string_view style;
};

std::array<Part, 3> parts()
{
    return {{{say::report_part_answer, answer_sections(), "answer"},
             {say::report_part_doubt, doubt_sections(), "doubt"},
             {say::report_part_evidence, evidence_sections(), "evidence"}}};
}

void write_masthead(HtmlWriter& page, ReportWords const& words)
{
    auto const& subject = words.evaluation.subject;
    auto const masthead = page.inside("header", {{"class", "masthead"}});
    {
        auto const line = page.inside("p", {{"class", "eyebrow"}});
        page.leaf("span", words.say(say::report_title));
        if (!subject.territory.empty()) page.leaf("span", words.text(subject.territory));
    }
    page.leaf("h1", words.name(subject.title, subject.id));
}

void write_contents(HtmlWriter& page, ReportWords const& words)
{
    auto const contents = page.inside("nav", {{"class", "contents"}, {"aria-label", words.say(say::report_contents)}});
    auto number = 0;
    for (auto const& part : parts()) {
        page.leaf("p", words.say(part.title), {{"class", "eyebrow"}});
        auto const list = page.inside("ol", {{"start", std::to_string(number + 1)}});
        for (auto const& section : part.sections) {
            if (!section.has_content(words.evaluation)) continue;
            auto const item = page.inside("li");
            page.leaf("a", words.say(section.title), {{"href", "#" + std::string(section.id)}});
            ++number;
        }
    }
}

void write_sections(HtmlWriter& page, ReportWords const& words)
{
    auto number = 0;
    for (auto const& part : parts()) {
        auto const block = page.inside("div", {{"class", part.style}});
        for (auto const& section : part.sections) {
            if (!section.has_content(words.evaluation)) continue;
            std::string const id(section.id);
            auto const place = page.inside("section", {{"id", id}, {"aria-labelledby", id + "-title"}});
            {
                auto const heading = page.inside("h2", {{"id", id + "-title"}});
                page.leaf("span", std::to_string(++number) + " ", {{"class", "number"}});
                page.text(words.say(section.title));
            }
            section.write(page, words);
        }
    }
}

}  // namespace

std::string render_html(decide::Evaluation const& evaluation, base::Language language)
{
    ReportWords const words{evaluation, language};
    HtmlWriter page(usual_size);
    page.doctype();
    {
        auto const html = page.inside("html", {{"lang", base::code_of(language)}});
        auto const& subject = evaluation.subject;
        write_page_head(page, words.name(subject.title, subject.id) + " – " + words.say(say::report_title), evaluation.version);
        auto const body = page.inside("body");
        page.leaf("a", words.say(say::report_skip), {{"class", "skip"}, {"href", "#verdict"}});
        write_masthead(page, words);
        {
            auto const main = page.inside("main");
            write_verdict(page, words);
            write_contents(page, words);
            write_sections(page, words);
        }
        auto const footer = page.inside("footer");
        page.leaf("p", words.say(say::report_footer, {{"version", evaluation.version}}));
    }
    return page.take();
}

}  // namespace alzette::prove
