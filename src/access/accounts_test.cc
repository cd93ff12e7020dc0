// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.h"
#include "access/doors.h"
#include "access/records.h"
#include "base/blake2b.h"
#include "base/catalogue/access.h"

#include <doctest/doctest.h>

using namespace alzette;
using namespace alzette::access;

namespace {

base::Instant const noon{std::chrono::hours(12)};

Account anna() { return {"anna", "$argon2id$", {{"", "/Metz", {Verb::see, Verb::change}}}, noon, 1}; }

Token token_of(std::string const& secret, bool only_sees = false)
{
    return {"t-" + secret, "anna", "counter", base::blake2b_256({secret}), only_sees, noon, noon + std::chrono::hours(1), 2};
}

}  // namespace

TEST_CASE("a token stands for its account until it expires, is taken back, or the account goes")
{
    Accounts accounts;
    CHECK(accounts.empty());
    CHECK(accounts.add(anna()));
    CHECK_FALSE(accounts.add(anna()));
    accounts.add(token_of("one"));
    accounts.add(token_of("two", true));
    REQUIRE(accounts.find("one", noon) != nullptr);
    CHECK(accounts.find("one", noon)->account == "anna");
    CHECK(accounts.find("one", noon)->rights.may(Verb::change, ""));
    CHECK_FALSE(accounts.find("two", noon)->rights.may(Verb::change, ""));
    CHECK(accounts.find("three", noon) == nullptr);
    CHECK(accounts.find("one", noon + std::chrono::hours(1)) == nullptr);
    auto changed = anna();
    changed.grants = {{"", "/Nancy", {Verb::see}}};
    accounts.replace(changed);
    CHECK(accounts.find("one", noon)->rights.covers_scope(Verb::see, "", "/Nancy"));
    CHECK_FALSE(accounts.find("one", noon)->rights.may(Verb::change, ""));
    auto const is_first = [](Token const& token) { return token.id == "t-one"; };
    auto const gone = accounts.remove_tokens(is_first);
    REQUIRE(gone.size() == 1);
    CHECK(gone.front().number == 2);
    CHECK(accounts.find("one", noon) == nullptr);
    CHECK(accounts.find("two", noon) != nullptr);
    CHECK(accounts.remove_tokens(is_first).empty());
    accounts.remove_account("anna");
    CHECK_FALSE(accounts.account("anna").has_value());
}

TEST_CASE("records read back as they were, and anything else is damaged")
{
    auto const account = std::get<Account>(read_record(write_record(anna())).value());
    CHECK(account.name == "anna");
    CHECK(account.grants == anna().grants);
    CHECK(account.created_at == noon);
    auto const token = std::get<Token>(read_record(write_record(token_of("one", true))).value());
    CHECK(token.hash == base::blake2b_256({"one"}));
    CHECK(token.only_sees);
    CHECK(token.expires_at == noon + std::chrono::hours(1));
    for (auto const* const text : {"", "{}", R"({"kind":"account","name":"a"})", R"({"kind":"token","id":"x"})", R"({"kind":"other"})"})
        CHECK(read_record(text).error().message.id == say::account_record_damaged);
}

TEST_CASE("grants say what they mean, or are refused")
{
    auto const read = [](char const* text) { return read_grants(json::parse(text).value()); };
    CHECK(read(R"([{"verbs":["see"]}])").value() == std::vector<Grant>{{"", "", {Verb::see}}});
    for (auto const* const wrong : {"{}", "[1]", "[{}]", R"([{"verbs":[]}])", R"([{"verbs":["own"]}])", R"([{"scope":"Metz","verbs":["see"]}])",
                                    R"([{"scope":"/","verbs":["see"]}])", R"([{"scopes":"/Metz","verbs":["see"]}])"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read(wrong).has_value());
    }
}

TEST_CASE("the first link works once, for an hour")
{
    FirstLink link("secret", noon + std::chrono::hours(1));
    CHECK_FALSE(link.use("other", noon));
    CHECK_FALSE(link.is_good("secret", noon + std::chrono::hours(1)));
    CHECK(link.is_good("secret", noon));
    CHECK(link.use("secret", noon));
    CHECK_FALSE(link.use("secret", noon));
    CHECK_FALSE(link.is_good("", noon));
}

TEST_CASE("passwords may be tried so often a minute, for names that exist or not, and no more names than the limit")
{
    Tries tries(2, 2);
    CHECK(tries.may_try("anna", noon));
    CHECK(tries.may_try("anna", noon));
    CHECK_FALSE(tries.may_try("anna", noon));
    CHECK(tries.may_try("bert", noon));
    CHECK_FALSE(tries.may_try("carl", noon));
    CHECK(tries.may_try("carl", noon + std::chrono::minutes(1)));
    CHECK(tries.may_try("anna", noon + std::chrono::minutes(1)));
}
