// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/view.h"
#include "understand/state.h"

#include <set>

namespace alzette::api {

// The entities of one answer, with those they lead to: inside them, or behind them (clause 4.5.23). What the caller does not see, what has expired, and what
// stands on the way from the entity asked for is not shown: a circle ends. Call, view and state outlive it.
class EntityWriter {
public:
    enum class Form { one, many };
    EntityWriter(EntityWriter const&) = delete;
    EntityWriter& operator=(EntityWriter const&) = delete;
    EntityWriter(Call const& call, View const& view, understand::State const& state, base::Instant now, Form form);

    // Appends one that was asked for. Fails and appends nothing: not_found when `attrs` were asked for and it has none of them; exhausted where more linked
    // entities than `limits::linked_entities_max` would be shown.
    base::Result<void> add(understand::Slot slot);
    // The answer, when all are added. Fails (exhausted) like add().
    base::Result<std::string> finish();
    std::uint64_t sequence() const { return sequence_; }  // of the newest thing shown

private:
    // An entity to show behind those asked for.
    struct Lead {
        std::string id;
        std::size_t level;
        Shown shown;
    };
    void separate();
    base::Result<void> count_linked();
    std::optional<understand::Slot> linked_slot(std::string_view id) const;
    ngsi::Entity entity_at(understand::Slot slot);
    base::Result<void> write(ngsi::Entity entity, std::string id, Shown const& shown);
    bool write_linked(std::string_view id, std::size_t level, Shown const& shown, std::string& out);
    ngsi::WriteLinked linker(std::size_t level, Shown const& shown);
    void follow(ngsi::Entity const& entity, std::size_t level, Shown const& shown);
    base::Result<void> append_linked();

    Call const& call_;
    std::optional<View> without_context_ = {};
    View const* view_;
    understand::State const& state_;
    base::Instant now_;
    bool is_geo_json_;
    Form form_;
    std::string body_ = {};
    bool is_first_ = true;
    std::uint64_t sequence_ = 0;
    std::size_t linked_ = 0;                          // shown
    std::set<std::string, std::less<>> hidden_ = {};  // containedBy
    std::vector<std::string> way_ = {};               // inline: ids from the entity asked for to where it writes
    std::set<std::string, std::less<>> shown_ = {};   // flat: ids of those asked for
    std::set<std::string, std::less<>> led_to_ = {};  // flat: ids of leads
    std::vector<Lead> leads_ = {};
};

}  // namespace alzette::api
