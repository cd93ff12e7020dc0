// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Who may do what. Values, no I/O.
namespace alzette::access {

enum class Verb { see, change, administer };

// What an account may do in one tenant, to all of it or to what lies in a scope and below it.
struct Grant {
    std::string tenant = {};  // "*" is every tenant; empty is the default one
    std::string scope = {};   // "/Metz/Sablon"; empty is everything, entities without a scope included
    std::vector<Verb> verbs = {};
    friend bool operator==(Grant const&, Grant const&) = default;
};

// The grants of one account together. What none of them allows is not allowed.
class Rights {
public:
    Rights() = default;
    explicit Rights(std::vector<Grant> grants) : grants_(std::move(grants)) {}
    static Rights all();

    std::vector<Grant> const& grants() const { return grants_; }
    // The same without what changes anything, for tokens that only read.
    Rights only_seeing() const;

    bool may(Verb verb, std::string_view tenant) const;        // at least something
    bool may_change_anything() const;                          // in any tenant
    bool may_all(Verb verb, std::string_view tenant) const;    // whatever the scope
    bool covers_scope(Verb verb, std::string_view tenant, std::string_view scope) const;
    // An entity with these scopes: one that is covered is enough. Without a scope it takes a right to everything.
    template <class Scopes>
    bool covers(Verb verb, std::string_view tenant, Scopes const& scopes) const
    {
        if (may_all(verb, tenant)) return true;
        for (auto const& scope : scopes)
            if (covers_scope(verb, tenant, scope)) return true;
        return false;
    }

private:
    std::vector<Grant> grants_;
};

}  // namespace alzette::access
