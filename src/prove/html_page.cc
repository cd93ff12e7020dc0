// SPDX-License-Identifier: Apache-2.0
#include "prove/html_page.h"

#include "base/embedded.h"

#include <string>

// html_style.css, compiled in by embed() (src/CMakeLists.txt).
extern alzette::base::EmbeddedFile const report_style[];

namespace alzette::prove {

namespace {

// Nothing may be fetched or run; the page asks for no more than its own styles.
constexpr std::string_view content_policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

}  // namespace

void write_page_head(HtmlWriter& page, std::string_view title, std::string_view version)
{
    auto const head = page.inside("head");
    page.empty("meta", {{"charset", "utf-8"}});
    page.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", content_policy}});
    page.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    page.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    page.empty("meta", {{"name", "generator"}, {"content", "Alzette " + std::string(version)}});
    page.leaf("title", title);
    page.style_sheet(report_style[0].bytes());
}

}  // namespace alzette::prove
