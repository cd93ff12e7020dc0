// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/accounts.h"
#include "understand/memory.h"

#include <memory>
#include <optional>
#include <string>

namespace alzette::api {

// What the account of a request may see and change in one tenant. The only place where rights meet entities: what it does not see is not there, in any
// answer. A value.
class Sight {
public:
    Sight() = default;  // everything: the program runs without accounts
    Sight(std::shared_ptr<access::Identity const> who, std::string tenant) : who_(std::move(who)), tenant_(std::move(tenant)) {}

    std::string account() const { return who_ == nullptr ? std::string() : who_->account; }
    std::shared_ptr<access::Identity const> const& who() const { return who_; }
    bool may(access::Verb verb) const { return who_ == nullptr || who_->rights.may(verb, tenant_); }
    bool may_all(access::Verb verb) const { return who_ == nullptr || who_->rights.may_all(verb, tenant_); }
    // Every account, token and tenant.
    bool administers() const { return who_ != nullptr && who_->rights.may_all(access::Verb::administer, "*"); }

    bool covers(access::Verb verb, understand::State const& state, understand::Slot slot) const;
    bool covers(access::Verb verb, ngsi::Entity const& entity) const;
    // The slots covered; nothing where that is all of them.
    std::optional<understand::Bitmap> slots(access::Verb verb, understand::State const& state) const;
    // Fails (denied) on a change of an entity that may not be changed, and on one that would leave it where it may not be. Says the same of an entity
    // that is not seen and of one that is not there.
    base::Result<void> check(understand::State const& state, understand::Decision const& decision) const;
    base::Result<void> check_put(understand::State const& state, ngsi::Entity const& entity) const;
    base::Result<void> check_removal(understand::State const& state, std::string_view id) const;

private:
    std::shared_ptr<access::Identity const> who_;
    std::string tenant_;
};

}  // namespace alzette::api
