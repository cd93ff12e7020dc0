// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"
#include "ngsi/kept.h"

namespace alzette::api {

// How entities are shown in an answer: their shape, and which of their members (clauses 4.21, 6.3.7 to 6.3.12).
class View {
public:
    static base::Result<View> of(Call const& call);

    // Appends one entity. Fails (not_found) when `attrs` were asked for and it has none of them.
    base::Result<void> write(ngsi::Kept const& kept, base::Instant now, std::string& out) const;
    // For a collection that shows the context itself: entities then leave it out.
    View without_context() const;

private:
    bool is_plain(ngsi::Kept const& kept, base::Instant now) const;
    void project(ngsi::Entity& entity) const;
    void keep_datasets(ngsi::Entity& entity) const;

    ngsi::WriteOptions options_;
    std::shared_ptr<ngsi::Context const> context_;
    std::vector<std::string> pick_;       // members to keep, expanded but for id, type and scope; empty: all
    std::vector<std::string> omit_;       // members to leave out
    std::vector<std::string> attributes_; // attrs: as pick, with id and type kept
    std::vector<std::string> datasets_;   // "@none" is the default instance; empty: all
    bool is_geo_json_ = false;
    std::string geometry_property_;       // expanded
};

}  // namespace alzette::api
