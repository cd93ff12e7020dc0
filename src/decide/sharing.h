// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/findings.h"
#include "base/language.h"
#include "formula/expression.h"
#include "formula/run.h"
#include "formula/uncertain.h"
#include "formula/unit.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How players (communes) share a cost: what the case says, and what comes out.
namespace alzette::decide {

// shapley: the mean of what a player adds to the cost, over all orders in which the players may join (Shapley 1953).
// separable: what each adds to the cost of all others, and the rest in proportion to what each saves against going alone at that price: the
// "alternate cost avoided" form of separable costs, remaining benefits (Young, Okada and Hashimoto 1982), benefits being at least the cost alone.
// proportional: in proportion to an attribute, or to what each would pay alone.
enum class SharingRule { shapley, separable, proportional };
std::string_view name_of(SharingRule rule);

// All groups of players, or a sample of the orders in which they join; what is left open is decided by their number.
enum class SharingMethod { exact, sampled };

struct Sharing {
    struct Attribute {
        std::string name;
        std::optional<formula::Unit> unit;  // of its first value; nothing where no value could be read
    };
    struct Player {
        std::string id;
        base::Text label;
        std::vector<double> attributes;  // in base units, in the order of Sharing::attributes
        std::vector<std::string> as_written;
        base::Place place;
    };
    std::vector<Attribute> attributes;
    std::vector<Player> players;
    formula::Expression cost;
    std::string cost_text;  // "" where its mistake, or that of all attributes, is reported already
    base::Place cost_place;
    SharingRule rule = SharingRule::shapley;
    std::optional<SharingMethod> method;
    std::string by;         // attribute, of the proportional rule; "" for what each would pay alone
    base::Place by_place = {};

    // The attribute's place in the list, its size where there is none of that name.
    std::size_t attribute_index(std::string_view name) const;
};

// One player's part. Money of the case, once or a year.
struct PlayerShare {
    std::string id;
    base::Text label;
    double alone = 0;                        // cost of the group of this player alone
    double share = 0;
    std::optional<formula::Range> interval;  // of a sampled share: nineteen chances in twenty
    double saves() const { return alone - share; }
};

// A group that would pay less on its own than its members' shares.
struct Objection {
    std::vector<std::string> players;
    double alone = 0;
    double shares = 0;
    double better_by() const { return shares - alone; }
};

// Two groups without common member that cost more together than apart: the cost formula then gives no reason to share.
struct DearerTogether {
    std::vector<std::string> first;
    std::vector<std::string> second;
    double together = 0;
    double apart = 0;
};

struct SharingResult {
    SharingRule rule = SharingRule::shapley;
    std::string by;
    double total = 0;
    bool yearly = false;
    std::vector<PlayerShare> players;
    std::uint64_t orders = 0;         // sampled; 0: the shares are exact
    std::uint64_t seed = 0;           // of the sample
    bool all_groups = true;           // every group was tried for an objection; else groups were searched, and there may be others
    std::vector<Objection> objections;  // the worst first, at most a few
    std::optional<DearerTogether> dearer_together;
    bool stable() const { return objections.empty(); }
};

struct Model;

// Shares the cost as the case asks, with every input at its central value. `central` is a run of the model over those. Null where the case shares nothing,
// and where a group has no sound cost, which is reported.
std::shared_ptr<SharingResult const> share_cost(Model const& model, formula::Run const& central, base::Findings& findings);

}  // namespace alzette::decide
