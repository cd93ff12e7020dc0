// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/call.h"
#include "api/join.h"
#include "ngsi/kept.h"
#include "ngsi/projection.h"

namespace alzette::api {

// The members that pick and omit name for the entities at one place of an answer. What stands in braces behind a relationship holds for those it leads to,
// in place of the whole list (clause 4.21).
struct Shown {
    std::vector<ngsi::Projected> const* pick;  // none in it: all members
    std::vector<ngsi::Projected> const* omit;
    Shown below(std::string_view relationship) const;
};

// How entities are shown in an answer: their shape, which of their members, and with which linked entities (clauses 4.21, 4.5.23, 6.3.7 to 6.3.12).
class View {
public:
    static base::Result<View> of(Call const& call);
    // For a collection that shows the context itself: entities then leave it out.
    View without_context() const;

    Join const& join() const { return join_; }
    Shown shown() const { return {&pick_, &omit_}; }
    // Appends an entity as it is kept, where that is what the answer shows; else false.
    bool write_plain(ngsi::Kept const& kept, base::Instant now, std::string& out) const;
    // Takes away what is not shown, id, type and scope too.
    void project(ngsi::Entity& entity, Shown const& shown) const;
    // Whether it is left out of the answer, having none of `attrs`. Of a projected entity.
    bool lacks_attributes(ngsi::Entity const& entity) const { return !attributes_.empty() && entity.attributes.empty(); }
    // Appends a projected entity; the second as one that stands within another.
    void write(ngsi::Entity const& entity, ngsi::WriteLinked const* linked, std::string& out) const;
    void write_inside(ngsi::Entity const& entity, ngsi::WriteLinked const* linked, std::string& out) const;

private:
    bool is_plain(ngsi::Kept const& kept, base::Instant now) const;
    void keep_datasets(ngsi::Entity& entity) const;

    ngsi::WriteOptions options_;
    std::shared_ptr<ngsi::Context const> context_;
    Join join_;
    std::vector<ngsi::Projected> pick_;
    std::vector<ngsi::Projected> omit_;
    std::vector<std::string> attributes_; // attrs: as pick, with id and type kept
    std::vector<std::string> datasets_;   // "@none" is the default instance; empty: all
    bool is_geo_json_ = false;
    std::string geometry_property_;       // expanded
};

}  // namespace alzette::api
