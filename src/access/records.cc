// SPDX-License-Identifier: Apache-2.0
#include "access/records.h"

#include "base/blake2b.h"
#include "base/catalogue/access.h"

#include <algorithm>
#include <array>

namespace alzette::access {

namespace {

using base::Errc;
using base::Result;
using json::Value;

constexpr std::array<std::string_view, 3> verb_names{"see", "change", "administer"};

Value instant_value(base::Instant instant) { return base::instant_text(instant); }

// Members of a record; what is missing or of another kind leaves the reader bad.
struct Reader {
    Value const& record;
    bool good = true;

    std::string text(std::string_view name)
    {
        auto const* const found = record.find(name);
        if (found != nullptr && found->text() != nullptr) return *found->text();
        good = false;
        return {};
    }
    base::Instant instant(std::string_view name)
    {
        auto const read = base::parse_instant(text(name));
        good = good && read.has_value();
        return read.value_or(base::Instant());
    }
    bool flag(std::string_view name)
    {
        auto const* const found = record.find(name);
        return found != nullptr && found->truth() != nullptr && *found->truth();
    }
    std::vector<Grant> grants()
    {
        auto const* const found = record.find("grants");
        auto read = found == nullptr ? Result<std::vector<Grant>>(base::fail(Errc::invalid, say::grants_wrong)) : read_grants(*found);
        good = good && read.has_value();
        return read ? *std::move(read) : std::vector<Grant>();
    }
};

// Two digits a byte, as base::hexadecimal() writes them.
std::string from_hexadecimal(std::string_view text)
{
    auto const digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) bytes += static_cast<char>(digit(text[i]) << 4U | digit(text[i + 1]));
    return bytes;
}

Result<Grant> read_grant(Value const& value)
{
    auto const wrong = [] { return base::fail(Errc::invalid, say::grants_wrong); };
    if (value.object() == nullptr) return wrong();
    Grant grant;
    for (auto const& [name, member] : *value.object()) {
        if (name == "tenant" && member.text() != nullptr) grant.tenant = *member.text();
        else if (name == "scope" && member.text() != nullptr) grant.scope = *member.text();
        else if (name != "verbs" || member.array() == nullptr) return wrong();
    }
    if (!grant.scope.empty() && (!grant.scope.starts_with('/') || grant.scope.ends_with('/'))) return wrong();
    auto const* const verbs = value.find("verbs");
    if (verbs == nullptr || verbs->array()->empty()) return wrong();
    for (auto const& each : *verbs->array()) {
        auto const verb = each.text() == nullptr ? std::nullopt : verb_named(*each.text());
        if (!verb) return wrong();
        grant.verbs.push_back(*verb);
    }
    return grant;
}

}  // namespace

std::string_view name_of(Verb verb) { return verb_names.at(static_cast<std::size_t>(verb)); }

std::optional<Verb> verb_named(std::string_view name)
{
    auto const found = std::ranges::find(verb_names, name);
    if (found == verb_names.end()) return std::nullopt;
    return static_cast<Verb>(found - verb_names.begin());
}

Result<std::vector<Grant>> read_grants(Value const& grants)
{
    if (grants.array() == nullptr) return base::fail(Errc::invalid, say::grants_wrong);
    std::vector<Grant> read;
    for (auto const& each : *grants.array()) read.push_back(TRY(read_grant(each)));
    return read;
}

Value grants_value(std::vector<Grant> const& grants)
{
    Value::Array values;
    for (auto const& grant : grants) {
        Value::Array verbs;
        for (auto const verb : grant.verbs) verbs.emplace_back(name_of(verb));
        values.emplace_back(Value::Object{{"tenant", grant.tenant}, {"scope", grant.scope}, {"verbs", std::move(verbs)}});
    }
    return values;
}

std::string write_record(Account const& account)
{
    return json::write(Value(Value::Object{{"kind", "account"},
                                           {"name", account.name},
                                           {"password", account.password},
                                           {"grants", grants_value(account.grants)},
                                           {"createdAt", instant_value(account.created_at)}}));
}

std::string write_record(Token const& token)
{
    return json::write(Value(Value::Object{{"kind", "token"},
                                           {"id", token.id},
                                           {"account", token.account},
                                           {"name", token.name},
                                           {"hash", base::hexadecimal(token.hash)},
                                           {"onlySees", token.only_sees},
                                           {"createdAt", instant_value(token.created_at)},
                                           {"expiresAt", instant_value(token.expires_at)}}));
}

Result<std::variant<Account, Token>> read_record(std::string_view bytes)
{
    auto const damaged = [&] { return base::fail(Errc::unavailable, say::account_record_damaged, {{"bytes", bytes.size()}}); };
    auto const record = json::parse(bytes);
    if (!record) return damaged();
    Reader reader{*record};
    auto const kind = reader.text("kind");
    if (kind == "account") {
        Account account{reader.text("name"), reader.text("password"), reader.grants(), reader.instant("createdAt")};
        if (reader.good) return account;
    } else if (kind == "token") {
        Token token{reader.text("id"),       reader.text("account"),      reader.text("name"),        from_hexadecimal(reader.text("hash")),
                    reader.flag("onlySees"), reader.instant("createdAt"), reader.instant("expiresAt")};
        if (reader.good && token.hash.size() == 32) return token;
    }
    return damaged();
}

}  // namespace alzette::access
