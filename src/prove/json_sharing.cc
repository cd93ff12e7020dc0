// SPDX-License-Identifier: Apache-2.0
#include "prove/json_sharing.h"

namespace alzette::prove {

namespace {

using base::JsonWriter;
using decide::SharingResult;

void write_names(JsonWriter& json, std::string_view key, std::vector<std::string> const& names)
{
    json.key(key).array([&] {
        for (auto const& name : names) json.value(name);
    });
}

template <class Figure>
void write_by_player(JsonWriter& json, std::string_view key, SharingResult const& sharing, Figure figure)
{
    json.key(key).object([&] {
        for (auto const& player : sharing.players) json.member(player.id, figure(player));
    });
}

void write_intervals(JsonWriter& json, SharingResult const& sharing)
{
    if (sharing.orders == 0) return json.key("intervals").null();
    json.key("intervals").object([&] {
        for (auto const& player : sharing.players)
            json.key(player.id).object([&] {
                json.member("low", player.interval->low);
                json.member("high", player.interval->high);
            });
    });
}

void write_objections(JsonWriter& json, SharingResult const& sharing)
{
    json.key("objections").array([&] {
        for (auto const& objection : sharing.objections)
            json.object([&] {
                write_names(json, "players", objection.players);
                json.member("better_by", objection.better_by());
                json.member("alone", objection.alone);
                json.member("shares", objection.shares);
            });
    });
}

void write_dearer_together(JsonWriter& json, SharingResult const& sharing)
{
    if (!sharing.dearer_together) return json.key("dearer_together").null();
    auto const& split = *sharing.dearer_together;
    json.key("dearer_together").object([&] {
        write_names(json, "first", split.first);
        write_names(json, "second", split.second);
        json.member("together", split.together);
        json.member("apart", split.apart);
    });
}

}  // namespace

void write_sharing(JsonWriter& json, SharingResult const& sharing, std::string const& currency, base::Language language)
{
    json.key("sharing").object([&] {
        json.member("rule", decide::name_of(sharing.rule));
        json.member("total", sharing.total);
        write_by_player(json, "shares", sharing, [](auto const& player) { return player.share; });
        json.member("stable", sharing.stable());
        write_objections(json, sharing);
        json.member("unit", currency + (sharing.yearly ? "/year" : ""));
        json.member("by", sharing.by.empty() ? std::nullopt : std::optional(sharing.by));
        write_by_player(json, "alone", sharing, [](auto const& player) { return player.alone; });
        write_intervals(json, sharing);
        json.member("orders", sharing.orders);
        json.member("seed", sharing.orders > 0 ? std::optional(sharing.seed) : std::nullopt);
        json.member("all_groups", sharing.all_groups);
        write_dearer_together(json, sharing);
        write_by_player(json, "labels", sharing, [&](auto const& player) { return player.label.in(language); });
    });
}

}  // namespace alzette::prove
