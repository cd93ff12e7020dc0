// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/catalogue/decide.h"
#include "base/findings.h"
#include "decide/case.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

// What an evaluation says, as values: everything a report, a table or a machine format shows.
// Money is in the currency and price year of the case; a flow is option minus reference; gains are positive, costs negative.
namespace alzette::decide {

struct NotApplicable {
    std::string id;  // the indicator
    base::Message reason;
};

// The indicators of one option against the reference (definitions: docs/manual/decide/indicators.md).
struct Indicators {
    double npv = 0;
    double public_outlay = 0;         // discounted net outlay of public actors, before the premium
    double public_funds_premium = 0;  // negative when public money is spent
    double residual = 0;              // discounted
    double benefits = 0;              // discounted gains, >= 0 as a rule
    double costs = 0;                 // discounted costs, as a positive number
    double investment = 0;            // the one-off part of costs, as a positive number
    double others = 0;                // discounted effects and transfers of everyone but public actors
    double annual_equivalent = 0;
    std::optional<double> npv_per_public_euro;
    std::optional<double> npv_per_investment;
    std::optional<double> npv_per_cost;
    std::optional<double> bcr;
    std::optional<double> bcr_public;
    std::vector<double> irr;          // all roots above -1, rising
    int sign_changes = 0;             // of the yearly npv flows; more than one: the rate of return may mislead
    std::optional<int> payback;
    std::optional<int> discounted_payback;
    std::optional<double> first_year_return;
    std::vector<NotApplicable> not_applicable;
};

struct ActorResult {
    std::string id;
    base::Text label;
    ActorKind kind = ActorKind::users;
    double effects = 0;    // discounted
    double transfers = 0;  // discounted, received minus paid
    double total() const { return effects + transfers; }
};

struct CategoryResult {
    std::string id;
    double gains = 0;
    double costs = 0;  // positive
};

// One effect or transfer. `flows` over t = 0 .. horizon, undiscounted; a transfer's amount is positive from payer to receiver.
struct LineResult {
    std::string id;
    base::Text label;
    FlowKind kind = FlowKind::gain;
    std::string actor;
    std::string to;        // of a transfer
    std::string category;
    std::string formula;   // as written
    bool one_off = false;
    bool in_reference = false;  // only the reference has it
    double discounted = 0;      // + gain, - cost
    std::vector<double> flows;  // + gain, - cost
    std::vector<double> discounted_flows = {};  // of each year, by the factors of the effect's own beta; they sum to `discounted`
};

struct YearResult {
    int t = 0;
    int year = 0;
    double factor = 1;
    double npv = 0;         // undiscounted, premium included; the residual falls in the last year
    double discounted = 0;
    double cumulated = 0;   // of discounted
};

struct GroupResult {
    std::string id;
    base::Text label;
    std::string of;
    double share = 0;
    double income = 1;
    double weight = 1;
    double amount = 0;
    double weighted = 0;
};

// Parts with a header of their own; null where they were not asked for.
struct Uncertainty;    // decide/uncertainty.h
struct TrialResults;   // decide/trials.h
struct SharingResult;  // decide/sharing.h

// By actor, effect and year: the cube is `lines` x their `flows`.
struct OptionResult {
    std::string id;  // "" for the project itself
    base::Text label;
    int horizon = 0;
    Indicators indicators;
    std::vector<ActorResult> actors;
    std::vector<CategoryResult> categories;
    std::vector<LineResult> lines;
    std::vector<YearResult> years;
    std::vector<GroupResult> groups;
    std::optional<double> npv_weighted;  // with welfare weights; beside npv, never instead of it
    std::shared_ptr<Uncertainty const> uncertainty = nullptr;  // over draws of all uncertain inputs
};

struct ThresholdResult {
    std::string solve;
    Target until;
    std::vector<double> values;  // in the input's stated unit (% as a share), rising
    std::vector<double> slopes;  // of the indicator at each value, per unit of the input
    std::string unit;            // as stated, "" for a bare number or a share
    bool is_share = false;       // stated in %
    double central = 0;
    std::optional<formula::Range> stated_range;
    formula::Range searched{0, 0};
    bool inside_range = false;   // the first value lies in the stated range
    std::optional<base::Message> none_because;
};

// What the verdict becomes when one weak value moves over its range, all else central.
struct Swing {
    std::string input;           // or "discount", "public_funds"
    base::Text label;
    bool range_is_stated = true; // false: moved by conventions.unstated_range either way
    double low = 0;              // of the input, in its stated unit
    double high = 0;
    std::string unit;
    bool is_share = false;
    double npv_low = 0;
    double npv_high = 0;
    std::optional<double> switches_at;
    bool flips = false;
};

enum class Outcome { worth_it, not_worth_it, not_settled };
std::string_view name_of(Outcome outcome);

struct Verdict {
    Outcome outcome = Outcome::not_settled;
    base::Message because{say::verdict_worth_it};
    std::string carried_by;  // "" when settled
};

struct SensitivityRow {
    base::Message label;
    double rate = 0;  // of year 1
    double npv = 0;
    std::optional<double> npv_per_public_euro;
    std::optional<double> bcr;
    bool is_case = false;  // the case's own convention
};

struct Evaluation {
    std::string version;
    Case subject;
    OptionResult central;                // the project
    std::vector<OptionResult> variants;
    Verdict verdict;
    std::vector<Swing> swings;           // those that flip first, then by their width
    std::vector<ThresholdResult> thresholds;
    std::vector<SensitivityRow> by_rate;
    std::vector<SensitivityRow> by_beta;
    std::shared_ptr<TrialResults const> trials;
    std::shared_ptr<SharingResult const> sharing;
    std::vector<base::Finding> warnings;
};

}  // namespace alzette::decide
