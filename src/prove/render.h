// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "decide/evaluation.h"

#include <string>

// An evaluation as people and programs read it. Text in, text out; nothing here computes a figure of its own. Any thread.
namespace alzette::prove {

enum class Colour { never, always };

// The verdict in one sentence, then who gains, who pays, by year, thresholds, what was not measured, warnings. For a terminal from 80 wide.
std::string render_terminal(decide::Evaluation const& evaluation, base::Language language, Colour colour);

// docs/formats/results.md; the texts for people are in `language`, all else is the same in both.
std::string render_json(decide::Evaluation const& evaluation, base::Language language);

// The cube, one row for each option, actor, effect and year: comma separated, a decimal point, a heading.
std::string render_csv(decide::Evaluation const& evaluation);

// One self-contained page that opens offline and prints on A4.
std::string render_html(decide::Evaluation const& evaluation, base::Language language);

// What the case says, in plain words: `alzette check`.
std::string render_plain_words(decide::Case const& subject, base::Language language);

}  // namespace alzette::prove
