// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/language.h"
#include "base/result.h"
#include "decide/discount.h"
#include "decide/series.h"
#include "decide/value_set.h"
#include "formula/expression.h"
#include "formula/uncertain.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// A case as its author wrote it, checked and with every name resolved. All of it are values.
namespace alzette::decide {

enum class ActorKind { users, public_body, third_party, firm, climate };

struct Actor {
    std::string id;
    ActorKind kind = ActorKind::users;
    base::Text label;
    base::Place place;
};

// Where a figure comes from.
enum class Status { official, measured, published, expert, assumed };
std::string_view name_of(Status status);

struct Input {
    std::string id;
    base::Text label;
    formula::Uncertain value;              // scale 1 without unit when `series` is set
    std::optional<double> central;         // overrides the distribution's own, in the stated unit
    std::optional<Series> series;          // in series_unit
    formula::Unit series_unit;
    std::optional<Growth> grows;
    double rebase = 1;                     // factor from the input's price year to the case's
    std::optional<int> prices;             // price year where it is another than the case's
    Status status = Status::assumed;
    std::optional<Verification> verification;  // of a value taken from the value set
    std::string from;                      // its id there
    std::optional<formula::Range> published_range;  // of a value from the set, in the value's unit
    std::string source;
    std::string measured_with;             // the survey that would measure it together with others, "" for none
    base::Text note;
    base::Place place;

    double central_value() const { return central ? *central : value.central(); }
    formula::Unit const& unit() const { return series ? series_unit : value.unit; }
    // What the verdict may not rest on: a guess, or an official figure nobody traced.
    bool is_weak() const { return status == Status::assumed || verification == Verification::unverified; }
};

struct Quantity {
    std::string id;
    base::Text label;
    formula::Expression formula;
    std::string text;
    std::optional<formula::Unit> unit;  // as declared; the formula must have its dimension
    base::Place place;
};

// When an amount falls due. A yearly flow runs over `during` (default 1 .. horizon); a one-off takes its full amount at each listed t.
struct Occurrence {
    std::vector<int> at;
    int every = 0;                   // n, 2n, ... below the horizon
    std::optional<YearSpan> during;  // in t
    bool one_off() const { return !at.empty() || every > 0; }
    std::vector<int> years(int horizon) const;
};

enum class FlowKind { gain, cost, transfer };

// An effect (a real resource: gain `to` an actor, cost `by` an actor) or a transfer (money from one actor to another).
struct Flow {
    std::string id;
    base::Text label;
    FlowKind kind = FlowKind::gain;
    std::string actor;     // who gains or bears; of a transfer, who pays
    std::string to;        // of a transfer, who receives
    std::string category;
    formula::Expression amount;
    std::string amount_text;
    Occurrence occurrence;
    std::optional<formula::Uncertain> optimism;
    std::optional<formula::Uncertain> mitigated;
    std::optional<double> beta;
    std::optional<double> life;  // years, of a one-off cost: what `residual: linear` depreciates over
    base::Text note;
    base::Place place;
    base::Place amount_place;
};

struct Residual {
    enum class Kind { none, linear, perpetuity, extend, amount };
    Kind kind = Kind::none;
    int years = 0;       // of extend
    double growth = 0;   // of perpetuity
    double amount = 0;   // in the case's currency
    std::string text = "none";
    base::Place place = {};
};

// Two inputs that move together: the rank correlation (Spearman) of their draws, from -1 to 1.
struct Correlation {
    std::string first;
    std::string second;
    double rank = 0;
    base::Place place;
};

// The project, a variant of it, or the reference. A variant is written out in full: what it did not name is copied from the project.
struct Option {
    std::string id;
    base::Text label;
    std::vector<Flow> flows;
    std::vector<Input> inputs;          // that replace the case's own
    std::vector<Quantity> quantities;   // that replace the case's own
    int horizon = 0;
    Residual residual;
    base::Place place;
};

struct Unmeasured {
    std::string id;
    base::Text label;
    std::string actor;
    bool is_gain = true;
    base::Text in;  // the physical measure that follows it
    base::Text note;
};

enum class Comparison { less, less_equal, equal, greater_equal, greater };

// "npv = 0", "npv_per_public_euro = 1.3"
struct Target {
    std::string indicator;
    Comparison comparison = Comparison::equal;
    double value = 0;
    std::string text;
};

struct Threshold {
    std::string solve;
    Target until;
    base::Place place;
};

struct Group {
    std::string id;
    base::Text label;
    std::string of;      // actor
    double share = 0;    // of the actor's result
    double income = 1;   // relative to the reference income
    base::Place place;
};

// A figure somebody published, and the formula that should give it: the lint for figures that do not recompute.
struct Claim {
    std::string id;
    formula::Uncertain says;
    formula::Expression formula;
    std::string formula_text;
    double tolerance = 0.005;  // relative
    std::string source;
    base::Place place;
};

struct PublicFunds {
    double multiplier = 1;  // 1.2: each net public euro counts 1.20
    std::optional<Verification> verification;
    std::string from;
};

struct Discount {
    DiscountSchedule schedule;
    std::string from;       // id in the value set, "" for a rate of the case's own
    std::optional<Verification> verification;
    double beta = 1;
    base::Place place = {};
};

struct Conventions {
    int base_year = 0;
    int horizon = 0;
    Timing timing = Timing::end_of_year;
    std::string currency;
    int price_year = 0;
    Discount discount;
    PublicFunds public_funds;
    Residual residual;
    std::optional<double> welfare_elasticity;
    std::string price_index;
    // How far a weak value without a stated range is moved either way to test the verdict (docs/decisions).
    double unstated_range = 0.5;
};

// quasi: scrambled Sobol points, each randomisation an independent scrambling; plain: independent pseudo-random draws.
enum class Method { quasi, plain };
std::string_view name_of(Method method);

struct UncertaintyRequest {
    std::optional<std::uint64_t> draws;  // absent: not said
    std::uint64_t seed = 1;
    Method method = Method::quasi;
};

// Parts with a header of their own; null where the case has none of them.
struct Trials;     // decide/trials.h: pilots, gates, waiting
struct Scenarios;  // decide/scenarios.h
struct Sharing;    // decide/sharing.h

struct Case {
    std::string id;
    base::Text title;
    base::Text question;
    base::Text territory;
    Conventions conventions;
    std::shared_ptr<ValueSet const> values;  // null when the case names none
    formula::UnitTable units;
    std::vector<Actor> actors;
    std::vector<Input> inputs;
    std::vector<Quantity> quantities;
    Option reference;
    Option project;
    std::vector<Option> variants;
    std::vector<Unmeasured> unmeasured;
    std::vector<Threshold> thresholds;
    std::vector<Group> groups;
    std::vector<Claim> claims;
    UncertaintyRequest uncertainty;
    std::vector<Correlation> correlations;
    std::shared_ptr<Trials const> trials;
    std::shared_ptr<Scenarios const> scenarios;
    std::shared_ptr<Sharing const> sharing;
    std::vector<base::MessageId> set_aside;  // parts of the file that are understood and not computed yet

    Actor const* find_actor(std::string_view actor_id) const;
    Input const* find_input(std::string_view input_id) const;
};

}  // namespace alzette::decide
