// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/message.h"
#include "decide/evaluation.h"

#include <string>
#include <string_view>
#include <vector>

namespace alzette::prove {

// How the page speaks: catalogue sentences, figures and names of one evaluation in one language. Borrows the evaluation; any thread.
struct ReportWords {
    decide::Evaluation const& evaluation;
    base::Language language;

    // A catalogue text with typographic apostrophes and, in French, spaces that do not break before ; : ? ! %.
    std::string say(base::MessageId id, std::vector<base::Argument> arguments = {}) const;
    std::string say(base::Message const& message) const;
    // The same as a sentence of its own: a capital first and a full stop.
    std::string sentence(base::Message const& message) const;

    std::string money(double amount) const;
    std::string signed_money(double amount) const;
    std::string short_money(double amount) const;  // for an axis: "€1.5M"
    std::string number(double value, int digits = 3) const;
    std::string percent(double share, int digits = 3) const;
    // A share is shown in per cent; "EUR/year" as people write it: "€/year", "€/an".
    std::string quantity(double value, std::string_view unit, bool is_share) const;
    std::string unit(std::string_view unit) const;
    // "280 to 310 days/year"
    std::string range(double low, double high, std::string_view unit, bool is_share) const;
    std::string range(std::string const& low, std::string const& high) const;
    // With a fixed number of decimals, so that a column lines up.
    std::string decimals(double value, int count) const;
    std::string signed_percent(double share) const;

    // A text of the case or of the value set, set as the page's own.
    std::string text(base::Text const& text) const;
    // A label in the page's language, or the identifier made readable.
    std::string name(base::Text const& label, std::string_view id) const;
    std::string option(decide::OptionResult const& result) const;
    std::string actor(std::string_view id) const;
    std::string input(std::string_view id) const;  // also "discount" and "public_funds"
    std::string indicator(std::string_view id) const;
    std::string category(std::string_view id) const;
};

// The catalogue is written with plain keys; a page is set as a book is.
std::string typeset(std::string_view text, base::Language language);
// "paid_parking" -> "paid parking"
std::string readable(std::string_view id);
// At most `characters` long, in whole UTF-8 characters, with an ellipsis where something was cut.
std::string shortened(std::string_view text, std::size_t characters);

}  // namespace alzette::prove
