// SPDX-License-Identifier: Apache-2.0
#include "decide/sharing.h"

#include "base/catalogue/sharing.h"
#include "base/format.h"
#include "base/limits_sharing.h"
#include "decide/game.h"
#include "decide/model.h"
#include "decide/sharing_model.h"

#include <algorithm>
#include <cmath>

namespace alzette::decide {

namespace {

namespace limits = base::limits;

constexpr std::size_t groups_a_run = 1'024;
constexpr std::size_t batches = 512;        // of sampled orders: some two million groups of 60 players
constexpr std::size_t objections_told = 5;
constexpr std::size_t names_told = 12;      // of a group, in a sentence
constexpr double rounding = 1e-9;           // of the total: less than that is no objection

// The cost of any group, by the two programs of the model. The first group without a sound cost is kept.
class GroupCosts {
public:
    struct Fault {
        Coalition group;
        double cost;
    };

    GroupCosts(Sharing const& sharing, SharingModel const& model, std::vector<double> const& of_case)
        : model_(model), run_(model.groups, groups_a_run), inputs_(model.groups.input_count * groups_a_run)
    {
        auto const players = sharing.players.size();
        std::vector<double> of_players;
        for (std::size_t i = 0; i < sharing.attributes.size(); ++i)
            for (auto const& player : sharing.players) of_players.push_back(player.attributes[i]);
        for (auto const value : of_case) of_players.insert(of_players.end(), players, value);
        formula::Run members(model.members, players);
        members(of_players);
        for (auto const& total : model.totals) {
            auto const row = members.row(total.of_member, 0);
            std::vector<double> values;
            for (std::size_t player = 0; player < players; ++player) values.push_back(row[player]);
            totals_.emplace_back(total.kind, values);
        }
        for (std::size_t i = 0; i < of_case.size(); ++i) std::fill_n(input(totals_.size() + i), groups_a_run, of_case[i]);
    }

    void operator()(std::span<Coalition const> groups, std::span<double> costs)
    {
        for (std::size_t first = 0; first < groups.size(); first += groups_a_run) {
            auto const here = groups.subspan(first, std::min(groups_a_run, groups.size() - first));
            for (std::size_t total = 0; total < totals_.size(); ++total) std::ranges::transform(here, input(total), std::cref(totals_[total]));
            run_(inputs_);
            auto const row = run_.row(model_.cost, 0);
            for (std::size_t i = 0; i < here.size(); ++i) costs[first + i] = checked(here[i], row[i]);
        }
    }

    std::optional<Fault> const& fault() const { return fault_; }

private:
    double* input(std::size_t index) { return inputs_.data() + index * groups_a_run; }

    // A mean has no number for nobody, who pays nothing all the same.
    double checked(Coalition group, double cost)
    {
        if (group == 0 && !std::isfinite(cost)) return 0;
        auto const is_sound = std::isfinite(cost) && (group == 0 ? cost == 0 : cost >= 0);
        if (!is_sound && !fault_) fault_ = Fault{group, cost};
        return cost;
    }

    SharingModel const& model_;
    formula::Run run_;
    std::vector<double> inputs_;
    std::vector<OverMembers> totals_;
    std::optional<Fault> fault_;
};

class Sharer {
public:
    Sharer(Model const& model, std::vector<double> const& of_case, base::Findings& findings)
        : subject_(*model.subject), sharing_(*subject_.sharing), findings_(findings), costs_(sharing_, *model.sharing, of_case)
    {
        game_ = {sharing_.players.size(), [this](std::span<Coalition const> groups, std::span<double> costs) { costs_(groups, costs); }};
        result_.rule = sharing_.rule;
        result_.by = sharing_.by;
        result_.yearly = model.sharing->yearly;
        result_.all_groups = game_.players <= limits::sharing_players_exact_max;
    }

    std::shared_ptr<SharingResult const> share()
    {
        game_.cost(0);
        if (result_.all_groups) costs_of_all_ = costs_of_all(game_);
        result_.total = game_.cost(everyone(game_.players));
        for (std::size_t player = 0; player < game_.players; ++player) alone_.push_back(game_.cost(only(player)));
        if (costs_.fault()) return report(*costs_.fault()), nullptr;
        tolerance_ = rounding * std::max(std::abs(result_.total), *std::ranges::max_element(alone_));
        auto const shares = this->shares();
        if (costs_.fault()) return report(*costs_.fault()), nullptr;
        if (shares.empty()) return findings_.error(sharing_.cost_place, say::sharing_by_nothing), nullptr;
        for (std::size_t player = 0; player < game_.players; ++player) {
            auto const& named = sharing_.players[player];
            std::optional<formula::Range> interval;
            if (!half_widths_.empty()) interval = {shares[player] - half_widths_[player], shares[player] + half_widths_[player]};
            result_.players.push_back({named.id, named.label, alone_[player], shares[player], interval});
        }
        add_objections(shares);
        warn_dearer_together();
        if (costs_.fault()) return report(*costs_.fault()), nullptr;
        return std::make_shared<SharingResult const>(std::move(result_));
    }

private:
    std::vector<double> shares()
    {
        switch (sharing_.rule) {
        case SharingRule::shapley: return shapley();
        case SharingRule::separable: return separable_shares(game_);
        case SharingRule::proportional: return proportional();
        }
        return {};
    }

    std::vector<double> shapley()
    {
        auto const method = sharing_.method.value_or(result_.all_groups ? SharingMethod::exact : SharingMethod::sampled);
        if (method == SharingMethod::exact) return shapley_shares(costs_of_all_, game_.players);
        result_.seed = subject_.uncertainty.seed;
        auto sampled = sampled_shapley_shares(game_, result_.seed, batches);
        result_.orders = sampled.orders;
        half_widths_ = std::move(sampled.half_widths);
        return std::move(sampled.shares);
    }

    // Empty where there is nothing to be proportional to.
    std::vector<double> proportional()
    {
        auto weights = alone_;
        if (!sharing_.by.empty()) {
            auto const attribute = sharing_.attribute_index(sharing_.by);
            std::ranges::transform(sharing_.players, weights.begin(), [&](Sharing::Player const& player) { return player.attributes[attribute]; });
        }
        auto const is_nothing = std::ranges::all_of(weights, [](double weight) { return weight == 0; });
        if (is_nothing && result_.total == 0) return weights;
        return is_nothing ? std::vector<double>{} : proportional_shares(result_.total, weights);
    }

    // A sampled share is known to its interval; a smaller gain is no objection.
    void add_objections(std::vector<double> const& shares)
    {
        auto tolerances = half_widths_.empty() ? std::vector<double>(shares.size(), tolerance_) : half_widths_;
        for (auto& tolerance : tolerances) tolerance = std::max(tolerance, tolerance_);
        auto const worst = result_.all_groups && half_widths_.empty() ? objections(costs_of_all_, shares, tolerance_, objections_told)
                                                                      : search_objections(game_, shares, tolerances, objections_told);
        result_.all_groups = result_.all_groups && half_widths_.empty();
        for (auto const& excess : worst) result_.objections.push_back({ids_of(excess.group), excess.cost, excess.shares});
    }

    void warn_dearer_together()
    {
        auto const split = costs_of_all_.empty() ? search_dearer_together(game_, tolerance_) : dearer_together(costs_of_all_, game_.players, tolerance_);
        if (!split) return;
        result_.dearer_together = DearerTogether{ids_of(split->first), ids_of(split->second), split->together, split->apart};
        findings_.warning(sharing_.cost_place, say::sharing_dearer_together,
                          {{"first", names_of(split->first)}, {"second", names_of(split->second)},
                           {"together", money(split->together)}, {"apart", money(split->apart)}});
    }

    void report(GroupCosts::Fault const& fault)
    {
        auto const place = sharing_.cost_place;
        if (fault.group == 0) return findings_.error(place, say::sharing_nobody_pays, {{"cost", money(fault.cost)}});
        if (!std::isfinite(fault.cost)) return findings_.error(place, say::sharing_no_number, {{"players", names_of(fault.group)}});
        findings_.error(place, say::sharing_negative, {{"players", names_of(fault.group)}, {"cost", money(fault.cost)}});
    }

    base::Text money(double amount) const { return base::money(amount, subject_.conventions.currency); }

    std::vector<std::string> ids_of(Coalition group) const
    {
        std::vector<std::string> ids;
        for (std::size_t player = 0; player < game_.players; ++player)
            if (has(group, player)) ids.push_back(sharing_.players[player].id);
        return ids;
    }

    base::Text names_of(Coalition group) const
    {
        base::Text names;
        std::size_t told = 0;
        std::size_t others = 0;
        for (std::size_t player = 0; player < game_.players; ++player) {
            if (!has(group, player)) continue;
            if (told == names_told) {
                ++others;
                continue;
            }
            auto const& label = sharing_.players[player].label;
            names.en += (told > 0 ? ", " : "") + label.in(base::Language::en);
            names.fr += (told > 0 ? ", " : "") + label.in(base::Language::fr);
            ++told;
        }
        if (others > 0) {
            auto const more = base::Message(say::sharing_and_others, {{"count", others}}).in_both();
            names.en += " " + more.en;
            names.fr += " " + more.fr;
        }
        return names;
    }

    Case const& subject_;
    Sharing const& sharing_;
    base::Findings& findings_;
    GroupCosts costs_;
    Game game_;
    std::vector<double> costs_of_all_;  // empty where there are too many
    std::vector<double> alone_;
    std::vector<double> half_widths_;   // of sampled shares
    double tolerance_ = 0;
    SharingResult result_;
};

}  // namespace

std::string_view name_of(SharingRule rule)
{
    constexpr std::string_view names[] = {"shapley", "separable", "proportional"};
    return names[static_cast<std::size_t>(rule)];
}

std::size_t Sharing::attribute_index(std::string_view name) const
{
    return static_cast<std::size_t>(std::ranges::find(attributes, name, &Attribute::name) - attributes.begin());
}

std::shared_ptr<SharingResult const> share_cost(Model const& model, formula::Run const& central, base::Findings& findings)
{
    if (!model.sharing) return nullptr;
    std::vector<double> of_case;
    for (auto const& used : model.sharing->of_case) of_case.push_back(central.row(used.value.value, 0)[0]);
    return Sharer(model, of_case, findings).share();
}

}  // namespace alzette::decide
